import LinePolicy
import Vocabulary

/// One `line verify --voice`: the next caller hears a code, and types it.
package struct VoiceTrial: Hashable, Sendable {
    /// How long a trial lasts.
    static let timeout = Span.minutes(10)
    /// A trial that no client polls for this long is over: its operator has gone, and strangers must not hear codes.
    static let lease = Span.seconds(30)
    /// The most callers who hear the code of one trial.
    static let maximumCalls = 3

    /// Why a trial failed, or what has gone wrong so far.
    package enum Fault: Hashable, Sendable {
        /// A call was refused by a rule of the line.
        case refused(Reason)
        /// The call ended before the code was spoken to its end.
        case cutShort
        /// Another code was typed.
        case wrongCode
        /// The operator called and heard nothing.
        case nothingHeard
        /// The line could not speak to the call.
        case sound(VoiceFault)
    }

    /// Its id among the trials of this line.
    package let id: Int
    /// Four digits, no two equal ones in a row, because a key held down is one key.
    package let code: String
    /// Until when it is valid.
    package let expiresAt: Uptime
    /// Its phase.
    package private(set) var state = VoiceTrialState.waiting
    /// Why it failed, or what has gone wrong so far.
    package private(set) var fault: Fault?
    /// Until when a client is known to wait for it.
    private var leasedUntil: Uptime
    /// How many callers heard the code.
    private var calls = 0

    /// Starts a trial.
    package init(id: Int, code: String, at now: Uptime) {
        self.id = id
        self.code = code
        expiresAt = now + Self.timeout
        leasedUntil = now + Self.lease
    }

    /// Four digits for a trial; `random` returns a number below its argument.
    package static func code(random: (Int) -> Int) -> String {
        var digits = [random(10)]
        while digits.count < 4 { digits.append((digits[digits.count - 1] + 1 + random(9)) % 10) }
        return digits.map(String.init).joined()
    }

    /// Whether it can still succeed.
    package var isOpen: Bool { [.waiting, .speaking, .spoken].contains(state) }

    /// When it expires unless it is polled; nil = it does not expire.
    var due: Uptime? { isOpen && state != .speaking ? min(expiresAt, leasedUntil) : nil }

    /// The text that the caller hears.
    package func text(in language: Language) -> String {
        let spoken = code.map(String.init).joined(separator: ", ")
        return switch language {
        case .english:
            "This is a test of the line. Your code is: \(spoken). Again: \(spoken). Type it on your phone now."
        case .french:
            "Ceci est un essai de la ligne. Votre code est : \(spoken). Je répète : \(spoken). Tapez-le maintenant sur votre téléphone."
        }
    }

    /// Applies the time limits; a call in progress is not cut off.
    package mutating func settle(at now: Uptime) {
        if let due, due <= now { state = .expired }
    }

    /// Whether the next caller may hear its code.
    var awaitsCaller: Bool { isOpen && state != .speaking && calls < Self.maximumCalls }

    /// Notes that a client still waits for its end.
    package mutating func clientWaits(at now: Uptime) {
        if isOpen { leasedUntil = now + Self.lease }
    }

    /// Notes that a caller is hearing the code.
    mutating func speaks() {
        move(to: .speaking)
        calls += 1
        fault = nil
    }

    /// Notes that the code was spoken, completely or not, and has not been typed yet.
    mutating func spoken(toItsEnd isWhole: Bool) {
        move(to: .spoken)
        if !isWhole, isOpen { fault = .cutShort }
    }

    /// Notes that the code was typed; false when the trial was already over.
    mutating func succeeded() -> Bool {
        defer { move(to: .verified) }
        return isOpen
    }

    /// Notes a caller refused by a rule of the line; it may have been anybody, so the trial continues.
    mutating func refused(_ reason: Reason) {
        if isOpen { fault = .refused(reason) }
    }

    /// Notes that the trial failed.
    mutating func failed(_ fault: Fault) {
        guard isOpen else { return }
        state = .failed
        self.fault = fault
    }

    private mutating func move(to state: VoiceTrialState) {
        if isOpen { self.state = state }
    }
}
