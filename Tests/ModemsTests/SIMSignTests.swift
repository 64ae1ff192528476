import ATProtocol
import Testing
import Vocabulary

@testable import Modems

/// Signs of a SIM, in the words of several makers.
struct SIMSignTests {
    @Test(
        "a word about the SIM is a sign",
        arguments: [
            ("#QSS: 0", SIMIndication.gone), ("#QSS: 1", .came), ("#QSS: 3", .came), ("+QSIMSTAT: 1,0", .gone),
            ("+QSIMSTAT: 1,1", .came), ("+QSIMSTAT : 1,0", .gone), ("^SIMST: 255", .gone), ("^SIMST:1", .came),
            ("+SIMCARD: NOT AVAILABLE", .gone), ("+SIMCARD: AVAILABLE", .came), ("+CPIN: NOT READY", .gone),
            ("+CPIN: NOT INSERTED", .gone), ("+CPIN: READY", .came), ("+CPIN: SIM PIN", .came), ("+QUSIM: 1", .came),
            ("*EUICC: 1", .came), ("+UUSIMSTAT: 0", .gone), ("^SCKS: 0", .gone), ("+SIM: Inserted", .came),
            ("+SIM: DROP", .gone), ("+WIND: 0", .gone), ("+SIM REMOVED", .gone),
        ])
    func signs(line: String, sign: SIMIndication) throws {
        var dialogue = ATDialogue()
        let actions = dialogue.receive(Array("\r\n\(line)\r\n".utf8))
        guard case .indication(let indication)? = actions.first else {
            Issue.record("no indication: \(actions)")
            return
        }
        #expect(ModemEvent(indication) == .sim(sign))
    }

    @Test(
        "what is said all day is no sign",
        arguments: ["+ZUSIMR:2", "#QSS: 0,1", "+WIND: 7", "+STIN: 25", "^RSSI: 20"])
    func chatter(line: String) {
        var dialogue = ATDialogue()
        for case .indication(let indication) in dialogue.receive(Array("\r\n\(line)\r\n".utf8)) {
            #expect(ModemEvent(indication) == .none)
        }
    }
}
