import Testing

@testable import ModemSimulator

/// One call from its first ring to its end, with a clock moved by hand.
struct CallLifeTests {
    private static let active = "+CLCC: 1,1,0,0,0,\"+15145550123\",145"
    private static let ringing = "+CLCC: 1,1,4,0,0,\"+15145550123\",145"

    @Test("an answer takes its time, and the call rings no more meanwhile")
    func answerDelay() {
        let line = Line { $0.answerDelay = .seconds(4) }
        line.ring()
        #expect(line.said() == ["RING"])
        #expect(line.ask("ATA").isEmpty)
        #expect(line.pass(.milliseconds(3999)).isEmpty)
        #expect(line.machine.journal.answeredCalls == 0)
        #expect(line.pass(.milliseconds(1)) == ["OK"])
        #expect(line.ask("AT+CLCC") == [Self.active, "OK"])
        #expect(line.machine.journal.answeredCalls == 1)
    }

    @Test("a caller who gives up during the answer leaves NO CARRIER as its result, once")
    func givesUpDuringAnswer() {
        let line = Line { $0.answerDelay = .seconds(4) }
        line.ring()
        _ = line.said()
        _ = line.ask("ATA")
        line.machine.callerHangsUp(waiting: false)
        #expect(line.pass(.seconds(10)) == ["NO CARRIER"])
        #expect(line.ask("AT+CLCC") == ["OK"])
        #expect(line.machine.journal.missedCalls == 1)
        #expect(line.machine.journal.calls.isEmpty)
    }

    @Test("the life of a call as each maker tells it")
    func makers() {
        let huawei = Line(.huaweiE173)
        huawei.ring()
        _ = huawei.said()
        #expect(huawei.ask("ATA") == ["OK", "^CONN:1,0"])
        _ = huawei.pass(.seconds(7))
        huawei.machine.callerHangsUp(waiting: false)
        #expect(huawei.said() == ["^CEND:1,7,104,16", "NO CARRIER"])

        let simcom = Line(.sim7600)
        #expect(simcom.ask("AT+CLCC=1") == ["OK"])
        simcom.ring()
        #expect(simcom.said() == ["RING", Self.ringing])
        #expect(simcom.ask("ATA") == ["OK", Self.active, "VOICE CALL: BEGIN"])
        _ = simcom.pass(.seconds(7))
        simcom.machine.callerHangsUp(waiting: false)
        #expect(
            simcom.said() == [
                "NO CARRIER", "VOICE CALL: END: 000007", "+CLCC: 1,1,6,0,0,\"+15145550123\",145",
            ])
    }

    @Test(
        "a number that is not available is no withheld one",
        arguments: [("generic", ",\"\",,\"\",2"), ("sim7600", ",,,,2")])
    func unavailable(profile: String, tail: String) throws {
        let line = Line(try #require(SimulatedProfile.named(profile)))
        _ = line.ask("AT+CLIP=1")
        _ = line.machine.startRinging(.init(number: nil, validity: 2), rings: 1, interval: .seconds(3))
        #expect(line.said() == ["RING", "+CLIP: \"\",128\(tail)"])
    }

    @Test("hanging up here, and over there; the record has the end and the length")
    func ends() {
        let line = Line.inCall()
        _ = line.pass(.milliseconds(1500))
        #expect(line.voice.endedAt == nil)
        #expect(line.ask("AT+CHUP") == ["OK"])
        #expect(line.machine.journal.hangUps == 1)
        #expect(line.voice.callSeconds == 1.5)
        #expect(line.voice.endedAt != nil)
        #expect(line.voice.number == "+15145550123")
        line.ring(nil)
        _ = line.ask("ATA")
        line.machine.callerHangsUp(waiting: false)
        #expect(line.said().last == "NO CARRIER")
        #expect(line.machine.journal.calls.map(\.number) == ["+15145550123", nil])
        #expect(line.machine.journal.hangUps == 1)
    }

    @Test("an answer may be refused: the call is gone with NO CARRIER, and rings on with ERROR")
    func answerRefused() {
        let line = Line()
        line.ring()
        _ = line.said()
        line.machine.faults.set(.answerRefused(.error), times: 1)
        #expect(line.ask("ATA") == ["ERROR"])
        #expect(line.ask("AT+CLCC") == [Self.ringing, "OK"])
        #expect(line.pass(.seconds(3)) == ["RING"])
        line.machine.faults.set(.answerRefused(.noCarrier), times: 1)
        #expect(line.ask("ATA").last == "NO CARRIER")
        #expect(line.ask("AT+CLCC") == ["OK"])
        #expect(line.pass(.seconds(30)).isEmpty)
        #expect(line.machine.journal.answeredCalls == 0)
    }

    @Test("the connection may break as soon as it stands")
    func carrierLost() {
        let line = Line(.sim7600)
        line.ring()
        _ = line.said()
        line.machine.faults.set(.carrierLostAtAnswer, times: 1)
        #expect(line.ask("ATA") == ["OK", "NO CARRIER", "VOICE CALL: END: 000000"])
        #expect(line.ask("AT+CLCC") == ["OK"])
        #expect(line.voice.callSeconds == 0)
    }

    @Test("a call ends with the network")
    func networkLost() {
        let line = Line.inCall()
        #expect(line.ask("AT+CFUN=4").contains("NO CARRIER"))
        #expect(line.ask("AT+CLCC") == ["OK"])
        #expect(line.voice.endedAt != nil)
    }

    @Test("the end of a call may go unsaid; only +CLCC tells", arguments: ["huawei-e173", "sim7600"])
    func unannounced(profile: String) throws {
        let line = Line.inCall(try #require(SimulatedProfile.named(profile)))
        _ = line.ask("AT+CLCC=1")
        line.machine.faults.set(.callEndUnannounced, times: 1)
        line.machine.callerHangsUp(waiting: false)
        #expect(line.said().isEmpty)
        #expect(line.ask("AT+CLCC") == ["OK"])
        #expect(line.voice.endedAt != nil)
    }

    @Test("a modem may ring on though the caller is gone")
    func ringsOn() {
        let line = Line()
        line.ring(rings: 4)
        _ = line.said()
        line.machine.faults.set(.ringsThoughGone, times: 1)
        line.machine.callerHangsUp(waiting: false)
        #expect(line.ask("AT+CLCC") == ["OK"])
        #expect(line.ask("AT+CPAS").first == "+CPAS: 0")
        #expect(line.pass(.seconds(6)) == ["RING", "RING"])
        #expect(line.ask("ATA") == ["NO CARRIER"])
        #expect(line.pass(.seconds(20)).isEmpty)
        #expect(line.machine.journal.missedCalls == 1)
        #expect(line.machine.journal.answeredCalls == 0)
    }

    @Test("a hang-up that is ignored leaves the call and its sound")
    func ignored() {
        let line = Line.inCall(.sim7600)
        _ = line.ask("AT+CPCMREG=1")
        line.machine.faults.set(.hangUpIgnored, times: 1)
        #expect(line.ask("AT+CHUP") == ["OK"])
        #expect(line.ask("AT+CLCC") == [Self.active, "OK"])
        #expect(line.voice.isAudioOn)
    }

    @Test("a message comes and goes during a call (27.005 knows nothing of calls)")
    func messages() {
        let line = Line.inCall()
        _ = line.ask("AT+CNMI=2,1")
        #expect(!line.machine.arrive(Sample.flash.replacing("0010", with: "0000")).isEmpty)
        #expect(line.said() == ["+CMTI: \"SM\",1"])
        #expect(line.ask("AT+CMGS=18") == ["> "])
        line.machine.receive(Array((Sample.submit + "\u{1A}").utf8))
        #expect(line.said().last == "OK")
        #expect(line.machine.journal.submissions.count == 1)
        #expect(line.ask("AT+CLCC") == [Self.active, "OK"])
    }

    @Test("dialling is written down and refused, in a call too")
    func dials() {
        let line = Line.inCall()
        #expect(line.ask("ATD+15145550123;") == ["NO CARRIER"])
        #expect(line.machine.journal.dials == ["+15145550123;"])
        #expect(line.ask("AT+CLCC") == [Self.active, "OK"])
    }
}
