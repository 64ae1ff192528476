import Vocabulary

/// How much time has passed for what is kept: the clock of retention.
///
/// A clock that jumps erases nothing: while the service runs, this one goes on by the monotonic clock alone. Where the
/// trusted time says something else (another clock, or the box was off), it follows only after that has stood for a while.
public struct RetentionClock: Hashable, Sendable {
    /// A difference up to this is followed at once: the run of a minute, a clock set right by seconds.
    static let tolerance = Span.minutes(1)
    /// How long a difference has to stand: one of a day at most, as of a power cut.
    static let shortTimeout = Span.hours(1)
    /// How long a greater one has to stand: an operator notices a wrong clock sooner.
    static let longTimeout = Span.days(1)

    /// What it shows.
    public private(set) var time: Timestamp
    private var uptime: Span
    /// How far the trusted time is ahead.
    private var gap: Span
    /// How far it was when the service started: that may be time for which the box was off.
    private var gapAtStart: Span
    private var standsSince: Span

    /// A step to the trusted time: how much older everything is taken for than by the monotonic clock.
    public struct Step: Hashable, Sendable {
        /// By how much the clock was set.
        public var shift: Span
        /// By how much that makes nothing older which was there at the start; the rest is time the box was off.
        public var shiftBeforeStart: Span

        /// A step from its parts.
        public init(shift: Span, shiftBeforeStart: Span) {
            self.shift = shift
            self.shiftBeforeStart = shiftBeforeStart
        }
    }

    /// The clock at the start of the service; `kept` is what it showed last, nil when it never ran.
    public init(kept: Timestamp?, trusted: Timestamp, uptime: Span) {
        time = kept ?? trusted
        self.uptime = uptime
        gap = trusted - time
        gapAtStart = gap
        standsSince = uptime
    }

    /// What it shows when the service is so old.
    public func time(at uptime: Span) -> Timestamp { time + (uptime - self.uptime) }

    /// Goes on; returns a step when the trusted time has stood for long enough.
    public mutating func advance(to trusted: Timestamp, uptime: Span) -> Step? {
        time = time + (uptime - self.uptime)
        self.uptime = uptime
        let newGap = trusted - time
        if Self.size(newGap - gap) > Self.tolerance { standsSince = uptime }
        gap = newGap
        if Self.size(gap) <= Self.tolerance {
            (time, gapAtStart, gap) = (trusted, .zero, .zero)
            return nil
        }
        let timeout = Self.size(gap) <= .days(1) ? Self.shortTimeout : Self.longTimeout
        guard uptime - standsSince >= timeout else { return nil }
        let off = max(.zero, min(gap, gapAtStart))
        let step = Step(shift: gap, shiftBeforeStart: gap - off)
        (time, gapAtStart, gap) = (trusted, .zero, .zero)
        return step
    }

    private static func size(_ span: Span) -> Span { span < .zero ? .zero - span : span }
}
