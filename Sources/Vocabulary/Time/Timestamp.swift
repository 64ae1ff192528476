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
