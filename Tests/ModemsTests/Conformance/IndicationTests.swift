import ModemSimulator
import Modems
import Testing
import Vocabulary

/// What modems say unasked, in the spellings the field reports.
struct IndicationTests {
    @Test(
        "every spelling of a full memory asks for a sweep",
        arguments: [
            "+SMS FULL", "SMS FULL", "SMMEMFULL", "^SMMEMFULL", "^SMMEMFULL: \"SM\"", "+SMSFULL: \"SM\"",
            "+QIND: \"smsfull\",\"ME\"",
        ])
    func fullMemory(line: String) async throws {
        #expect(try await said(line) == .sweepNeeded)
    }

    @Test(
        "every family's word for a restart is one, and what follows a modem in use is none",
        arguments: [
            ("RDY", ModemEvent.restarted), ("*ATREADY: 1", .restarted), ("^SYSSTART", .restarted),
            ("START", .restarted),
            ("MODEM:STARTUP", .restarted), ("+CFUN: 1", .none), ("SMS Ready", .none), ("Call Ready", .none),
            ("+QIND: SMS DONE", .none), ("PB DONE", .none), ("^SIMST:1", .sim(.came)),
            ("+CPIN: READY", .sim(.came)), ("#QSS: 1", .sim(.came)),
        ])
    func restart(line: String, event: ModemEvent) async throws {
        #expect(try await said(line) == event)
    }

    @Test(
        "an announcement may name no slot, or the kind of the message",
        arguments: [
            ("+CMTI: \"SM\",-1", ModemEvent.stored(memory: "SM", index: -1)),
            ("+CMTI: \"ME\",7", .stored(memory: "ME", index: 7)),
            ("+CMTI: \"SM\",3,\"MMS PUSH\"", .stored(memory: "SM", index: 3)),
            ("+CDSI: \"SR\",50", .stored(memory: "SR", index: 50)),
        ])
    func announcement(line: String, event: ModemEvent) async throws {
        #expect(try await said(line) == event)
    }

    @Test(
        "chatter means nothing",
        arguments: [
            "+ZUSIMR:2", "+ZPASR: \"UMTS\"", "+ZDONR: \"Rogers\",302,720,\"CS_PS\",\"ROAM_OFF\"",
            "^RSSI: 20", "^RSSI:20", "^MODE:5,4", "^BOOT:20434586,0,0,0,20", "^HCSQ:\"LTE\",54,40,50,20",
            "^LTERSRP: -90,-11", "+QIND: \"csq\",20,99", "+CGEV: EPS PDN ACT 1", "UNDER-VOLTAGE WARNNING",
        ])
    func chatter(line: String) async throws {
        #expect(try await said(line) == .none)
    }

    /// The one event that a line becomes.
    private func said(_ line: String) async throws -> ModemEvent {
        let bench = try await Bench("generic")
        try await bench.modem.identify()
        bench.simulated.say(line)
        let event = try await bench.event("anything") { _ in true }
        await bench.close()
        return event
    }
}
