import ControlAPI
import Vocabulary

/// A rehearsed raid for a person.
enum RehearsalText {
    static func text(_ report: RehearsalReport) -> String {
        let currency = report.currency.map { " " + SafeText.escaped($0) } ?? ""
        let who =
            report.attackers == RaidTrace.Attackers.few.rawValue
            ? "\(RaidTrace.heavySenders) people with thousands each, and many with one"
            : "each from a number of its own"
        var text = "A raid on simulated modems, with your configuration: \(report.texts) texts in four hours,\n"
        text += who + ".\n\n"
        text += row("LINE", ["RECEIVED", "REPLIED", "REFUSED", "SPENT"])
        for line in report.lines {
            text += row(
                SafeText.escaped(line.id),
                [String(line.received), String(line.replied), String(line.refused), line.spent])
        }
        text += "\nNot answered, and why:\n"
        for (reason, count) in report.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            text += "  \(Columns.right(String(count), 7))  \(reason): \(Word<Reason>(reason).clause)\n"
        }
        text += "\n"
        text += report.raids == 0 ? "Raid mode never began.\n" : "Raid mode began \(times(report.raids)).\n"
        text += "Nobody got more than \(replies(report.mostRepliesToOnePerson)).\n"
        text += "The database would be \(megabytes(report.octets)) MB larger.\n"
        text += "It would have cost \(report.spent)\(currency)"
        text +=
            report.left.map { "; of a full budget \($0)\(currency) would be left" }
            ?? ", and nothing limits it: set [budget]"
        return text + ". Nothing was sent.\n"
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        Columns.left(name, 20) + cells.map { Columns.right($0, 10) }.joined() + "\n"
    }

    private static func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    private static func replies(_ count: Int) -> String { count == 1 ? "one reply" : "\(count) replies" }

    private static func megabytes(_ octets: Int) -> String {
        "\(octets / 1_000_000).\(octets / 100_000 % 10)"
    }
}
