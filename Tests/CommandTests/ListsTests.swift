import ControlAPI
import Testing
import WordLiterals

@testable import jedisnon

struct ListsTests {
    @Test("blocks show who, since when and why")
    func blocks() {
        let answer = BlocksAnswer(blocks: [
            BlockRow(number: "+1514•••••01", senderID: "s-1a2b3c4d5e6f7081", at: noon, note: "threats\n"),
            BlockRow(number: nil, senderID: "s-1a2b3c4d5e6f7082", at: noon, note: nil),
        ])
        #expect(
            Lists.blocks(answer) == """
                2026-11-25 12:00:00  +1514•••••01      s-1a2b3c4d5e6f7081  threats\\n
                2026-11-25 12:00:00  (forgotten)       s-1a2b3c4d5e6f7082

                """)
        #expect(Lists.blocks(BlocksAnswer(blocks: [])) == "Nobody is blocked.\n")
    }

    @Test("lines show how they answer, how the modem is found and why they are paused")
    func lines() {
        let row = LineRow(
            id: "montreal", region: "Montréal", number: "+15145550101", mode: "shadow", calls: "auto",
            modem: "device /dev/ttyUSB2", state: "paused", detail: "Paused by you.",
            paused: PauseRow(at: noon, why: "new SIM", releasePort: true))
        #expect(
            Lists.lines(LinesAnswer(lines: [row]), width: 80) == """
                montreal         +15145550101    paused         mode shadow, calls auto
                    Montréal; device /dev/ttyUSB2
                    Paused by you.
                    paused since 2026-11-25 12:00:00, port released: new SIM

                """)
    }

    @Test("a line that the law keeps from answering says so")
    func held() {
        let row = LineRow(
            id: "lyon", region: nil, number: "+33612345678", mode: "answer", calls: "auto", modem: "SIM 1",
            state: "ready", detail: "Answers.", paused: nil,
            law: LawRow(profile: "fr-mobile", heldBy: "fr-arcep-2023"))
        let text = Lists.lines(LinesAnswer(lines: [row]), width: 120)
        #expect(text.contains("law fr-mobile: texts are not answered until fr-arcep-2023 is acknowledged"))
    }

    @Test("a budget shows the box and each line in columns")
    func budget() {
        func line(_ left: String?) -> LineBudget {
            LineBudget(
                currency: "CAD", spent: "12.34", reserved: "0.02", left: left, contactsLeft: left.map { _ in 3382 },
                total: left == nil ? nil : "1000.00", perMonth: left == nil ? nil : "80.00")
        }
        #expect(
            BudgetText.table(BudgetAnswer(box: line("67.64"), lines: ["quebec": line(nil), "montreal": line(nil)]))
                == """
                                     SPENT  RESERVED      LEFT     TOTAL PER MONTH CONTACTS LEFT
                whole box            12.34      0.02     67.64   1000.00     80.00          3382
                montreal             12.34      0.02         -         -         -             -
                quebec               12.34      0.02         -         -         -             -
                All amounts in CAD; - is no limit.

                """)
    }

    @Test("a budget says what the network told of a prepaid SIM, and how that differs from our own count")
    func balance() {
        func table(_ balance: BalanceRow) -> String {
            let line = LineBudget(
                currency: nil, spent: "0.06", reserved: "0.00", left: nil, contactsLeft: nil, total: nil, perMonth: nil,
                balance: balance)
            return BudgetText.table(BudgetAnswer(box: line, lines: ["quebec": line]))
        }
        let told = BalanceRow(
            amount: "11.90", at: noon, floor: "2.00", spentSince: "0.06", left: "11.84", difference: "-0.04",
            askedAt: noon, fault: nil, answer: nil)
        #expect(table(told).contains("SIM of quebec: balance 11.90 on "))
        #expect(table(told).hasSuffix("0.06 counted since, the network differs from our count by -0.04.\n"))
        let failed = BalanceRow(
            amount: nil, at: nil, floor: nil, spentSince: "0.00", left: nil, difference: nil, askedAt: noon,
            fault: "unreadable", answer: "Bonjour\u{202E}")
        #expect(
            table(failed).hasSuffix(
                "SIM of quebec: the balance is not known, the last question failed (unreadable), the network said "
                    + "\"Bonjour\\u202e\".\n"))
    }

    @Test("a reload says what changed")
    func reload() {
        #expect(
            Reload.text(ReloadAnswer(added: ["a", "b"], removed: [], changed: ["c"]))
                == "Read again; added: a, b; changed: c.\n")
        #expect(
            Reload.text(ReloadAnswer(added: [], removed: [], changed: []))
                == "Read again; the lines are as before.\n")
    }

    private let noon = ZonedTime(milliseconds: 1_795_626_000_000, offset: -18_000)
}
