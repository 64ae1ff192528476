import ControlAPI
import Vocabulary

/// A report as one table (CSV): the first column says what a row is about; what does not apply is empty.
enum ReportTable {
    private static let names = [
        "row", "period", "line", "region", "sender", "sender_id", "reason", "texts", "calls", "contacts", "senders",
        "repeat_senders", "curious", "spent",
    ]

    /// The table as text.
    static func csv(_ report: ReportAnswer) -> String {
        CSVText.byteOrderMark + ([names] + rows(report)).map(CSVText.row).joined()
    }

    private static func rows(_ report: ReportAnswer) -> [[String]] {
        let days = report.days.flatMap { day in
            [
                row("day", day.day, day.line, ["texts": "\(day.texts)", "calls": "\(day.calls)"]),
                row("answered", day.day, day.line, ["contacts": "\(day.answered)"]),
            ]
                + day.refused.sorted { $0.key < $1.key }.map {
                    row("refused", day.day, day.line, ["reason": $0.key, "contacts": "\($0.value)"])
                }
        }
        let weeks = report.weeks.map {
            row("week", $0.week, $0.line, people($0.contacts, $0.senders, $0.repeatSenders, $0.curious))
        }
        let months = report.months.map { row("month", $0.month, $0.line, ["spent": $0.spent]) }
        let regions = report.regions.map {
            row(
                "region", "", $0.line,
                people($0.contacts, $0.senders, $0.repeatSenders, $0.curious).merging(["region": $0.region.text]) { $1 }
            )
        }
        let repeats = report.repeatSenders.map {
            row(
                "repeat_sender", $0.week, nil,
                ["sender": $0.sender ?? "", "sender_id": $0.senderID, "contacts": "\($0.contacts)"])
        }
        return days + weeks + months + regions + repeats
    }

    private static func people(_ contacts: Int, _ senders: Int, _ repeats: Int, _ curious: Int) -> [String: String] {
        [
            "contacts": "\(contacts)", "senders": "\(senders)", "repeat_senders": "\(repeats)", "curious": "\(curious)",
        ]
    }

    private static func row(_ kind: String, _ period: String, _ line: String?, _ values: [String: String]) -> [String] {
        let all = values.merging(["row": kind, "period": period, "line": line ?? ""]) { $1 }
        return names.map { SafeText.escaped(all[$0] ?? "") }
    }
}
