/// A moment of the monotonic clock: milliseconds since a fixed moment, such as the start of the box.
///
/// Arithmetic saturates at the ends of the range.
public struct Uptime: Hashable, Comparable, Sendable {
    /// Milliseconds since the fixed moment.
    public var milliseconds: Int64

    /// A moment from milliseconds since the fixed one.
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The fixed moment itself: anything due then is due now.
    public static let zero = Uptime(milliseconds: 0)

    /// Whether `lhs` is earlier than `rhs`.
    public static func < (lhs: Uptime, rhs: Uptime) -> Bool { lhs.milliseconds < rhs.milliseconds }

    /// The moment `span` later.
    public static func + (lhs: Uptime, span: Span) -> Uptime {
        Uptime(milliseconds: lhs.milliseconds.adding(span.milliseconds))
    }

    /// The moment `span` earlier.
    public static func - (lhs: Uptime, span: Span) -> Uptime {
        Uptime(milliseconds: lhs.milliseconds.subtracting(span.milliseconds))
    }

    /// The span from `rhs` to `lhs`, negative when `lhs` is earlier.
    public static func - (lhs: Uptime, rhs: Uptime) -> Span {
        Span(milliseconds: lhs.milliseconds.subtracting(rhs.milliseconds))
    }
}
