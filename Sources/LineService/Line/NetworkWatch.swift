import NIOCore

/// When a line without a network has its radio switched off and on: after 10, 30 and 90 minutes, then every six hours.
///
/// A modem that hangs on a cell that is gone comes back by it; a place without coverage wears nothing out.
struct NetworkWatch {
    private static let steps: [TimeAmount] = [.minutes(10), .minutes(30), .minutes(90)]
    private static let later = TimeAmount.hours(6)

    private var lostAt: NIODeadline?
    private var next: NIODeadline?
    private var cycles = 0

    /// The line has a network.
    mutating func found() {
        self = NetworkWatch()
    }

    /// The line has none; true when the radio is to be switched off and on now.
    mutating func isMissing(at now: NIODeadline) -> Bool {
        let lostAt = lostAt ?? now
        let next = next ?? lostAt + Self.steps[0]
        self.lostAt = lostAt
        self.next = next
        guard next <= now else { return false }
        cycles += 1
        self.next = cycles < Self.steps.count ? max(lostAt + Self.steps[cycles], now + .minutes(10)) : now + Self.later
        return true
    }

    /// For how many minutes there has been no network.
    func minutes(at now: NIODeadline) -> Int64 {
        lostAt.map { (now - $0).nanoseconds / 60_000_000_000 } ?? 0
    }
}
