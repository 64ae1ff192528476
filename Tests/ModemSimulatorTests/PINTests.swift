import ModemSimulator
import Testing

struct PINTests {
    @Test("a locked SIM refuses what needs it and opens with its PIN")
    func unlocking() throws {
        try Bench.with(.quectelEC25, { $0.pin = "1234" }) { (modem, host) throws in
            let steps: [(String, [String])] = [
                ("AT+CPIN?", ["+CPIN: SIM PIN", "OK"]), ("AT+CMGL=4", ["+CMS ERROR: 311"]),
                ("AT+CIMI", ["+CME ERROR: 11"]),
                ("AT+QCCID", ["+QCCID: 89302720000000000001", "OK"]), ("AT+CREG?", ["+CREG: 0,0", "OK"]),
                ("AT+CPIN=\"0000\"", ["+CME ERROR: 16"]), ("AT+QPINC=\"SC\"", ["+QPINC: \"SC\",2,10", "OK"]),
                ("AT+CPIN=1234", ["OK"]), ("AT+CPIN?", ["+CPIN: READY", "OK"]), ("AT+CREG?", ["+CREG: 0,1", "OK"]),
                ("AT+CMGL=4", ["OK"]), ("AT+QPINC=\"SC\"", ["+QPINC: \"SC\",3,10", "OK"]),
                ("AT+CLCK=\"SC\",2", ["+CLCK: 1", "OK"]),
            ]
            for (command, answer) in steps { #expect(try host.ask(command) == answer, "\(command)") }
            #expect(modem.pinTriesLeft == 3)
        }
    }

    @Test("three wrong PINs ask for the PUK, which sets a new PIN")
    func blocking() throws {
        try Bench.with(.generic, { $0.pin = "1234" }) { (modem, host) throws in
            _ = try host.ask("AT+CMEE=1")
            #expect(try host.ask("AT+CPIN=\"1\"") == ["+CME ERROR: 16"])
            #expect(try host.ask("AT+CPIN=\"2\"") == ["+CME ERROR: 16"])
            #expect(try host.ask("AT+CPIN=\"3\"") == ["+CME ERROR: 12"])
            #expect(try host.ask("AT+CPIN?") == ["+CPIN: SIM PUK", "OK"])
            #expect(try host.ask("AT+CMGL=4") == ["+CMS ERROR: 316"])
            #expect(try host.ask("AT+CPIN=\"00000000\",\"4321\"") == ["+CME ERROR: 16"])
            #expect(try host.ask("AT+CPINR") == ["+CPINR: SIM PIN,0,3", "+CPINR: SIM PUK,9,10", "OK"])
            #expect(try host.ask("AT+CPIN=\"12345678\",\"4321\"") == ["OK"])
            #expect(try host.ask("AT+CPIN?") == ["+CPIN: READY", "OK"])
            #expect(modem.pinTriesLeft == 3)
        }
    }

    @Test("the tries are the SIM's: pulling the modem out does not give them back")
    func triesSurvive() throws {
        let modem = SimulatedModem(
            settings: {
                var s = SimulatedSettings(); s.pin = "1234"; s.pinTries = 2; return s
            }())
        defer { modem.stop() }
        do {
            let host = try Host(try modem.start())
            host.write("ATE0\r")
            _ = try host.read { $0.hasSuffix("OK\r\n") }
            #expect(try host.ask("AT+CPIN=\"9999\"") == ["ERROR"])
            modem.vanish()
        }
        try modem.reappear()
        #expect(modem.pinTriesLeft == 1)
    }

    @Test("the PIN question can be switched off and on with the PIN")
    func facilityLock() throws {
        try Bench.with(.generic, { $0.pin = "1234" }) { (_, host) throws in
            #expect(try host.ask("AT+CPIN=1234") == ["OK"])
            #expect(try host.ask("AT+CLCK=\"SC\",0,\"1234\"") == ["OK"])
            #expect(try host.ask("AT+CLCK=\"SC\",2") == ["+CLCK: 0", "OK"])
            #expect(try host.ask("AT+CLCK=\"SC\",1,\"1234\"") == ["OK"])
            #expect(try host.ask("AT+CLCK=\"SC\",2") == ["+CLCK: 1", "OK"])
        }
    }

    @Test("without a SIM every message command says so")
    func missingSIM() throws {
        try Bench.with(.sim7600, { $0.simPresent = false }) { (modem, host) throws in
            _ = try host.ask("AT+CMEE=1")
            #expect(try host.ask("AT+CPIN?") == ["+CME ERROR: 10"])
            #expect(try host.ask("AT+CPMS?") == ["+CMS ERROR: 310"])
            #expect(try host.ask("AT+CICCID") == ["+CME ERROR: 10"])
            #expect(try host.ask("AT+CREG?") == ["+CREG: 0,0", "OK"])
            modem.reconfigure { $0.simPresent = true }
            #expect(try host.ask("AT+CPIN?") == ["+CPIN: READY", "OK"])
            #expect(try host.ask("AT+CREG?") == ["+CREG: 0,1", "OK"])
        }
    }
}
