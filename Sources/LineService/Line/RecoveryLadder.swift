import Vocabulary

/// What is tried to bring a modem back, and how long to wait before each try.
///
/// It belongs to the device, whichever line works on it. The port is opened afresh at every try, after 1, 2, 4 ... 15 s.
/// A modem that answers and does not work has its radio switched off and on after 10 s, is restarted after 30 s, and its
/// USB port is reset after 70 s; one that answers nothing hears no command, so its port is reset after 40 s. From then on
/// the waits grow to a minute, the radio is tried every ten minutes, and the port once more after ten minutes, then once
/// an hour: nothing is worn out by a modem that is broken, and one that only hung comes back.
struct RecoveryLadder {
    /// What the next try does before it brings the modem up.
    enum Rung: String, Sendable, CaseIterable {
        /// Opens the port and brings the modem up again.
        case reopen = "the port is opened again"
        /// Switches the radio off and on (`AT+CFUN`).
        case radio = "the radio is switched off and on"
        /// Restarts the modem's firmware.
        case restart = "the modem is restarted"
        /// Makes the kernel let go of the device and take it again.
        case usbReset = "the USB port is reset"

        /// What a fault must allow for this rung.
        var needs: LineFault.Remedy {
            switch self {
            case .reopen: .none
            case .radio: .radio
            case .restart, .usbReset: .reset
            }
        }

        /// After how long in a row of failures it is tried for the first time.
        func isFirstDue(after fault: LineFault) -> Span? {
            guard needs <= fault.remedy else { return nil }
            return switch self {
            case .reopen: nil
            case .radio: fault.isDeaf ? nil : .seconds(10)
            case .restart: fault.isDeaf ? nil : .seconds(30)
            case .usbReset: fault.isDeaf ? .seconds(40) : .seconds(70)
            }
        }

        /// How long after it was tried so many times in a row it is tried again; nil = it is not.
        func isDueAgain(after times: Int) -> Span? {
            switch self {
            case .reopen, .restart: nil
            case .radio: .minutes(10)
            case .usbReset: times == 1 ? .minutes(10) : .minutes(60)
            }
        }
    }

    /// What to do next, and after how many milliseconds.
    struct Step: Equatable, Sendable {
        var rung: Rung
        var wait: Int64
    }

    /// A reset or restart may take the device off the bus and bring it back: that is no new plugging-in.
    static let rebirth = Span.seconds(60)

    /// Failures that lie further apart have nothing to do with each other.
    static let memory = Span.minutes(10)

    /// What the next try does first.
    private(set) var pending = Rung.reopen
    private var began: Uptime?
    private var last: Uptime?
    private var failures = 0
    private var tried: [Rung: (times: Int, last: Uptime)] = [:]

    /// Notes a failure.
    mutating func next(after fault: LineFault, at now: Uptime) -> Step {
        if let last, now - last > Self.memory { self = RecoveryLadder() }
        last = now
        let began = began ?? now
        self.began = began
        failures += 1
        let due = Rung.allCases.compactMap { rung in
            moment(of: rung, after: fault, began: began).map { (rung: rung, at: $0) }
        }
        // Of several that are due the gentlest that was not tried goes first.
        let ready = due.filter { $0.at <= now }.map(\.rung)
        let cap: Int64 = tried[.usbReset] == nil && now - began < .minutes(3) ? 15_000 : 60_000
        var step = Step(rung: .reopen, wait: min(1_000 << Int64(min(failures - 1, 6)), cap))
        if let rung = ready.first(where: { tried[$0] == nil }) ?? ready.last {
            tried[rung] = ((tried[rung]?.times ?? 0) + 1, now)
            step = Step(rung: rung, wait: 1_000)
        } else if let next = due.map(\.at).min() {
            step.wait = max(min(step.wait, (next - now).milliseconds), 1_000)
        }
        pending = step.rung
        return step
    }

    /// Takes what the next try does first: whoever tries does it.
    mutating func takePending() -> Rung {
        defer { pending = .reopen }
        return pending
    }

    /// The device is plugged in: it starts over, unless it was a rung that made it go and come back.
    mutating func appeared(at now: Uptime) {
        let isOurs = [Rung.restart, .usbReset].contains { rung in
            tried[rung].map { now - $0.last < Self.rebirth } ?? false
        }
        if !isOurs { self = RecoveryLadder() }
    }

    /// Whether its USB port was reset, or was to be, since the modem worked last.
    var wasReset: Bool { tried[.usbReset] != nil }

    private func moment(of rung: Rung, after fault: LineFault, began: Uptime) -> Uptime? {
        guard let first = rung.isFirstDue(after: fault) else { return nil }
        guard let tried = tried[rung] else { return began + first }
        return rung.isDueAgain(after: tried.times).map { tried.last + $0 }
    }
}
