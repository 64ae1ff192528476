import Vocabulary

/// What the texts say about the clocks of the service centres that sent them.
///
/// A service centre that prints its zone with the wrong sign, or none, is behind by whole quarters of an hour, and every
/// text of it looks as old. Three texts in a row that are as old, to the minute, are taken for that, where the age is the
/// one that the printed zone with its sign turned round explains, or where they came five minutes apart: texts
/// that waited together through an outage are as old, too, but they come within less time. Pure: time is a value.
public struct ServiceCentreClocks: Hashable, Sendable {
    /// How many texts in a row it takes.
    private static let textsNeeded = 3
    /// How far apart the first and the last must have come, where the zone does not explain their age.
    private static let spanNeeded = Span.minutes(5)
    /// How exact an age has to be.
    private static let tolerance = Span.minutes(1)
    private static let quarter = Span.minutes(15)
    /// No zone is further off than twice fourteen hours.
    private static let maximumQuarters: Int64 = 112
    /// The most service centres about which something is remembered.
    private static let maximumCentres = 64

    private struct Row: Hashable {
        var quarters: Int64
        var count: Int
        var began: Timestamp
    }

    private var rows: [String: Row] = [:]
    /// By address, how many quarters of an hour are added to its times.
    public private(set) var offsets: [String: Int]

    /// The clocks as far as they are known already.
    public init(offsets: [String: Int] = [:]) {
        self.offsets = offsets
    }

    /// Takes note of a text that came just now.
    ///
    /// `sent` is the time its service centre printed, `zone` the printed zone in quarters of an hour. Returns true when what
    /// has to be added to the times of that centre changed.
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

    /// The time that a text of a service centre was sent, with what its clock is behind taken out.
    public func corrected(_ sent: Timestamp, from centre: String) -> Timestamp {
        guard let offset = offsets[centre] else { return sent }
        return sent + Self.length(Int64(offset))
    }

    private static func length(_ quarters: Int64) -> Span {
        Span(milliseconds: quarters * quarter.milliseconds)
    }

    /// An age as whole quarters of an hour, from one on; nil where it is none, to the minute.
    private static func wholeQuarters(_ age: Span) -> Int64? {
        guard .zero < age, age < length(maximumQuarters + 1) else { return nil }
        let quarters = (age.milliseconds + quarter.milliseconds / 2) / quarter.milliseconds
        guard (1...maximumQuarters).contains(quarters) else { return nil }
        let rest = age - length(quarters)
        return rest <= tolerance && .zero - tolerance <= rest ? quarters : nil
    }
}
