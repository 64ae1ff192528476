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

extension Timestamp {
    /// RFC 3339 in UTC to the millisecond, such as `2026-11-25T15:12:03.120Z`; years 1 to 9999.
    public var utc: String {
        let day: Int64 = 86_400_000
        let clamped = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
        let days = (clamped - (clamped % day + day) % day) / day
        let date = CivilDate.date(daysSince1970: Int(days))
        let rest = Int(clamped - days * day)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2) + "T"
            + digits(rest / 3_600_000, 2) + ":" + digits(rest / 60_000 % 60, 2) + ":" + digits(rest / 1000 % 60, 2)
            + "." + digits(rest % 1000, 3) + "Z"
    }
}
