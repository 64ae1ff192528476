import Logging
import Testing
import Vocabulary

@testable import LineService

/// The log messages about a line.
struct StateLogTests {
    private let start = Uptime(milliseconds: 1_000)

    @Test("a loss and a return are logged once each, with the sentence and the time")
    func lossReturn() {
        var stateLog = StateLog()
        #expect(stateLog.note(.starting, "the modem is being brought up", at: start) == nil)
        #expect(stateLog.note(.ready, "it works", at: start)?.text == "the line is ready: it works")
        #expect(stateLog.note(.ready, "it works", at: start) == nil)
        let lost = stateLog.note(.absent, "the modem has gone", at: start + .hours(1))
        #expect(lost == StateLog.Message(level: .warning, text: "the line is absent: the modem has gone"))
        #expect(stateLog.note(.starting, "it is looked at", at: start + .hours(1)) == nil)
        #expect(stateLog.note(.absent, "the modem has gone", at: start + .hours(2)) == nil)
        let failed = stateLog.note(.failed, "it does not answer", at: start + .hours(2))
        #expect(failed?.text == "the line is failed: it does not answer")
        let back = stateLog.note(.ready, "it works", at: start + .hours(4))
        #expect(back == StateLog.Message(level: .notice, text: "the line is ready again after 3 h: it works"))
    }

    @Test("a missing network is logged once, whatever the count in its sentence")
    func networkLooked() {
        var stateLog = StateLog()
        #expect(stateLog.note(.noNetwork, "no network for 10 minutes", at: start) != nil)
        #expect(stateLog.note(.noNetwork, "no network for 30 minutes", at: start) == nil)
    }
}
