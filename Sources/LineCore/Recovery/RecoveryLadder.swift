import Vocabulary

/// What is tried to bring a modem back, and how long to wait before each try.
///
/// It belongs to the device, whichever line works on it. The port is opened afresh at every try, after 1, 2, 4 ... 15 s.
/// A modem that answers and does not work has its radio switched off and on after 10 s, is restarted after 30 s, and its
/// USB port is reset after 70 s; one that answers nothing hears no command, so its port is reset after 40 s. From then on
/// the waits grow to a minute, the radio is tried every ten minutes, and the port once more after ten minutes, then once
/// an hour: nothing is worn out by a modem that is broken, and one that only hung comes back.
package struct RecoveryLadder {
    /// What the next try does before it brings the modem up, and after how many milliseconds it begins.
    package struct Try: Equatable, Sendable {
        /// What it does first.
        package var step: RecoveryStep
        /// After how many milliseconds it begins.
        package var wait: Int64

        /// A try from its parts.
        package init(step: RecoveryStep, wait: Int64) {
            self.step = step
            self.wait = wait
        }
    }

    /// What a fault allows.
    package struct Fault: Hashable, Sendable {
        /// How far one may go to mend it.
        package var remedy: Remedy
        /// The modem answers nothing at all: no command can mend it.
        package var isUnresponsive: Bool

        /// A fault from its parts.
        package init(remedy: Remedy, isUnresponsive: Bool) {
            self.remedy = remedy
            self.isUnresponsive = isUnresponsive
        }
    }

    /// What may be done to a modem that does not work.
    package enum Remedy: Comparable, Sendable {
        /// Nothing helps but a person, or time.
        case none
        /// Its radio may be switched off and on, which also makes it look for its SIM again.
        case radio
        /// Anything up to a reset of its USB port.
        case reset
    }

    /// A reset or restart may take the device off the bus and bring it back: that is no new plugging-in.
    static let rebirth = Span.seconds(60)

    /// Failures that lie further apart have nothing to do with each other.
    static let memory = Span.minutes(10)

    /// What the next try does first.
    package private(set) var pending = RecoveryStep.reopen
    private var began: Uptime?
    private var last: Uptime?
    private var failures = 0
    private var tried: [RecoveryStep: (times: Int, last: Uptime)] = [:]

    /// Nothing has failed.
    package init() {}

    /// Notes a failure.
    package mutating func next(after fault: Fault, at now: Uptime) -> Try {
        if let last, now - last > Self.memory { self = RecoveryLadder() }
        last = now
        let began = began ?? now
        self.began = began
        failures += 1
        let due = RecoveryStep.allCases.compactMap { step in
            moment(of: step, after: fault, began: began).map { (step: step, at: $0) }
        }
        // Of several that are due the gentlest that was not tried goes first.
        let ready = due.filter { $0.at <= now }.map(\.step)
        let cap: Int64 = tried[.usbReset] == nil && now - began < .minutes(3) ? 15_000 : 60_000
        var next = Try(step: .reopen, wait: min(1_000 << Int64(min(failures - 1, 6)), cap))
        if let step = ready.first(where: { tried[$0] == nil }) ?? ready.last {
            tried[step] = ((tried[step]?.times ?? 0) + 1, now)
            next = Try(step: step, wait: 1_000)
        } else if let earliest = due.map(\.at).min() {
            next.wait = max(min(next.wait, (earliest - now).milliseconds), 1_000)
        }
        pending = next.step
        return next
    }

    /// Takes what the next try does first: whoever tries does it.
    package mutating func takePending() -> RecoveryStep {
        defer { pending = .reopen }
        return pending
    }

    /// The device is plugged in: it starts over, unless it was a step that made it go and come back.
    package mutating func appeared(at now: Uptime) {
        let isOurs = [RecoveryStep.restart, .usbReset].contains { step in
            tried[step].map { now - $0.last < Self.rebirth } ?? false
        }
        if !isOurs { self = RecoveryLadder() }
    }

    /// Whether its USB port was reset, or was to be, since the modem worked last.
    package var wasReset: Bool { tried[.usbReset] != nil }

    private func moment(of step: RecoveryStep, after fault: Fault, began: Uptime) -> Uptime? {
        guard let first = step.isFirstDue(after: fault) else { return nil }
        guard let tried = tried[step] else { return began + first }
        return step.isDueAgain(after: tried.times).map { tried.last + $0 }
    }
}

extension RecoveryStep {
    /// What a fault must allow for this step.
    fileprivate var needs: RecoveryLadder.Remedy {
        switch self {
        case .reopen: .none
        case .radio: .radio
        case .restart, .usbReset: .reset
        }
    }

    /// After how long in a row of failures it is tried for the first time.
    fileprivate func isFirstDue(after fault: RecoveryLadder.Fault) -> Span? {
        guard needs <= fault.remedy else { return nil }
        return switch self {
        case .reopen: nil
        case .radio: fault.isUnresponsive ? nil : .seconds(10)
        case .restart: fault.isUnresponsive ? nil : .seconds(30)
        case .usbReset: fault.isUnresponsive ? .seconds(40) : .seconds(70)
        }
    }

    /// How long after it was tried so many times in a row it is tried again; nil = it is not.
    fileprivate func isDueAgain(after times: Int) -> Span? {
        switch self {
        case .reopen, .restart: nil
        case .radio: .minutes(10)
        case .usbReset: times == 1 ? .minutes(10) : .minutes(60)
        }
    }
}
