/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
///
/// Arithmetic saturates at the ends of the range.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since the Unix epoch, negative before it.
    public var milliseconds: Int64

    /// A point in time from milliseconds since the Unix epoch.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// A point in time from whole seconds since the Unix epoch.
    public init(seconds: Int64) {
        self.milliseconds = seconds.multiplied(by: 1000)
    }

    /// Whether `lhs` is earlier than `rhs`.
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }

    /// The point in time `span` later.
    public static func + (lhs: Timestamp, span: Span) -> Timestamp {
        Timestamp(milliseconds: lhs.milliseconds.adding(span.milliseconds))
    }

    /// The point in time `span` earlier.
    public static func - (lhs: Timestamp, span: Span) -> Timestamp {
        Timestamp(milliseconds: lhs.milliseconds.subtracting(span.milliseconds))
    }

    /// The span from `rhs` to `lhs`, negative when `lhs` is earlier.
    public static func - (lhs: Timestamp, rhs: Timestamp) -> Span {
        Span(milliseconds: lhs.milliseconds.subtracting(rhs.milliseconds))
    }
}

/// A length of time in milliseconds.
public struct Span: Hashable, Comparable, Sendable, Codable {
    /// The length in milliseconds.
    public var milliseconds: Int64

    /// A length of time in milliseconds.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// No time at all.
    public static let zero = Span(milliseconds: 0)
    /// A length in seconds.
    public static func seconds(_ count: Int64) -> Span { Span(milliseconds: count.multiplied(by: 1000)) }
    /// A length in minutes.
    public static func minutes(_ count: Int64) -> Span { .seconds(count.multiplied(by: 60)) }
    /// A length in hours.
    public static func hours(_ count: Int64) -> Span { .minutes(count.multiplied(by: 60)) }
    /// A length in days of 24 hours.
    public static func days(_ count: Int64) -> Span { .hours(count.multiplied(by: 24)) }

    /// Both spans, one after the other.
    public static func + (lhs: Span, rhs: Span) -> Span {
        Span(milliseconds: lhs.milliseconds.adding(rhs.milliseconds))
    }

    /// The span by which `lhs` is longer than `rhs`; negative when it is shorter.
    public static func - (lhs: Span, rhs: Span) -> Span {
        Span(milliseconds: lhs.milliseconds.subtracting(rhs.milliseconds))
    }

    /// Whether `lhs` is shorter than `rhs`.
    public static func < (lhs: Span, rhs: Span) -> Bool {
        lhs.milliseconds < rhs.milliseconds
    }
}
