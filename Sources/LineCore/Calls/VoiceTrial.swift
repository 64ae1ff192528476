import LinePolicy
import Vocabulary

/// One `line verify --voice`: the next caller hears a code, and types it.
package struct VoiceTrial: Hashable, Sendable {
    /// How long a try lasts.
    static let timeout = Span.minutes(10)
    /// A try nobody asks after for so long is over: whoever began it has gone, and strangers shall not hear codes.
    static let lease = Span.seconds(30)
    /// So many callers hear the code of one try.
    static let maximumCalls = 3

    /// Why a try did not work, or what went wrong so far.
    package enum Fault: Hashable, Sendable {
        /// A call was refused by a rule of the line.
        case refused(Reason)
        /// The call ended before the code was spoken to its end.
        case cutShort
        /// Another code was typed.
        case wrongCode
        /// The operator called and heard nothing.
        case nothingHeard
        /// The call could not be spoken to.
        case sound(VoiceFault)
    }

    /// Names it among the tries of this line.
    package let id: Int
    /// Four digits, of which no two neighbours are the same: a key that is held is one key.
    package let code: String
    /// Until when it counts.
    package let expiresAt: Uptime
    /// How far it is.
    package private(set) var state = VoiceTrialState.waiting
    /// Why it did not work, or what went wrong so far.
    package private(set) var fault: Fault?
    /// Until when somebody is known to wait for it.
    private var leasedUntil: Uptime
    /// How many callers were spoken to.
    private var calls = 0

    /// A try that begins.
    package init(id: Int, code: String, at now: Uptime) {
        self.id = id
        self.code = code
        expiresAt = now + Self.timeout
        leasedUntil = now + Self.lease
    }

    /// Four digits for a try, drawn by `random` from the numbers below the one it is given.
    package static func code(random: (Int) -> Int) -> String {
        var digits = [random(10)]
        while digits.count < 4 { digits.append((digits[digits.count - 1] + 1 + random(9)) % 10) }
        return digits.map(String.init).joined()
    }

    /// It can still end well.
    package var isOpen: Bool { [.waiting, .speaking, .spoken].contains(state) }

    /// When it expires unless somebody asks after it; nil = it does not.
    var due: Uptime? { isOpen && state != .speaking ? min(expiresAt, leasedUntil) : nil }

    /// What the caller hears.
    package func text(in language: Language) -> String {
        let spoken = code.map(String.init).joined(separator: ", ")
        return switch language {
        case .english:
            "This is a test of the line. Your code is: \(spoken). Again: \(spoken). Type it on your phone now."
        case .french:
            "Ceci est un essai de la ligne. Votre code est : \(spoken). Je répète : \(spoken). Tapez-le maintenant sur votre téléphone."
        }
    }

    /// The time goes on; a call that is being spoken to is seen to its end.
    package mutating func settle(at now: Uptime) {
        if let due, due <= now { state = .expired }
    }

    /// The next caller may hear its code.
    var awaitsCaller: Bool { isOpen && state != .speaking && calls < Self.maximumCalls }

    /// Somebody still waits for its end.
    package mutating func watched(at now: Uptime) {
        if isOpen { leasedUntil = now + Self.lease }
    }

    /// A caller is being spoken to.
    mutating func speaks() {
        move(to: .speaking)
        calls += 1
        fault = nil
    }

    /// The code was spoken, to its end or not, and did not come back yet.
    mutating func spoken(toItsEnd isWhole: Bool) {
        move(to: .spoken)
        if !isWhole, isOpen { fault = .cutShort }
    }

    /// The code came back; false when the try was over by then.
    mutating func succeeded() -> Bool {
        defer { move(to: .verified) }
        return isOpen
    }

    /// A caller was not spoken to, by a rule of the line; it may have been anybody, so the try goes on.
    mutating func refused(_ reason: Reason) {
        if isOpen { fault = .refused(reason) }
    }

    /// It did not work.
    mutating func failed(_ fault: Fault) {
        guard isOpen else { return }
        state = .failed
        self.fault = fault
    }

    private mutating func move(to state: VoiceTrialState) {
        if isOpen { self.state = state }
    }
}
