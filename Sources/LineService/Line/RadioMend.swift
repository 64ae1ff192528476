import NIOCore

/// How often a radio that is found switched off is switched on: after 10 s, 20 s, 40 s, at most every 10 minutes.
///
/// Another program that switches it off for good reason is not fought with twelve times a minute.
struct RadioMend: Equatable {
    private static let longest = TimeAmount.minutes(10)

    private var tries = 0
    private var next = NIODeadline.uptimeNanoseconds(0)

    /// The radio may be looked at, and switched on.
    func isDue(at now: NIODeadline) -> Bool { next <= now }

    /// It was switched on.
    mutating func tried(at now: NIODeadline) {
        // What was mended long ago has nothing to do with now.
        if next + Self.longest < now { tries = 0 }
        next = now + min(.seconds(10 << Int64(min(tries, 6))), Self.longest)
        tries += 1
    }
}
