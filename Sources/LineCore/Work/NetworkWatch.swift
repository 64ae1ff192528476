import Vocabulary

/// When to switch the radio off and on without a network: after 10, 30 and 90 minutes, then every six hours.
///
/// This helps a modem stuck on a lost cell, and does not wear out one without coverage.
package struct NetworkWatch {
    private static let steps: [Span] = [.minutes(10), .minutes(30), .minutes(90)]
    private static let later = Span.hours(6)

    package init() {}

    private var lostAt: Uptime?
    private var next: Uptime?
    private var cycles = 0

    /// Notes that the line has a network.
    package mutating func found() {
        self = NetworkWatch()
    }

    /// Notes that the line has no network; true when the radio must be switched off and on now.
    package mutating func isMissing(at now: Uptime) -> Bool {
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
    package func minutes(at now: Uptime) -> Int64 {
        lostAt.map { (now - $0).milliseconds / 60_000 } ?? 0
    }
}
