import ControlAPI
import Testing
import Vocabulary
import WordLiterals

@testable import jedisnon

struct MonitoringCheckTests {
    @Test(
        "the worst line decides the code, and states are told apart",
        arguments: [
            (["ready"], 0), (["ready", "ready"], 0), (["ready", "degraded"], 1), (["starting"], 1),
            (["paused", "ready"], 1),
            (["degraded", "absent"], 2), (["no_network"], 2), (["pin_required"], 2), (["sim_missing"], 2),
            (["failed"], 2),
            (["ready", "of_tomorrow"], 3), (["of_tomorrow", "failed"], 2), ([], 3),
        ] as [([Word<LineState>], Int32)])
    func codes(states: [Word<LineState>], code: Int32) {
        #expect(MonitoringCheck(answer(states)).finding.rawValue == code)
    }

    @Test("one line: a word, a sentence, figures")
    func line() {
        var answer = answer(["ready", "absent"])
        answer.lines[0].received = 12
        answer.lines[0].raid = true
        answer.lines[1].queued = 2
        answer.budget = BudgetStatus(currency: "CAD", spent: "1.50", reserved: "0.02", left: "8.48", contactsLeft: 424)
        #expect(
            MonitoringCheck(answer).line
                == "JEDISNON CRITICAL - l1 is not plugged in: What it says. | lines=2 ready=1 raids=1 queued=2 received=12c "
                + "replied=0c refused=0c calls=0c spent=1.50 left=8.48")
        #expect(MonitoringCheck(self.answer(["ready"])).line.hasPrefix("JEDISNON OK - 1 line is ready | lines=1 "))
    }

    @Test("a service that is not there is critical; what forbids to look is unknown")
    func noAnswer() {
        var stopped = answer(["ready"])
        stopped.service.state = "stopped"
        #expect(MonitoringCheck(stopped).finding == .critical)
        #expect(MonitoringCheck(ControlError(.notRunning, "nobody answers")).finding == .critical)
        #expect(MonitoringCheck(ControlError(.unusable, "no rights")).line == "JEDISNON UNKNOWN - no rights")
        #expect(MonitoringCheck(ControlError(.configuration, "wrong")).finding == .unknown)
    }

    @Test("what a modem says stays in its sentence")
    func hostile() {
        var answer = answer(["failed"])
        answer.lines[0].detail = "a | ready=9\nb\u{1B}[2J"
        let line = MonitoringCheck(answer).line
        #expect(line.split(separator: "|").count == 2)
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 })
    }

    private func answer(_ states: [Word<LineState>]) -> StatusAnswer {
        StatusAnswer(
            service: ServiceStatus(state: "running", version: "1", startedAt: nil),
            lines: states.enumerated().map {
                LineStatus(
                    id: "l\($0.offset)", region: nil, number: "+15145550101", state: $0.element, detail: "What it says."
                )
            }, budget: nil)
    }
}
