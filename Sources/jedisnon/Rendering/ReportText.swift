import ControlAPI
import Vocabulary
import Words

/// `report` for a person: what each line did, the people of the last weeks, the money of the last months, where callers are from.
struct ReportText {
    let words: any Words
    let width: Int

    /// So many weeks and months are shown, the newest.
    private static let periods = 8
    private static let regionsShown = 12

    func text(_ report: ReportAnswer) -> String {
        let since = report.since.map { "since \($0.day)" } ?? "since the box counts"
        var text = "Contacts \(since)\n\n" + lines(report)
        guard !report.weeks.isEmpty || !report.months.isEmpty else { return text + "\nNothing was counted yet.\n" }
        text += people(report) + months(report) + regions(report)
        if let wanted = report.mostWanted { text += "\n" + guess(wanted) }
        return text
    }

    private func lines(_ report: ReportAnswer) -> String {
        let heads = table(["LINE", "TEXTS", "CALLS", "ANSWERED", "REFUSED", "SPENT"])
        return heads
            + report.lines.map { line in
                let refused = line.refused.values.reduce(0, +)
                return table([
                    SafeText.escaped(line.id), "\(line.texts)", "\(line.calls)", "\(line.answered)", "\(refused)",
                    line.spent,
                ]) + reasons(line.refused)
            }.joined()
    }

    private func reasons(_ refused: [String: Int]) -> String {
        guard !refused.isEmpty else { return "" }
        return refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count in
            Columns.wrapped(
                "\(count) refused: \(SafeText.escaped(words.clause(Word<Reason>(reason))))", width: width, indent: 4)
        }.joined()
    }

    private func people(_ report: ReportAnswer) -> String {
        let weeks = report.weeks.filter { $0.line == nil }.suffix(Self.periods)
        guard !weeks.isEmpty else { return "" }
        let rows = weeks.map {
            table([
                "\($0.week) (\($0.monday))", "\($0.contacts)", "\($0.senders)", "\($0.repeatSenders)", "\($0.curious)",
            ])
        }
        return "\n" + table(["WEEK", "CONTACTS", "PEOPLE", "CAME BACK", "CURIOUS"]) + rows.joined()
            + Columns.wrapped(
                "Came back: wrote or called more than once in the week. Curious: tried three lines or more.",
                width: width,
                indent: 0)
    }

    private func months(_ report: ReportAnswer) -> String {
        let names = Array(Set(report.months.map(\.month)).sorted().suffix(Self.periods))
        guard !names.isEmpty else { return "" }
        let currency = report.currency.map { " (\(SafeText.escaped($0)))" } ?? ""
        let rows = names.map { month in
            let spent = report.months.filter { $0.month == month }
            let each = spent.filter { $0.line != nil }.map { "\(SafeText.escaped($0.line ?? "")) \($0.spent)" }
            return table([month, spent.first { $0.line == nil }?.spent ?? "0.00"])
                + Columns.wrapped(each.joined(separator: "; "), width: width, indent: 4)
        }
        return "\n" + table(["MONTH", "SPENT\(currency)"]) + rows.joined()
    }

    private func regions(_ report: ReportAnswer) -> String {
        let rows = report.regions.filter { $0.line == nil }
        guard !rows.isEmpty else { return "" }
        let shown = rows.prefix(Self.regionsShown).map {
            table([
                words.words($0.region), "\($0.senders)", "\($0.repeatSenders)", "\($0.contacts)",
                $0.hasLine ? "yes" : "-",
            ])
        }
        let rest = rows.count > shown.count ? "... and \(rows.count - shown.count) more; --json has all\n" : ""
        return "\n" + table(["NUMBERS OF", "PEOPLE", "CAME BACK", "CONTACTS", "OUR LINE"]) + shown.joined() + rest
    }

    private func guess(_ wanted: MostWanted) -> String {
        let people = wanted.repeatSenders == 1 ? "one person" : "\(wanted.repeatSenders) people"
        return Columns.wrapped(
            "A guess: the region that most lacks a line is \(words.words(wanted.region)): \(people) came back, "
                + "\(wanted.laterSenders) came after the first week. A number says where it was given out, not where its "
                + "owner lives.", width: width, indent: 0)
    }

    private func table(_ cells: [String]) -> String {
        let name = Columns.left(cells[0], min(max(width - 50, 26), 40))
        let row = name + cells.dropFirst().map { Columns.right($0, 10) }.joined()
        return row + "\n"
    }
}
