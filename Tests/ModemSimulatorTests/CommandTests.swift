import Foundation
import ModemSimulator
import Testing

/// What each command answers, in the order it is asked.
struct CommandTests {
    struct Exchange: Sendable, CustomTestStringConvertible {
        let name: String
        let profile: SimulatedProfile
        let steps: [(String, [String])]
        var testDescription: String { name }
    }

    static let exchanges: [Exchange] = [
        Exchange(name: "AT alone", profile: .generic, steps: [("AT", ["OK"]), ("at", ["OK"])]),
        Exchange(
            name: "case does not matter", profile: .generic,
            steps: [("at+cgmi", ["Generic", "OK"]), ("aT+CsQ", ["+CSQ: 20,99", "OK"])]),
        Exchange(
            name: "commands on one line", profile: .generic,
            steps: [
                ("ATV1;+CSQ;+CMGF?", ["+CSQ: 20,99", "+CMGF: 0", "OK"]),
                ("AT+CSQ;+NONSENSE;+CSQ", ["+CSQ: 20,99", "ERROR"]),
                ("ATE0V1Q0X4&C1&D2S0=0", ["OK"]),
            ]),
        Exchange(
            name: "errors follow +CMEE", profile: .generic,
            steps: [
                ("AT+CMEE?", ["+CMEE: 0", "OK"]), ("AT+NONSENSE", ["ERROR"]), ("AT+CMEE=1", ["OK"]),
                ("AT+NONSENSE", ["+CME ERROR: 4"]), ("AT+CMEE=2", ["OK"]),
                ("AT+NONSENSE", ["+CME ERROR: operation not supported"]), ("AT+CMGR=1", ["+CMS ERROR: 321"]),
                ("AT+CMEE=7", ["+CME ERROR: Incorrect parameters"]), ("AT+CMEE=?", ["+CMEE: (0,1,2)", "OK"]),
            ]),
        Exchange(
            name: "unknown commands of a Huawei", profile: .huaweiE173,
            steps: [("AT+CPINR", ["COMMAND NOT SUPPORT"]), ("AT+CEREG?", ["COMMAND NOT SUPPORT"])]),
        Exchange(
            name: "errors of a SIM7600 are texts", profile: .sim7600,
            steps: [
                ("AT+CMGR=3", ["+CMS ERROR: Invalid memory index"]), ("AT+CMEE=1", ["OK"]),
                ("AT+CMGR=3", ["+CMS ERROR: 321"]),
            ]),
        Exchange(
            name: "an empty slot of an EC25 is OK", profile: .quectelEC25,
            steps: [("AT+CMGR=3", ["OK"]), ("AT+CMGR=255", ["+CMS ERROR: 321"]), ("AT+CMGD=3", ["OK"])]),
        Exchange(
            name: "registration by level", profile: .quectelEC25,
            steps: [
                ("AT+CREG?", ["+CREG: 0,1", "OK"]), ("AT+CREG=2", ["OK"]),
                ("AT+CREG?", ["+CREG: 2,1,\"2B5C\",\"0140A8DB\",7", "OK"]), ("AT+CEREG?", ["+CEREG: 0,1", "OK"]),
                ("AT+CREG=?", ["+CREG: (0-2)", "OK"]), ("AT+CREG=3", ["+CME ERROR: 50"]),
            ]),
        Exchange(
            name: "operator by format", profile: .sim7600,
            steps: [
                ("AT+COPS?", ["+COPS: 0,0,\"Rogers\",7", "OK"]), ("AT+COPS=3,2", ["OK"]),
                ("AT+COPS?", ["+COPS: 0,2,\"302720\",7", "OK"]),
                (
                    "AT+COPS=?",
                    [
                        "+COPS: (2,\"Rogers\",\"Rogers\",\"302720\",7),(1,\"Bell\",\"Bell\",\"302610\",7),,(0,1,2,3,4),(0,1,2)",
                        "OK",
                    ]
                ),
            ]),
        Exchange(
            name: "SIM identity", profile: .quectelEC25,
            steps: [
                ("AT+QCCID", ["+QCCID: 89302720000000000001", "OK"]), ("AT+CIMI", ["302720000000001", "OK"]),
                ("AT+CRSM=176,12258,0,0,10", ["+CRSM: 144,0,\"98037202000000000010\"", "OK"]),
                ("AT+CNUM", ["+CNUM: \"\",\"+15145550101\",145", "OK"]),
                ("AT+QPINC?", ["+QPINC: \"SC\",3,10", "+QPINC: \"P2\",3,10", "OK"]),
            ]),
        Exchange(
            name: "SIM identity elsewhere", profile: .sim7600,
            steps: [("AT+CICCID", ["+ICCID: 89302720000000000001", "OK"]), ("AT+SPIC", ["+SPIC: 3,10,3,10", "OK"])]),
        Exchange(
            name: "tries of a Huawei", profile: .huaweiE173,
            steps: [
                ("AT^CPIN?", ["^CPIN: READY,,10,3,10,3", "OK"]), ("AT^ICCID?", ["^ICCID: 89302720000000000001", "OK"]),
            ]),
        Exchange(
            name: "service centre", profile: .generic,
            steps: [
                ("AT+CSCA?", ["+CSCA: \"+15145550199\",145", "OK"]), ("AT+CSCA=\"15145550188\",145", ["OK"]),
                ("AT+CSCA?", ["+CSCA: \"+15145550188\",145", "OK"]), ("AT+CSCS=\"UCS2\"", ["OK"]),
                ("AT+CSCA?", ["+CSCA: \"002B00310035003100340035003500350030003100380038\",145", "OK"]),
            ]),
        Exchange(
            name: "memories", profile: .huaweiE173,
            steps: [
                ("AT+CPMS=?", ["+CPMS: (\"SM\"),(\"SM\"),(\"SM\")", "OK"]),
                ("AT+CPMS?", ["+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20", "OK"]),
                ("AT+CPMS=\"ME\"", ["+CMS ERROR: 302"]),
            ]),
        Exchange(
            name: "memories of an EC25", profile: .quectelEC25,
            steps: [
                ("AT+CPMS?", ["+CPMS: \"ME\",0,255,\"ME\",0,255,\"ME\",0,255", "OK"]),
                ("AT+CPMS=\"SM\",\"SM\",\"SM\"", ["+CPMS: 0,50,0,50,0,50", "OK"]),
                ("AT+CPMS=\"MT\"", ["+CPMS: 0,305,0,50,0,50", "OK"]),
            ]),
        Exchange(
            name: "announcements", profile: .quectelEC25,
            steps: [
                ("AT+CNMI?", ["+CNMI: 2,1,0,0,0", "OK"]),
                ("AT+CNMI=?", ["+CNMI: (0,1,2),(0,1,2,3),(0,2),(0,1,2),(0,1)", "OK"]),
                ("AT+CNMI=1,2", ["OK"]), ("AT+CNMI?", ["+CNMI: 1,2,0,0,0", "OK"]), ("AT+CNMI=2,9", ["+CMS ERROR: 303"]),
            ]),
        Exchange(
            name: "settings that are only kept", profile: .sim7600,
            steps: [
                ("AT+CGSMS?", ["+CGSMS: 1", "OK"]), ("AT+CGSMS=3", ["OK"]), ("AT+CGSMS?", ["+CGSMS: 3", "OK"]),
                ("ATZ", ["OK"]),
                ("ATE0", ["OK"]), ("AT+CGSMS?", ["+CGSMS: 1", "OK"]),
            ]),
        Exchange(
            name: "functionality", profile: .generic,
            steps: [
                ("AT+CFUN?", ["+CFUN: 1", "OK"]), ("AT+CFUN=4", ["OK"]), ("AT+CREG?", ["+CREG: 0,0", "OK"]),
                ("AT+CFUN=1", ["OK"]),
                ("AT+CREG?", ["+CREG: 0,1", "OK"]), ("AT+CPAS", ["+CPAS: 0", "OK"]),
            ]),
    ]

    @Test("commands answer as the standards and the makers say", arguments: exchanges)
    func answers(exchange: Exchange) throws {
        try Bench.with(exchange.profile) { (_, host) throws in
            for (command, answer) in exchange.steps {
                // ATZ brings the echo back.
                let lines = try host.ask(command).filter { $0 != "ATE0\r" }
                #expect(lines == answer, "\(command)")
                if command == "ATZ" { #expect(try host.ask("ATE0") == ["ATE0\r", "OK"]) }
            }
        }
    }

    @Test("every profile answers its identity and its bring-up", arguments: SimulatedProfile.all.map(\.name))
    func bringUp(name: String) throws {
        try Bench.with(try #require(SimulatedProfile.named(name))) { (modem, host) throws in
            for command in [
                "AT", "ATI", "AT+CGMI", "AT+CGMM", "AT+CGMR", "AT+CGSN", "AT+CPIN?", "AT+CMEE=1", "AT+CMGF=0",
                "AT+CSCA?",
                "AT+CPMS?", "AT+CNMI=2,1", "AT+CREG?", "AT+COPS?", "AT+CSQ", "AT+CLIP=1", "AT+CMGL=4", "AT+CNUM",
                "AT+CLCC", "AT+CHUP",
            ] {
                #expect(try host.ask(command).last == "OK", "\(command)")
            }
            #expect(modem.dials == [])
        }
    }

    @Test("echo repeats what is typed until it is switched off, and numbers replace words")
    func echoAndNumbers() throws {
        let modem = SimulatedModem()
        defer { modem.stop() }
        let host = try Host(try modem.start())
        host.write("AT\r")
        #expect(try host.read { $0.hasSuffix("OK\r\n") } == "AT\r\r\nOK\r\n")
        host.write("ATE0\r")
        #expect(try host.read { $0.hasSuffix("OK\r\n") } == "ATE0\r\r\nOK\r\n")
        host.write("ATV0\r")
        #expect(try host.read { !$0.isEmpty } == "0\r")
        host.write("AT+CSQ\r")
        #expect(try host.read { $0.hasSuffix("0\r") } == "+CSQ: 20,99\r\n0\r")
        host.write("AT+NONSENSE\r")
        #expect(try host.read { $0.hasSuffix("\r") } == "4\r")
    }

    @Test("lines without AT, control characters and over-long lines do no harm")
    func noise() throws {
        try Bench.with { (modem, host) throws in
            host.write("\u{1A}\u{1B}\n\0hello\r" + String(repeating: "x", count: 5000) + "\r")
            #expect(try host.ask("AT") == ["OK"])
            #expect(modem.commands.last == "AT")
            #expect(try host.readAll(for: 30) == "")
        }
    }

    @Test("commands written together are answered one after the other, each after its latency")
    func latency() throws {
        try Bench.with(.generic, { $0.latency = .milliseconds(20) }) { (_, host) throws in
            let start = ContinuousClock.now
            host.write("AT+CSQ\rAT+CMGF?\rAT\r")
            let answer = try host.read { $0.hasSuffix("\r\nOK\r\n") && $0.components(separatedBy: "OK").count == 4 }
            #expect(Host.lines(answer) == ["+CSQ: 20,99", "OK", "+CMGF: 0", "OK", "OK"])
            #expect(ContinuousClock.now - start >= .milliseconds(60))
        }
    }

    @Test("dialling is recorded and leads nowhere")
    func dialling() throws {
        try Bench.with { (modem, host) throws in
            #expect(try host.ask("ATD+15145550123;") == ["NO CARRIER"])
            #expect(modem.dials == ["+15145550123;"])
        }
    }
}
