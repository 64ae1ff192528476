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
    /// A length in milliseconds.
    public static func milliseconds(_ count: Int64) -> Span { Span(milliseconds: count) }
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

    /// The span multiplied by `count`.
    public static func * (lhs: Span, count: Int) -> Span {
        Span(milliseconds: lhs.milliseconds.multiplied(by: Int64(count)))
    }
}
