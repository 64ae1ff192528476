/// The hours of a day in which nobody is answered, in local time.
public struct QuietHours: Hashable, Sendable {
    /// A span of a day; one that ends before it begins goes over midnight.
    public struct DailySpan: Hashable, Sendable {
        /// The first minute after midnight that is quiet: 0 to 1,439.
        public let from: Int
        /// The first minute after midnight that is no longer quiet: 1 to 1,440.
        public let to: Int

        /// Makes a span from its ends; nil when it is empty or an end is no minute of a day.
        ///
        /// An end at midnight is 0 or 1,440.
        public init?(from: Int, to: Int) {
            guard (0..<QuietHours.day).contains(from), (0...QuietHours.day).contains(to), from != to else { return nil }
            self.from = from
            self.to = to == 0 ? QuietHours.day : to
        }

        func contains(_ minute: Int) -> Bool {
            from < to ? (from..<to).contains(minute) : minute >= from || minute < to
        }
    }

    /// The minutes of a day.
    static let day = 1_440

    /// All spans.
    public var spans: [DailySpan]

    /// Quiet hours from their spans; none = never quiet.
    public init(_ spans: [DailySpan] = []) {
        self.spans = spans
    }

    /// Whether no minute is quiet.
    public var isEmpty: Bool { spans.isEmpty }

    /// Whether a minute after midnight is quiet.
    public func contains(minute: Int) -> Bool {
        spans.contains { $0.contains(minute) }
    }

    /// The minute after midnight at which the quiet that holds at `minute` ends; nil when it holds all day.
    ///
    /// Spans that follow or overlap each other are one quiet. Ask only when `minute` is quiet.
    public func end(after minute: Int) -> Int? {
        var end = minute
        for _ in 0...spans.count {
            guard let span = spans.first(where: { $0.contains(end) }) else { return end }
            end = span.to % Self.day
        }
        return contains(minute: end) ? nil : end
    }

    /// The longest quiet without a break, in minutes; 1,440 when it never ends.
    public var longest: Int {
        spans.map { span in
            guard let end = end(after: span.from) else { return Self.day }
            return end > span.from ? end - span.from : end - span.from + Self.day
        }.max() ?? 0
    }
}
