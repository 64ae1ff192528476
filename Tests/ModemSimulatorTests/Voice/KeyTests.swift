import Testing

@testable import ModemSimulator

/// Keys that the caller presses.
struct KeyTests {
    @Test(
        "a key is a tone of its two frequencies (ITU-T Q.23)",
        arguments: [("1", 697.0, 1209.0), ("9", 852, 1477), ("0", 941, 1336), ("#", 941, 1477), ("A", 697, 1633)])
    func tone(key: String, low: Double, high: Double) throws {
        let samples = try #require(KeyTone.samples(key[key.startIndex], for: .milliseconds(100), rate: 8000))
        #expect(samples.count == 800)
        #expect(Sound.share(of: low, in: samples) > 0.45)
        #expect(Sound.share(of: high, in: samples) > 0.45)
        #expect(samples.allSatisfy { abs(Int($0)) < 13_200 })
    }

    @Test("the host hears the tone, and two keys apart")
    func heard() {
        let line = Line.inCall(.sim7600)
        _ = line.ask("AT+CPCMREG=1")
        #expect(line.press("5", 60))
        #expect(line.press("5", 60))
        let samples = Sound.samples(line.tick(12))
        #expect(Sound.share(of: 770, in: Array(samples[..<480])) > 0.4)
        #expect(samples[480..<880].allSatisfy { $0 == 0 })
        #expect(Sound.share(of: 1336, in: Array(samples[880..<1360])) > 0.4)
        #expect(samples[1360...].allSatisfy { $0 == 0 })
    }

    @Test(
        "and it is indicated in the maker's words where that was asked for",
        arguments: [
            ("sim7600", "AT+DDET=1", "+RXDTMF: 9"), ("sim800", "AT+DDET=1", "+DTMF: 9"),
            ("sim800", "AT+DDET=1,0,1,0", "+DTMF: 9,100"), ("quectel-ec25", "AT+QTONEDET=1", "+QTONEDET: 57"),
        ])
    func indication(profile: String, command: String, line expected: String) throws {
        let line = Line.inCall(try #require(SimulatedProfile.named(profile)))
        #expect(line.press("9"))
        #expect(line.pass(.milliseconds(200)).allSatisfy { !$0.contains("9") })
        #expect(line.ask(command) == ["OK"])
        #expect(line.press("9"))
        #expect(line.pass(.milliseconds(200)) == [expected])
        line.machine.faults.set(.keyIndicationLost, times: 1)
        #expect(line.press("9"))
        #expect(line.pass(.milliseconds(200)).isEmpty)
    }

    @Test("a key is not indicated once its call is over")
    func tooLate() {
        let line = Line.inCall(.sim7600)
        _ = line.ask("AT+DDET=1")
        #expect(line.press("9"))
        _ = line.ask("AT+CHUP")
        #expect(line.pass(.seconds(1)).isEmpty)
    }

    @Test("nobody presses keys without a call, or keys that are none")
    func none() {
        let line = Line(.sim7600)
        #expect(!line.press("1"))
        line.ring()
        #expect(!line.press("1"))
        _ = line.ask("ATA")
        #expect(!line.press("x"))
        #expect(line.press("1"))
    }
}
