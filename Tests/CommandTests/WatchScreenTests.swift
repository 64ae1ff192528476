import ControlAPI
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

struct WatchScreenTests {
    @Test(
        "the screen is never exceeded, and the keys stand in its last row",
        arguments: [(80, 24), (80, 10), (120, 50), (40, 12), (80, 6)], [0, 1, 8, 64])
    func fits(size: (width: Int, height: Int), count: Int) {
        let rows = screen(size.width, size.height).rows(picture(lines: count))
        #expect(rows.count == size.height)
        #expect(rows.allSatisfy { Columns.width($0) <= size.width })
        #expect(rows.last?.hasPrefix("q quit") == true)
    }

    @Test("what needs attention stays on the screen when there is no room for all")
    func attention() {
        var picture = picture(lines: 64)
        picture.status.lines[63].state = "pin_required"
        picture.status.lines[63].detail = "The SIM wants its PIN."
        picture.status.lines[40].raid = true
        let rows = screen(80, 24).rows(picture)
        #expect(rows.contains { $0.contains("line 63") && $0.contains("needs its PIN") })
        #expect(rows.contains { $0.contains("l63: The SIM wants its PIN.") })
        #expect(rows.contains { $0.hasPrefix("RAID: counting, not answering: l40") })
        #expect(rows.contains { $0.contains("more lines") })
        #expect(rows[0].contains("63 of 64 lines ready"))
    }

    @Test("what is left of the money is a bar, and colours only where they are wanted")
    func money() {
        var picture = picture(lines: 1)
        picture.budget = BudgetAnswer(
            box: LineBudget(
                currency: "CAD", spent: "60.00", reserved: "0.00", left: "20.00", contactsLeft: 1000, total: "1000.00",
                perMonth: "80.00"), lines: [:])
        let rows = screen(80, 24).rows(picture)
        #expect(rows.contains("Money [#####---------------] 20.00 CAD left, 1000 contacts"))
        #expect(!rows.joined().contains("\u{1B}"))
        let painted = WatchScreen(now: now, width: 80, height: 24, style: TerminalStyle(isOn: true)).rows(picture)
        #expect(painted.joined().contains("\u{1B}[32mMoney"))
    }

    @Test("what a modem or a configuration says cannot move the cursor")
    func hostile() {
        var picture = picture(lines: 2)
        picture.status.lines[0].region = "\u{1B}[2J\u{202E}"
        picture.status.lines[1].state = "failed"
        picture.status.lines[1].detail = "a\nb\u{9B}"
        let all = screen(80, 24).rows(picture).joined()
        #expect(!all.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x9B || $0.value == 0x202E })
    }

    private let now = ZonedTime(milliseconds: 1_795_626_000_000, offset: -18_000)

    private func screen(_ width: Int, _ height: Int) -> WatchScreen {
        WatchScreen(now: now, width: width, height: height, style: .none)
    }

    private func picture(lines count: Int) -> WatchScreen.Picture {
        let lines = (0..<count).map {
            LineStatus(id: "l\($0)", region: "line \($0)", number: "+15145550101", state: "ready", detail: "Works.")
        }
        return WatchScreen.Picture(
            status: StatusAnswer(
                service: ServiceStatus(state: "running", version: "0.1.0", startedAt: now), lines: lines, budget: nil),
            budget: nil, answeredToday: [:])
    }
}
