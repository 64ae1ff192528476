import ModemSimulator
import Testing

struct CallTests {
    @Test(
        "a call rings with its number as asked for",
        arguments: [
            ("generic", "+15145550123", "+CLIP: \"+15145550123\",145,\"\",,\"\",0"),
            ("huawei-e173", "5145550123", "+CLIP: \"5145550123\",129,,,,0"), ("sim7600", nil, "+CLIP: \"\",128,,,,1"),
        ] as [(String, String?, String)])
    func ringing(profile: String, number: String?, line: String) throws {
        try Bench.with(try #require(SimulatedProfile.named(profile))) { (modem, host) throws in
            _ = try host.ask("AT+CLIP=1")
            #expect(modem.ring(from: number, rings: 100, interval: .milliseconds(30)))
            let rings = Host.lines(try host.read { $0.hasSuffix("\r\n") && $0.split(separator: "CLIP").count > 2 })
            #expect(rings.prefix(4) == ["RING", line, "RING", line])
            #expect(try host.ask("AT+CLCC").contains { $0.hasPrefix("+CLCC: 1,1,4,0,0") })
        }
    }

    @Test("without +CLIP only RING is said, with +CRC it says what kind of call")
    func plainRinging() throws {
        try Bench.with(.generic) { (modem, host) throws in
            _ = try host.ask("AT+CRC=1")
            modem.ring(from: "+15145550123", rings: 1, interval: .milliseconds(20))
            #expect(Host.lines(try host.read { $0.contains("NO CARRIER") }) == ["+CRING: VOICE", "NO CARRIER"])
            #expect(!modem.hasCall)
        }
    }

    @Test("a withheld call may show no caller line at all")
    func withheld() throws {
        try Bench.with(.generic, { $0.withheldForm = .noCallerLine }) { (modem, host) throws in
            _ = try host.ask("AT+CLIP=1")
            modem.ring(from: nil, rings: 5)
            #expect(try host.readAll(for: 40) == "\r\nRING\r\n")
        }
    }

    @Test(
        "a caller who gives up leaves the maker's words",
        arguments: [
            ("generic", "NO CARRIER"), ("huawei-e173", "^CEND:1,0,67,29"), ("sim7600", "MISSED_CALL: "),
        ])
    func givingUp(profile: String, line: String) throws {
        try Bench.with(try #require(SimulatedProfile.named(profile))) { (modem, host) throws in
            modem.ring(from: "+15145550123", rings: 9)
            _ = try host.read { $0.hasSuffix("RING\r\n") }
            modem.callerHangsUp()
            #expect(Host.lines(try host.read { $0.hasSuffix("\r\n") }).first?.hasPrefix(line) == true)
        }
    }

    @Test("AT+CHUP ends a call; a modem may only pretend to")
    func hangingUp() throws {
        try Bench.with(.generic) { (modem, host) throws in
            modem.ring(from: "+15145550123", rings: 9)
            _ = try host.read { $0.hasSuffix("RING\r\n") }
            modem.set(fault: .hangUpIgnored)
            #expect(try host.ask("AT+CHUP") == ["OK"])
            #expect(modem.hasCall && modem.hangUps == 0)
            #expect(try host.ask("AT+CLCC").first == "+CLCC: 1,1,4,0,0,\"+15145550123\",145")
            #expect(try host.ask("AT+CHUP") == ["OK"])
            #expect(!modem.hasCall && modem.hangUps == 1)
            #expect(try host.ask("AT+CLCC") == ["OK"])
        }
    }

    @Test("ATH hangs up unless +CVHU=1 says otherwise", arguments: [("generic", false), ("sim7600", true)])
    func hangingUpByATH(profile: String, isIgnored: Bool) throws {
        try Bench.with(try #require(SimulatedProfile.named(profile))) { (modem, host) throws in
            modem.ring(from: "+15145550123", rings: 9)
            _ = try host.read { $0.hasSuffix("RING\r\n") }
            #expect(try host.ask("ATH") == ["OK"])
            #expect(modem.hasCall == isIgnored)
            _ = try host.ask("AT+CVHU=0")
            #expect(try host.ask("ATH") == ["OK"])
            #expect(!modem.hasCall)
        }
    }

    @Test("an answered call is recorded and ends with its length")
    func answering() throws {
        try Bench.with(.sim7600) { (modem, host) throws in
            modem.ring(from: "+15145550123", rings: 9)
            _ = try host.read { $0.hasSuffix("RING\r\n") }
            host.write("ATA\r")
            #expect(Host.lines(try host.read { $0.hasSuffix("BEGIN\r\n") }) == ["OK", "VOICE CALL: BEGIN"])
            #expect(modem.answeredCalls == 1)
            #expect(try host.ask("AT+CLCC").first == "+CLCC: 1,1,0,0,0,\"+15145550123\",145")
            #expect(try host.ask("AT+CPAS").first == "+CPAS: 4")
            modem.callerHangsUp()
            #expect(
                Host.lines(try host.read { $0.contains("END") && $0.hasSuffix("\r\n") }) == [
                    "NO CARRIER", "VOICE CALL: END: 000000",
                ])
            #expect(try host.ask("ATA") == ["NO CARRIER"])
        }
    }
}
