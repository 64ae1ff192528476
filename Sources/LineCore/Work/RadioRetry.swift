import Vocabulary

/// When to switch on a radio that was found off: after 10 s, 20 s, 40 s, at most every 10 minutes.
///
/// So the line does not fight another program that switches the radio off on purpose.
package struct RadioRetry: Equatable {
    private static let longest = Span.minutes(10)

    package init() {}

    private var tries = 0
    private var next = Uptime.zero

    /// Whether the radio may be checked and switched on now.
    package func isDue(at now: Uptime) -> Bool { next <= now }

    /// Notes that it was switched on.
    package mutating func tried(at now: Uptime) {
        // An attempt long ago does not count any more.
        if next + Self.longest < now { tries = 0 }
        next = now + min(.seconds(10 << Int64(min(tries, 6))), Self.longest)
        tries += 1
    }
}
