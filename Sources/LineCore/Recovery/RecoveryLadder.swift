import Vocabulary

/// Decides which recovery step a failed modem gets next, and after how long.
///
/// It belongs to the device, whichever line uses it. Every try opens the port again, after 1, 2, 4 ... 15 s. A modem
/// that answers but does not work has its radio switched off and on after 10 s, is restarted after 30 s, and has its
/// USB port reset after 70 s; one that does not answer cannot obey commands, so its port is reset after 40 s. From then
/// on the waits grow to a minute, the radio is tried every ten minutes, and the port once more after ten minutes, then
/// once an hour: a broken modem wears nothing out, and one that only hung comes back.
package struct RecoveryLadder {
    /// The step with which the next try begins, and the wait before it.
    package struct Try: Equatable, Sendable {
        /// The step.
        package var step: RecoveryStep
        /// The wait in milliseconds.
        package var wait: Int64

        /// Makes a try.
        package init(step: RecoveryStep, wait: Int64) {
            self.step = step
            self.wait = wait
        }
    }

    /// What a fault allows.
    package struct Fault: Hashable, Sendable {
        /// The strongest step allowed.
        package var remedy: Remedy
        /// The modem does not answer at all, so no command can help.
        package var isUnresponsive: Bool

        /// Makes a fault.
        package init(remedy: Remedy, isUnresponsive: Bool) {
            self.remedy = remedy
            self.isUnresponsive = isUnresponsive
        }
    }

    /// The strongest step allowed for a modem that does not work.
    package enum Remedy: Comparable, Sendable {
        /// None: only a person, or time, helps.
        case none
        /// Its radio may be switched off and on, which also makes it look for its SIM again.
        case radio
        /// Anything up to a reset of its USB port.
        case reset
    }

    /// A device that reappears this soon after a reset or restart does not count as newly plugged in.
    static let reattachWindow = Span.seconds(60)

    /// Failures further apart than this are unrelated.
    static let memory = Span.minutes(10)

    /// The step with which the next try begins.
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
        // Of several due steps, the gentlest untried one goes first.
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

    /// Takes the step of the next try, which the caller must perform.
    package mutating func takePending() -> RecoveryStep {
        defer { pending = .reopen }
        return pending
    }

    /// Notes that the device appeared: the ladder starts over, unless a step caused the reappearance.
    package mutating func appeared(at now: Uptime) {
        let isOurs = [RecoveryStep.restart, .usbReset].contains { step in
            tried[step].map { now - $0.last < Self.reattachWindow } ?? false
        }
        if !isOurs { self = RecoveryLadder() }
    }

    /// Whether a reset of its USB port was done or due since the modem last worked.
    package var wasReset: Bool { tried[.usbReset] != nil }

    private func moment(of step: RecoveryStep, after fault: Fault, began: Uptime) -> Uptime? {
        guard let first = step.isFirstDue(after: fault) else { return nil }
        guard let tried = tried[step] else { return began + first }
        return step.isDueAgain(after: tried.times).map { tried.last + $0 }
    }
}

extension RecoveryStep {
    /// The remedy that a fault must allow for this step.
    fileprivate var needs: RecoveryLadder.Remedy {
        switch self {
        case .reopen: .none
        case .radio: .radio
        case .restart, .usbReset: .reset
        }
    }

    /// After how long of continuous failure the step is first tried.
    fileprivate func isFirstDue(after fault: RecoveryLadder.Fault) -> Span? {
        guard needs <= fault.remedy else { return nil }
        return switch self {
        case .reopen: nil
        case .radio: fault.isUnresponsive ? nil : .seconds(10)
        case .restart: fault.isUnresponsive ? nil : .seconds(30)
        case .usbReset: fault.isUnresponsive ? .seconds(40) : .seconds(70)
        }
    }

    /// How long after this many tries the step is repeated; nil = never.
    fileprivate func isDueAgain(after times: Int) -> Span? {
        switch self {
        case .reopen, .restart: nil
        case .radio: .minutes(10)
        case .usbReset: times == 1 ? .minutes(10) : .minutes(60)
        }
    }
}
