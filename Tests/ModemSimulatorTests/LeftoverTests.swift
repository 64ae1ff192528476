import Testing

@testable import ModemSimulator

/// What other programs leave in a modem, and a SIM that goes.
struct LeftoverTests {
    @Test("+CFUN keeps its level; without the SIM's power there is no SIM")
    func radio() {
        let line = Line(.generic) { $0.radioLevel = 4 }
        _ = line.ask("AT+CMEE=1")
        #expect(line.ask("AT+CFUN?") == ["+CFUN: 4", "OK"])
        #expect(line.ask("AT+CREG?") == ["+CREG: 0,0", "OK"] && line.ask("AT+CPIN?") == ["+CPIN: READY", "OK"])
        _ = line.ask("AT+CFUN=0")
        #expect(line.ask("AT+CPIN?") == ["+CME ERROR: 14"] && line.ask("AT+CMGL=4") == ["+CMS ERROR: 314"])
        _ = line.ask("AT+CFUN=1")
        #expect(line.ask("AT+CPIN?") == ["+CPIN: READY", "OK"] && line.ask("AT+CREG?") == ["+CREG: 0,1", "OK"])
    }

    @Test("a SIM that fell off the bus is found again after its power was off")
    func lostSIM() {
        let line = Line()
        _ = line.ask("AT+CMEE=1")
        line.machine.loseSIM()
        #expect(line.ask("AT+CPIN?") == ["+CME ERROR: 10"] && line.ask("AT+CMGR=1") == ["+CMS ERROR: 310"])
        _ = line.ask("AT+CFUN=4")
        _ = line.ask("AT+CFUN=1")
        #expect(line.ask("AT+CPIN?") == ["+CME ERROR: 10"] && line.ask("AT+CREG?") == ["+CREG: 0,0", "OK"])
        _ = line.ask("AT+CFUN=0")
        _ = line.ask("AT+CFUN=1")
        #expect(line.ask("AT+CPIN?") == ["+CPIN: READY", "OK"] && line.ask("AT+CREG?") == ["+CREG: 0,1", "OK"])
    }

    @Test("names and numbers follow the character set")
    func charset() {
        let line = Line(.generic) { $0.charset = "UCS2" }
        #expect(line.ask("AT+COPS?").first?.contains("\"0052006F0067006500720073\"") == true)
        _ = line.ask("AT+CLIP=1")
        line.ring("+15")
        #expect(line.said().contains { $0.hasPrefix("+CLIP: \"002B00310035\"") })
        _ = line.ask("AT+CSCS=\"IRA\"")
        #expect(line.ask("AT+COPS?").first?.contains("\"Rogers\"") == true)
    }

    @Test("the circuit switched domain may have a state of its own")
    func domains() {
        let line = Line(.generic) { $0.circuitRegistration = .searching }
        #expect(line.ask("AT+CREG?") == ["+CREG: 0,2", "OK"] && line.ask("AT+CEREG?") == ["+CEREG: 0,1", "OK"])
    }

    @Test("announcements go to the port that is set, which a restart does not forget")
    func announcementPort() {
        let line = Line(.quectelEC25)
        #expect(line.ask("AT+QURCCFG=\"urcport\"") == ["+QURCCFG: \"urcport\",\"usbat\"", "OK"])
        #expect(line.ask("AT+QURCCFG=\"urcport\",\"nowhere\"") == ["ERROR"])
        #expect(line.ask("AT+QURCCFG=\"urcport\",\"uart1\"") == ["OK"])
        line.ring()
        #expect(line.said().isEmpty)
        line.machine.reset()
        _ = line.ask("ATE0")
        #expect(line.ask("AT+QURCCFG=\"urcport\"") == ["+QURCCFG: \"urcport\",\"uart1\"", "OK"])
        #expect(Line().ask("AT+QURCCFG=\"urcport\"") == ["ERROR"])
    }

    @Test("a command that is ignored is answered with OK")
    func ignored() {
        let line = Line()
        line.machine.faults.set(.commandIgnored("+CFUN=0"), times: nil)
        #expect(line.ask("AT+CFUN=0") == ["OK"] && line.ask("AT+CFUN?") == ["+CFUN: 1", "OK"])
    }
}
