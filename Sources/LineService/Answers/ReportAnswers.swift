import ControlAPI
import EventStore
import LineConfiguration
import LinePolicy
import Vocabulary

extension Answers {
    /// Contacts, people, money, and where callers are from.
    public func report(_ query: ReportQuery, now: Timestamp) async throws(ControlError) -> ReportAnswer {
        let since = query.since.map { Timestamp(milliseconds: $0.milliseconds) }
        let figures = try await asking {
            try await store.figures(since: since, timeZone: configuration.service.timeZone)
        }
        let homes = configuration.lines.map { CallerRegion(number: $0.number) }
        return ReportAnswer(
            madeAt: time(now), since: since.map(time), currency: configuration.budget?.currency,
            lines: reportLines(figures), days: Self.days(figures.days), weeks: Self.weeks(figures.weeks),
            months: figures.months.map {
                ReportMonth(month: Self.month($0.month), line: $0.line, spent: $0.spent.decimal)
            },
            regions: Self.regions(figures.weeks, homes: Set(homes)),
            repeatSenders: figures.repeaters.map {
                RepeatSender(
                    week: CivilDate.isoWeek(monday: $0.monday), sender: $0.sender.map(Masking.masked),
                    senderID: $0.senderID, contacts: $0.contacts, lines: $0.lines)
            }, mostWanted: MostWanted(figures.weeks, homes: Set(homes)))
    }

    private func reportLines(_ figures: Figures) -> [ReportLine] {
        let configured = configuration.lines.map(\.id)
        let gone = Set(figures.days.map(\.line)).subtracting(configured).sorted()
        return (configured + gone).map { id in
            let settings = configuration.lines.first { $0.id == id }
            let sum = Sum(figures.days.filter { $0.line == id })
            let spent = figures.months.filter { $0.line == id }.reduce(Money.zero) { $0 + $1.spent }
            return ReportLine(
                id: id, region: settings?.region, home: settings.map { .known(CallerRegion(number: $0.number)) },
                texts: sum.texts, calls: sum.calls, answered: sum.answered, refused: sum.refused, spent: spent.decimal)
        }
    }

    /// The sum of the contacts of some rows.
    private struct Sum {
        var texts = 0
        var calls = 0
        var answered = 0
        var refused: [String: Int] = [:]

        init(_ rows: [Figures.Day]) {
            for row in rows {
                texts += row.texts
                calls += row.calls
                let contacts = row.texts + row.calls
                if let reason = row.reason {
                    refused[reason.text, default: 0] += contacts
                } else {
                    answered += contacts
                }
            }
        }
    }

    private static func days(_ rows: [Figures.Day]) -> [ReportDay] {
        struct Key: Hashable {
            var day: Int
            var line: String
        }
        return Dictionary(grouping: rows) { Key(day: $0.day, line: $0.line) }
            .sorted { ($0.key.day, $0.key.line) < ($1.key.day, $1.key.line) }
            .map { key, rows in
                let sum = Sum(rows)
                return ReportDay(
                    day: CivilDate.text(daysSince1970: key.day), line: key.line, texts: sum.texts, calls: sum.calls,
                    answered: sum.answered, refused: sum.refused)
            }
    }

    private static func weeks(_ rows: [Figures.Week]) -> [ReportWeek] {
        struct Key: Hashable {
            var line: String?
            var monday: Int
        }
        return Dictionary(grouping: rows) { Key(line: $0.line, monday: $0.monday) }
            .sorted { ($0.key.line ?? "", $0.key.monday) < ($1.key.line ?? "", $1.key.monday) }
            .map { key, rows in
                ReportWeek(
                    week: CivilDate.isoWeek(monday: key.monday), monday: CivilDate.text(daysSince1970: key.monday),
                    line: key.line, contacts: rows.sum(\.contacts), senders: rows.sum(\.senders),
                    repeatSenders: rows.sum(\.repeatSenders), curious: rows.sum(\.curious))
            }
    }

    private static func regions(_ rows: [Figures.Week], homes: Set<CallerRegion>) -> [ReportRegion] {
        struct Key: Hashable {
            var line: String?
            var region: Word<CallerRegion>
        }
        return Dictionary(grouping: rows) { Key(line: $0.line, region: $0.region) }
            .map { key, rows in
                ReportRegion(
                    region: key.region, line: key.line, contacts: rows.sum(\.contacts), senders: rows.sum(\.senders),
                    repeatSenders: rows.sum(\.repeatSenders), curious: rows.sum(\.curious),
                    hasLine: key.region.known.map(homes.contains) ?? false)
            }
            .sorted { ($0.line ?? "", $1.senders, $0.region.text) < ($1.line ?? "", $0.senders, $1.region.text) }
    }

    /// `2026-11` for 202611.
    private static func month(_ month: Int) -> String {
        String(String(month).prefix(4)) + "-" + String(String(month).suffix(2))
    }
}

extension MostWanted {
    /// Numbers of these regions show no location.
    private static let placeless: Set<CallerRegion> = [.frenchMobile, .frenchAnywhere, .unitedStates, .elsewhere]

    /// The region without a line from which most people came back, or came at all after the first week.
    ///
    /// Of later weeks, people who tried three lines are not counted; of the first week of the box only people who came
    /// back count.
    init?(_ weeks: [Figures.Week], homes: Set<CallerRegion>) {
        let box = weeks.filter { $0.line == nil }
        guard let first = box.map(\.monday).min() else { return nil }
        let guesses = Dictionary(grouping: box) { $0.region }.compactMap { word, rows -> MostWanted? in
            guard let region = word.known, !homes.contains(region), !Self.placeless.contains(region) else { return nil }
            let later = rows.filter { $0.monday > first }.reduce(0) { $0 + max($1.senders - $1.curious, 0) }
            let repeats = rows.sum(\.repeatSenders)
            return later + repeats > 0 ? MostWanted(region: word, repeatSenders: repeats, laterSenders: later) : nil
        }
        let best = guesses.max {
            ($0.repeatSenders, $0.laterSenders, $1.region.text) < ($1.repeatSenders, $1.laterSenders, $0.region.text)
        }
        guard let best else { return nil }
        self = best
    }
}

extension [Figures.Week] {
    fileprivate func sum(_ value: (Figures.Week) -> Int) -> Int { reduce(0) { $0 + value($1) } }
}
