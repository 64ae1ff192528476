import ControlAPI
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

struct EventLineTests {
    @Test("each kind of event is one line in words")
    func snapshots() {
        let rows: [(String, (inout EventRow) -> Void)] = [
            (
                "sms_received",
                {
                    $0.text = "salut"; $0.reason = "replied_in_window"
                }
            ),
            (
                "sms_received",
                {
                    $0.text = "a\nb\t\u{1B}[31m\u{202E}"; $0.replyID = nil
                }
            ),
            (
                "call_received",
                {
                    $0.sender = nil; $0.senderID = nil; $0.reason = "withheld"
                }
            ),
            (
                "reply_planned",
                {
                    $0.text = "Bonjour"; $0.replyID = 7; $0.cost = "0.02"; $0.details = ["parts": .integer(1)]
                }
            ),
            (
                "reply_failed",
                {
                    $0.replyID = 7; $0.cost = "0.00"; $0.details = ["code": .string("cms 38")]
                }
            ),
            (
                "line_state",
                {
                    $0.sender = nil; $0.senderID = nil
                    $0.details = [
                        "state": .string("no_network"), "detail": .string("No network since 3 min."), "was": .null,
                    ]
                }
            ),
            (
                "operator_action",
                {
                    $0.line = nil; $0.sender = nil
                    $0.details = ["action": .string("block"), "network_time": .string("x"), "why": .null]
                }
            ),
        ]
        let text = rows.map { kind, change in
            var row = row(Word(kind))
            change(&row)
            return EventLine(style: .none).text(row)
        }.joined()
        #expect(text == expected)
    }

    @Test("a text of any length stays one short line")
    func long() {
        var row = row("sms_received")
        row.text = String(repeating: "x\n", count: 20_000)
        let text = EventLine(style: .none).text(row)
        #expect(text.contains("… (40000 characters)"))
        #expect(text.count < 700)
        #expect(text.filter(\.isNewline).count == 1)
    }

    @Test("details of any shape are words, made harmless")
    func details() {
        var row = row("modem_lost")
        row.details = [
            "a": .array([.integer(1), .bool(true)]), "b\u{1B}": .object(["c": .string("\u{7}"), "d": .null]),
        ]
        #expect(EventLine(style: .none).text(row).contains("a=1,yes b\\u001b={c=\\u0007 d=-}"))
    }

    private func row(_ kind: Word<EventKind>) -> EventRow {
        var row = EventRow(
            seq: 1, at: ZonedTime(milliseconds: 1_795_603_923_120, offset: -18_000), line: "montreal", kind: kind)
        row.sender = "+1514•••••01"
        row.senderID = "s-1a2b3c4d5e6f7081"
        return row
    }

    private let expected = """
        2026-11-25 05:52:03  montreal      sms_received      +1514•••••01 s-1a2b3c4d5e6f7081  "salut"  \
        → replied_in_window: already answered a short while ago
        2026-11-25 05:52:03  montreal      sms_received      +1514•••••01 s-1a2b3c4d5e6f7081  \
        "a\\nb\\t\\u001b[31m\\u202e"  → to be answered
        2026-11-25 05:52:03  montreal      call_received     (no number)  → withheld: no number was shown
        2026-11-25 05:52:03  montreal      reply_planned     +1514•••••01 s-1a2b3c4d5e6f7081  reply 7  \
        "Bonjour"  cost 0.02  parts=1
        2026-11-25 05:52:03  montreal      reply_failed      +1514•••••01 s-1a2b3c4d5e6f7081  reply 7  cost 0.00  code=cms 38
        2026-11-25 05:52:03  montreal      line_state        no network: No network since 3 min.
        2026-11-25 05:52:03  -             operator_action   s-1a2b3c4d5e6f7081  action=block

        """
}
