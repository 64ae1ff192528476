import LinePolicy
import Testing
import Vocabulary

@testable import LineCore

/// The outcomes of a balance query.
struct BalanceWatchTests {
    private func line(_ menu: (NetworkText, Span)?, refuses: Bool = false) throws -> MadeUpLine {
        var line = MadeUpLine()
        line.question = BalanceQuestion(
            code: try ServiceCode("*123#"), pattern: try AmountPattern(#"(\d+,\d\d) \$"#), floor: nil)
        line.menu = menu.map { (text: $0.0, after: $0.1) }
        line.refusesMenu = refuses
        line.begin()
        line.run(for: .minutes(3))
        return line
    }

    private static let answers: [(NetworkText?, BalanceOutcome, Int)] = [
        (NetworkText(stage: .over, readings: ["Solde 1,50 $"]), .amount(Money(micros: 1_500_000)), 0),
        (NetworkText(stage: .over, readings: ["0053", "Solde 1,50 $"]), .amount(Money(micros: 1_500_000)), 0),
        (NetworkText(stage: .waits, readings: ["Solde 1,50 $", "1"]), .amount(Money(micros: 1_500_000)), 1),
        (NetworkText(stage: .waits, readings: ["1 Solde"]), .failed(.unreadable, answer: "1 Solde"), 1),
        (NetworkText(stage: .over, readings: []), .failed(.unreadable, answer: nil), 0),
        (NetworkText(stage: .refused, readings: []), .failed(.refused, answer: nil), 0),
        (NetworkText(stage: .refused, readings: ["non"]), .failed(.unreadable, answer: "non"), 0),
        (NetworkText(stage: .timedOut, readings: []), .failed(.noAnswer, answer: nil), 0),
        // The dialogue may still be open in the network.
        (nil, .failed(.noAnswer, answer: nil), 1),
    ]

    @Test("each answer of the network has its outcome, and a dialogue that may be open is ended", arguments: answers)
    func outcomes(text: NetworkText?, outcome: BalanceOutcome, ended: Int) throws {
        let line = try line(text.map { ($0, .seconds(2)) })
        #expect(line.balances == [outcome] && line.endedMenus == ended && line.wrongs == [])
    }

    @Test("after a refusal by the modem the query is not repeated on that day")
    func refused() throws {
        var line = try line(nil, refuses: true)
        line.run(for: .hours(23))
        #expect(line.balances == [.failed(.refused, answer: nil)] && line.asked.committed.count == 1)
        line.run(for: .hours(2))
        #expect(line.asked.committed.count == 2 && line.wrongs == [])
    }

    @Test("the text may come after the end of the dialogue, and before the OK; an unsolicited text is ignored")
    func order() throws {
        var watch = BalanceWatch()
        let question = BalanceQuestion(
            code: try ServiceCode("*123#"), pattern: try AmountPattern(#"(\d+)"#), floor: nil)
        let now = Uptime(milliseconds: 1_000)
        watch.heard(NetworkText(stage: .waits, readings: ["7"]), at: now)
        #expect(!watch.isOpen)
        watch.beginning(question)
        watch.took(BalanceTurn(.ask(usesOtherForm: false), standing: .fine), at: now)
        watch.asking(at: now)
        watch.heard(NetworkText(stage: .refused, readings: []), at: now)
        watch.heard(NetworkText(stage: .over, readings: ["5"]), at: now + .seconds(1))
        guard case .answered(.amount(let amount)) = watch.stage else {
            Issue.record("\(watch.stage)")
            return
        }
        #expect(amount == Money(micros: 5_000_000))
    }

    @Test("a pause, a changed code and a full disk hold a query; it is sent once they are over")
    func held() throws {
        var line = MadeUpLine()
        line.question = BalanceQuestion(
            code: try ServiceCode("*123#"), pattern: try AmountPattern(#"(\d+)"#), floor: nil)
        line.menu = (NetworkText(stage: .over, readings: ["5"]), .seconds(1))
        line.isPaused = true
        line.begin()
        line.run(for: .hours(1))
        #expect(line.asked.committed.isEmpty)
        line.isPaused = false
        line.lane.asked(.conditionsChanged, at: line.now)
        line.run(for: .minutes(2))
        #expect(line.asked.written.count == 1 && line.balances.count == 1)
        line.question = nil
        line.lane.asked(.settingsChanged, at: line.now)
        line.run(for: .hours(10))
        #expect(line.asked.written.count == 1 && line.wrongs == [])
    }
}
