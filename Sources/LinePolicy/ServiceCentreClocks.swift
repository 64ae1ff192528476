import Vocabulary

/// How far the clocks of service centres are behind, as their texts show.
///
/// A service centre that sends its time zone with the wrong sign, or none, is behind by whole quarters of an hour, and
/// each of its texts looks that old. Three texts in a row of the same age, to the minute, show such a clock if the zone
/// with the opposite sign explains the age, or if they came at least five minutes apart. Texts that waited together
/// through an outage also have the same age, but arrive within less time.
public struct ServiceCentreClocks: Hashable, Sendable {
    /// The number of texts in a row that show it.
    private static let textsNeeded = 3
    /// The least time between the first and the last text when the zone does not explain their age.
    private static let spanNeeded = Span.minutes(5)
    /// The tolerance of an age.
    private static let tolerance = Span.minutes(1)
    private static let quarter = Span.minutes(15)
    /// The largest error: twice a zone of fourteen hours.
    private static let maximumQuarters: Int64 = 112
    /// The most service centres that are remembered.
    private static let maximumCentres = 64

    private struct Row: Hashable {
        var quarters: Int64
        var count: Int
        var began: Timestamp
    }

    private var rows: [String: Row] = [:]
    /// The quarters of an hour to add to the times of a service centre, by its address.
    public private(set) var offsets: [String: Int]

    /// Makes the clocks from the offsets that are stored.
    public init(offsets: [String: Int] = [:]) {
        self.offsets = offsets
    }

    /// Notes a text that has just come; returns whether the offset of its service centre changed.
    ///
    /// `sent` is the time stamp of the service centre, `zone` its time zone in quarters of an hour.
    public mutating func observe(from centre: String, sent: Timestamp, zone: Int, now: Timestamp) -> Bool {
        let age = now - sent
        if let offset = offsets[centre] {
            // A text from the future: the clock was set right, or the texts were old.
            guard age - Self.length(Int64(offset)) < .zero - Self.tolerance else { return false }
            offsets[centre] = nil
            rows[centre] = nil
            return true
        }
        guard let quarters = Self.wholeQuarters(age) else {
            rows[centre] = nil
            return false
        }
        var row = rows[centre] ?? Row(quarters: quarters, count: 0, began: now)
        if row.quarters != quarters { row = Row(quarters: quarters, count: 0, began: now) }
        row.count += 1
        if rows[centre] == nil, rows.count >= Self.maximumCentres { rows.removeAll() }
        rows[centre] = row
        let isExplained = zone > 0 && quarters == Int64(zone) * 2
        guard row.count >= Self.textsNeeded, isExplained || now - row.began >= Self.spanNeeded,
            offsets.count < Self.maximumCentres
        else { return false }
        rows[centre] = nil
        offsets[centre] = Int(quarters)
        return true
    }

    /// The time stamp of a text, corrected by the offset of its service centre.
    public func corrected(_ sent: Timestamp, from centre: String) -> Timestamp {
        guard let offset = offsets[centre] else { return sent }
        return sent + Self.length(Int64(offset))
    }

    private static func length(_ quarters: Int64) -> Span {
        Span(milliseconds: quarters * quarter.milliseconds)
    }

    /// An age in whole quarters of an hour, at least one; nil when it is none, to the minute.
    private static func wholeQuarters(_ age: Span) -> Int64? {
        guard .zero < age, age < length(maximumQuarters + 1) else { return nil }
        let quarters = (age.milliseconds + quarter.milliseconds / 2) / quarter.milliseconds
        guard (1...maximumQuarters).contains(quarters) else { return nil }
        let rest = age - length(quarters)
        return rest <= tolerance && .zero - tolerance <= rest ? quarters : nil
    }
}
