import Testing

@testable import ModemSimulator

/// A second call during the first.
struct CallWaitingTests {
    private static let first = "+CLCC: 1,1,0,0,0,\"+15145550123\",145"
    private static let second = "+15145550177"
    private static func clcc(_ state: Int) -> String { "+CLCC: 2,1,\(state),0,0,\"\(second)\",145" }

    private static func waiting(_ profile: SimulatedProfile = .generic) -> Line {
        let line = Line.inCall(profile)
        #expect(line.ask("AT+CCWA=1") == ["OK"])
        #expect(line.ring(second))
        #expect(line.said() == ["+CCWA: \"\(second)\",145,1"])
        return line
    }

    @Test("it is said once, where it was asked for, and listed as waiting")
    func said() {
        let line = Self.waiting()
        #expect(line.ask("AT+CLCC") == [Self.first, Self.clcc(5), "OK"])
        #expect(line.pass(.seconds(9)).isEmpty)
        #expect(line.ask("AT+CCWA?") == ["+CCWA: 1", "OK"])
        #expect(line.ask("AT+CCWA=?") == ["+CCWA: (0,1)", "OK"])
    }

    @Test("without AT+CCWA=1 nothing is said; a withheld one has no number")
    func unsaid() {
        let line = Line.inCall()
        #expect(line.ring(Self.second))
        #expect(line.pass(.seconds(1)).isEmpty)
        line.machine.callerHangsUp(waiting: true)
        _ = line.ask("AT+CCWA=1")
        #expect(line.ring(nil))
        #expect(line.said() == ["+CCWA: \"\",128,1,,1"])
    }

    @Test("without call waiting, while another rings, and beside two others a caller is busy")
    func busy() {
        let line = Line()
        line.ring()
        #expect(!line.ring(Self.second))
        _ = line.ask("ATA")
        #expect(line.ask("AT+CCWA=1,2") == ["+CCWA: 1,1", "OK"])
        #expect(line.ask("AT+CCWA=1,0") == ["OK"])
        #expect(line.ask("AT+CCWA=1,2") == ["+CCWA: 0,1", "OK"])
        #expect(!line.ring(Self.second))
        #expect(line.ask("AT+CCWA=1,1") == ["OK"])
        #expect(line.ring(Self.second))
        #expect(!line.ring("+15145550188"))
        #expect(line.machine.journal.busyCallers == 3)
    }

    @Test("AT+CHLD=0 refuses it, and the first goes on with its sound")
    func refused() {
        let line = Self.waiting(.sim7600)
        _ = line.ask("AT+CPCMREG=1")
        #expect(line.ask("AT+CHLD=0") == ["OK"])
        #expect(line.ask("AT+CLCC") == [Self.first, "OK"])
        #expect(line.machine.journal.refusedWaitingCalls == 1)
        #expect(line.machine.journal.hangUps == 0)
        #expect(line.voice.isAudioOn)
        #expect(line.ask("AT+CHLD=0") == ["+CME ERROR: operation not allowed"])
    }

    @Test("AT+CHLD=1 ends the first and takes the second, with its sound")
    func taken() {
        let line = Self.waiting(.quectelEC25)
        _ = line.ask("AT+QPCMV=1,0")
        line.tick(2)
        #expect(line.ask("AT+CHLD=1") == ["OK"])
        #expect(line.ask("AT+CLCC") == [Self.clcc(0), "OK"])
        #expect(line.machine.journal.hangUps == 1)
        #expect(line.machine.journal.calls.map(\.isAudioOn) == [false, true])
        #expect(line.machine.journal.calls[0].endedAt != nil)
        #expect(line.voice.number == Self.second)
        line.tick(3)
        #expect(line.machine.journal.calls.map(\.heard.count) == [320, 480])
    }

    @Test("AT+CHLD=2 holds one and takes the other, back and forth; 11 ends one")
    func held() {
        let line = Self.waiting()
        #expect(line.ask("AT+CHLD=2") == ["OK"])
        #expect(line.ask("AT+CLCC") == ["+CLCC: 1,1,1,0,0,\"+15145550123\",145", Self.clcc(0), "OK"])
        #expect(line.ask("AT+CHLD=2") == ["OK"])
        #expect(line.ask("AT+CLCC") == [Self.first, Self.clcc(1), "OK"])
        #expect(line.ask("AT+CHLD=12") == ["OK"])
        #expect(line.ask("AT+CLCC") == [Self.first, "OK"])
        #expect(line.ask("AT+CHLD=2") == ["OK"])
        #expect(line.ask("AT+CHLD=0") == ["OK"])
        #expect(line.ask("AT+CLCC") == ["OK"])
    }

    @Test("the end of the first lets it ring, whoever ends it", arguments: ["AT+CHUP", "ATH", "caller"])
    func rings(how: String) {
        let line = Self.waiting()
        if how == "caller" { line.machine.callerHangsUp(waiting: false) } else { #expect(line.ask(how).contains("OK")) }
        _ = line.said()
        #expect(line.ask("AT+CLCC") == [Self.clcc(4), "OK"])
        #expect(line.pass(.seconds(3)) == ["RING"])
        #expect(line.ask("ATA") == ["OK"])
        #expect(line.ask("AT+CLCC") == [Self.clcc(0), "OK"])
    }

    @Test("it gives up after a while, silently, and is missed")
    func givesUp() {
        let line = Line.inCall()
        _ = line.ask("AT+CCWA=1")
        line.ring(Self.second, rings: 4)
        _ = line.said()
        #expect(line.pass(.seconds(12)).isEmpty)
        #expect(line.ask("AT+CLCC") == [Self.first, "OK"])
        #expect(line.machine.journal.missedCalls == 1)
    }
}
