import Testing

@testable import ModemSimulator

/// What goes wrong with sound while the call stands.
struct SoundFaultTests {
    private static func withSound(
        _ fault: SimulatedFault, profile: SimulatedProfile = .quectelEC25, command: String = "AT+QPCMV=1,0"
    ) -> Line {
        let line = Line.inCall(profile)
        line.machine.faults.set(fault, times: 1)
        #expect(line.ask(command) == ["OK"])
        return line
    }

    @Test("a silent uplink takes everything, and the caller hears nothing")
    func silent() {
        let line = Self.withSound(.silentUplink)
        for _ in 0..<20 {
            #expect(line.write(Sound.octets(Sound.ramp(160))) == 320)
            line.tick()
        }
        #expect(line.voice.heard == [Int16](repeating: 0, count: 3200))
        #expect(line.voice.octetsTaken == 6400)
        #expect(line.voice.underrunMilliseconds == 0)
        #expect(line.ask("AT+CLCC").first?.hasPrefix("+CLCC: 1,1,0") == true)
    }

    @Test("a stalled one takes so many octets and no more")
    func stalls() {
        let line = Self.withSound(.audioStalls(after: 1000))
        #expect(line.write([UInt8](repeating: 1, count: 4000)) == 1000)
        line.tick(20)
        #expect(line.write([UInt8](repeating: 1, count: 4000)) == 0)
        #expect(line.voice.octetsTaken == 1000)
        #expect(line.voice.underrunMilliseconds > 300)
    }

    @Test("a busy one says so, and goes on later")
    func busy() {
        let line = Self.withSound(.audioBusy(after: 640, for: .milliseconds(100)))
        #expect(line.write([UInt8](repeating: 1, count: 4000)) == 640)
        #expect(line.said() == ["+QPCMV: 0,0"])
        line.tick(2)
        #expect(line.room == 0)
        #expect(line.pass(.milliseconds(60)) == ["+QPCMV: 1,0"])
        #expect(line.room == 1600)
    }

    @Test("one that drops takes everything and loses what is too much")
    func overflows() {
        let line = Self.withSound(.audioOverflows)
        #expect(line.write([UInt8](repeating: 1, count: 5000)) == 5000)
        #expect(line.voice.overflowOctets == 3400)
    }

    @Test("sound is refused so many times, or so long")
    func refused() {
        let line = Line.inCall(.sim7600)
        line.machine.faults.set(.audioRefused(for: nil), times: 2)
        #expect((0..<3).map { _ in line.ask("AT+CPCMREG=1").last } == ["ERROR", "ERROR", "OK"])
        _ = line.ask("AT+CPCMREG=0")
        line.machine.faults.set(.audioRefused(for: .seconds(2)), times: nil)
        line.machine.now += .milliseconds(1990)
        #expect(line.ask("AT+CPCMREG=1").last == "ERROR")
        #expect(line.ask("AT+CPCMREG=0").last == "OK")
        line.machine.now += .milliseconds(10)
        #expect(line.ask("AT+CPCMREG=1").last == "OK")
    }
}
