import Vocabulary

/// How often a radio that is found switched off is switched on: after 10 s, 20 s, 40 s, at most every 10 minutes.
///
/// Another program that switches it off for good reason is not fought with twelve times a minute.
package struct RadioRetry: Equatable {
    private static let longest = Span.minutes(10)

    package init() {}

    private var tries = 0
    private var next = Uptime.zero

    /// The radio may be looked at, and switched on.
    package func isDue(at now: Uptime) -> Bool { next <= now }

    /// It was switched on.
    package mutating func tried(at now: Uptime) {
        // What was mended long ago has nothing to do with now.
        if next + Self.longest < now { tries = 0 }
        next = now + min(.seconds(10 << Int64(min(tries, 6))), Self.longest)
        tries += 1
    }
}
