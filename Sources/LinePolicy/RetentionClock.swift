import Vocabulary

/// The clock by which retention periods pass.
///
/// A jump of the box's clock must not erase anything: while the service runs, this clock advances by the monotonic
/// clock alone. When the trusted time differs (the clock was set, or the box was off), it follows after a waiting time.
public struct RetentionClock: Hashable, Sendable {
    /// A difference up to this is followed at once, such as a clock corrected by seconds.
    static let tolerance = Span.minutes(1)
    /// The waiting time for a difference of at most a day, as after a power cut.
    static let shortTimeout = Span.hours(1)
    /// The waiting time for a larger difference, in which an operator notices a wrong clock.
    static let longTimeout = Span.days(1)

    /// The time it shows.
    public private(set) var time: Timestamp
    private var uptime: Span
    /// The trusted time minus this clock's time.
    private var gap: Span
    /// The gap when the service started, which may be time for which the box was off.
    private var gapAtStart: Span
    private var gapSteadySince: Span

    /// A step of this clock to the trusted time.
    public struct Step: Hashable, Sendable {
        /// By how much the clock was set.
        public var shift: Span
        /// The part by which records from before the start do not age; the rest is time for which the box was off.
        public var shiftBeforeStart: Span

        /// Makes a step.
        public init(shift: Span, shiftBeforeStart: Span) {
            self.shift = shift
            self.shiftBeforeStart = shiftBeforeStart
        }
    }

    /// The clock at the start of the service; `kept` is the last time it showed, nil when it never ran.
    public init(kept: Timestamp?, trusted: Timestamp, uptime: Span) {
        time = kept ?? trusted
        self.uptime = uptime
        gap = trusted - time
        gapAtStart = gap
        gapSteadySince = uptime
    }

    /// The time it shows when the service has run for `uptime`.
    public func time(at uptime: Span) -> Timestamp { time + (uptime - self.uptime) }

    /// Advances; returns a step when the gap has been steady for the waiting time.
    public mutating func advance(to trusted: Timestamp, uptime: Span) -> Step? {
        time = time + (uptime - self.uptime)
        self.uptime = uptime
        let newGap = trusted - time
        if Self.size(newGap - gap) > Self.tolerance { gapSteadySince = uptime }
        gap = newGap
        if Self.size(gap) <= Self.tolerance {
            (time, gapAtStart, gap) = (trusted, .zero, .zero)
            return nil
        }
        let timeout = Self.size(gap) <= .days(1) ? Self.shortTimeout : Self.longTimeout
        guard uptime - gapSteadySince >= timeout else { return nil }
        let off = max(.zero, min(gap, gapAtStart))
        let step = Step(shift: gap, shiftBeforeStart: gap - off)
        (time, gapAtStart, gap) = (trusted, .zero, .zero)
        return step
    }

    private static func size(_ span: Span) -> Span { span < .zero ? .zero - span : span }
}
