import ControlAPI
import Testing
import Vocabulary
import WordLiterals
import Words

@testable import jedisnon

struct ReportTextTests {
    @Test("a report fits 80 columns and says what was counted")
    func snapshot() {
        let text = ReportText(words: English(), width: 80).text(report)
        #expect(text == expected)
        #expect(text.split(separator: "\n").allSatisfy { Columns.width(String($0)) <= 80 })
    }

    @Test("a box that counted nothing says so")
    func empty() {
        let none = ReportAnswer(
            madeAt: now, since: nil, currency: nil, lines: [], days: [], weeks: [], months: [], regions: [],
            repeatSenders: [], mostWanted: nil)
        #expect(ReportText(words: English(), width: 80).text(none).hasSuffix("\nNothing was counted yet.\n"))
    }

    @Test("the table has a row for each figure, and no cell that a program takes for a formula")
    func table() {
        let csv = ReportTable.csv(report)
        let rows = csv.split(separator: "\r\n").map(String.init)
        #expect(rows.first == CSVText.byteOrderMark + heads)
        #expect(
            rows.contains("\"day\",\"2026-11-25\",\"'=lab\",\"\",\"\",\"\",\"\",\"40\",\"2\",\"\",\"\",\"\",\"\",\"\""))
        #expect(rows.contains { $0.hasPrefix("\"repeat_sender\",\"2026-W48\",\"\",\"\",\"'+1514•••••23\",\"s-0123\"") })
        #expect(rows.count == 1 + 3 + 1 + 1 + 2 + 1)
    }

    private let heads = [
        "row", "period", "line", "region", "sender", "sender_id", "reason", "texts", "calls", "contacts", "senders",
        "repeat_senders", "curious", "spent",
    ].map { "\"\($0)\"" }.joined(separator: ",")

    private let now = ZonedTime(milliseconds: 1_795_626_000_000, offset: -18_000)

    private var report: ReportAnswer {
        ReportAnswer(
            madeAt: now, since: nil, currency: "CAD",
            lines: [
                ReportLine(
                    id: "=lab", region: nil, home: .known(.montreal), texts: 40, calls: 2, answered: 2,
                    refused: ["replied_in_window": 39, "blocked": 1], spent: "0.04")
            ],
            days: [
                ReportDay(
                    day: "2026-11-25", line: "=lab", texts: 40, calls: 2, answered: 2,
                    refused: ["replied_in_window": 40])
            ],
            weeks: [
                ReportWeek(
                    week: "2026-W48", monday: "2026-11-23", line: nil, contacts: 42, senders: 3, repeatSenders: 2,
                    curious: 1)
            ],
            months: [ReportMonth(month: "2026-11", line: nil, spent: "0.04")],
            regions: [
                ReportRegion(
                    region: "ca-qc-west", line: nil, contacts: 40, senders: 2, repeatSenders: 2, curious: 0,
                    hasLine: false),
                ReportRegion(
                    region: "of-tomorrow", line: nil, contacts: 2, senders: 1, repeatSenders: 0, curious: 1,
                    hasLine: true),
            ],
            repeatSenders: [
                RepeatSender(week: "2026-W48", sender: "+1514•••••23", senderID: "s-0123", contacts: 39, lines: 1)
            ], mostWanted: MostWanted(region: "ca-qc-west", repeatSenders: 2, laterSenders: 0))
    }

    private let expected = """
        Contacts since the box counts

        LINE                               TEXTS     CALLS  ANSWERED   REFUSED     SPENT
        =lab                                  40         2         2        40      0.04
            39 refused: already answered a short while ago
            1 refused: you blocked this sender

        WEEK                            CONTACTS    PEOPLE CAME BACK   CURIOUS
        2026-W48 (2026-11-23)                 42         3         2         1
        Came back: wrote or called more than once in the week. Curious: tried three
        lines or more.

        MONTH                         SPENT (CAD)
        2026-11                             0.04

        NUMBERS OF                        PEOPLE CAME BACK  CONTACTS  OUR LINE
        Estrie, Mauricie, Outaouais a…         2         2        40         -
        of-tomorrow                            1         0         2       yes

        A guess: the region that most lacks a line is Estrie, Mauricie, Outaouais and
        the north: 2 people came back, 0 came after the first week. A number says where
        it was given out, not where its owner lives.

        """
}
