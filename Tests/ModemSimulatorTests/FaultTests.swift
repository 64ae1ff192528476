import Glibc
import ModemSimulator
import Synchronization
import Testing

struct FaultTests {
    @Test(
        "split writes arrive in pieces and say the same",
        arguments: [SimulatedFault.everyByteAlone, .randomPieces(upTo: 3)])
    func splitWrites(fault: SimulatedFault) throws {
        let said = Mutex<[[UInt8]]>([])
        let modem = SimulatedModem { fromModem, bytes in
            if fromModem { said.withLock { $0.append(bytes) } }
        }
        defer { modem.stop() }
        let host = try Host(try modem.start())
        #expect(try host.ask("ATE0") == ["ATE0\r", "OK"])
        modem.set(fault: fault, times: nil)
        said.withLock { $0 = [] }
        #expect(try host.ask("AT+CSQ") == ["+CSQ: 20,99", "OK"])
        let pieces = said.withLock { $0 }
        #expect(pieces.joined().elementsEqual("\r\n+CSQ: 20,99\r\n\r\nOK\r\n".utf8))
        #expect(pieces.count > 3 && pieces.allSatisfy { $0.count <= 3 })
        modem.clearFaults()
        #expect(try host.ask("AT") == ["OK"])
    }

    @Test("indications come between the lines of answers")
    func indications() throws {
        try Bench.with { (modem, host) throws in
            modem.store(pdu: Sample.flash, in: "SM")
            modem.set(fault: .indicationInEveryGap("RING"))
            #expect(try host.ask("AT+CMGR=1") == ["RING", "+CMGR: 0,,24", "RING", Sample.flash, "RING", "OK"])
            modem.set(fault: .indicationBetweenLines("+CMTI: \"SM\",7"))
            let lines = try host.ask("AT+CSQ")
            #expect(lines.sorted() == ["+CMTI: \"SM\",7", "+CSQ: 20,99", "OK"] && lines.last == "OK")
        }
    }

    @Test("echo may be stuck on, noise may come before an answer, an old answer after it")
    func wireFaults() throws {
        try Bench.with { (modem, host) throws in
            modem.set(fault: .garbage(octets: 20))
            #expect(try host.ask("AT+CSQ").suffix(2) == ["+CSQ: 20,99", "OK"])
            modem.set(fault: .staleAnswer(["+CMGS: 42", "OK"], after: .milliseconds(20)))
            #expect(try host.ask("AT") == ["OK"])
            #expect(Host.lines(try host.read { $0.hasSuffix("OK\r\n") }) == ["+CMGS: 42", "OK"])
            _ = try host.ask("ATE1")
            modem.set(fault: .echoStuckOn, times: nil)
            #expect(try host.ask("ATE0") == ["ATE0\r", "OK"])
            #expect(try host.ask("AT") == ["AT\r", "OK"])
        }
    }

    @Test("silence, missing results, late results, refusals by command")
    func commandFaults() throws {
        try Bench.with { (modem, host) throws in
            modem.set(fault: .noAnswer(to: "+CREG"))
            host.write("AT+CREG?\r")
            #expect(try host.readAll(for: 40) == "")
            modem.set(fault: .noFinalResult(to: "+CSQ"))
            #expect(try host.ask("AT") == ["OK"])
            host.write("AT+CSQ\r")
            #expect(try host.readAll(for: 40) == "\r\n+CSQ: 20,99\r\n")
            modem.set(fault: .commandFails("+CMGL", .cms(500)))
            #expect(try host.ask("AT+CMGL=4") == ["+CMS ERROR: 500"])
            #expect(try host.ask("AT+CMGL=4") == ["OK"])
            modem.set(fault: .lateAnswer(to: "+CSQ", by: .milliseconds(60)))
            let start = ContinuousClock.now
            #expect(try host.ask("AT+CSQ").last == "OK")
            #expect(ContinuousClock.now - start >= .milliseconds(60))
            modem.set(fault: .freeze, times: nil)
            host.write("AT\r")
            #expect(try host.readAll(for: 40) == "")
            modem.clear(fault: .freeze)
            #expect(try host.ask("AT") == ["OK"])
        }
    }

    @Test("a modem's own ways: what is stored, what starts, what is taken, what a lock forbids")
    func ownWays() throws {
        var settings = SimulatedSettings()
        settings.pin = "1234"
        let modem = SimulatedModem(settings: settings)
        defer { modem.stop() }
        let host = try Host(try modem.start())
        _ = try host.ask("ATE0")
        modem.set(fault: .lockedSIMRefuses(.unsupported), times: nil)
        #expect(try host.ask("AT+CPIN?") == ["+CPIN: SIM PIN", "OK"])
        host.write("AT\r")
        #expect(try host.readAll(for: 40) == "\r\nCOMMAND NOT SUPPORT\r\n")
        #expect(try host.ask("AT+CPIN=\"1234\"") == ["OK"])
        #expect(try host.ask("AT") == ["OK"])
        modem.set(fault: .memoriesNamed(2), times: nil)
        #expect(try host.ask("AT+CPMS=\"SM\"") == ["ERROR"])
        #expect(try host.ask("AT+CPMS=\"SM\",\"SM\"").last == "OK")
        modem.clear(fault: .memoriesNamed(2))
        modem.set(fault: .receivesOnlyInto("MT"), times: nil)
        #expect(try host.ask("AT+CPMS=?").first == "+CPMS: (\"SM\",\"ME\",\"MT\"),(\"SM\",\"ME\"),(\"MT\")")
        #expect(try host.ask("AT+CPMS=\"SM\",\"SM\",\"SM\"") == ["+CMS ERROR: 302"])
        #expect(try host.ask("AT+CPMS=\"SM\",\"SM\",\"MT\"").last == "OK")
        modem.set(fault: .announcementsOffered([[3], [1]]), times: nil)
        #expect(try host.ask("AT+CNMI=?") == ["+CNMI: (3),(1)", "OK"])
        #expect(try host.ask("AT+CNMI=2,1") == ["+CMS ERROR: 303"])
        #expect(try host.ask("AT+CNMI=3,1") == ["OK"])
        modem.set(fault: .messagesStartUp(for: .milliseconds(200), .cms(515)), times: nil)
        #expect(try host.ask("AT+CFUN=1") == ["OK"])
        #expect(try host.ask("AT+CMGF=0") == ["+CMS ERROR: 515"])
        #expect(try host.ask("AT+CMGF?").last == "OK")
        usleep(250_000)
        #expect(try host.ask("AT+CMGF=0") == ["OK"])
    }

    @Test("AT&W stores the form of answers over a restart, and S0 answers calls")
    func storedForm() throws {
        let modem = SimulatedModem()
        defer { modem.stop() }
        let host = try Host(try modem.start())
        _ = try host.ask("ATE0")
        host.write("ATV0S0=2&W\r")
        #expect(try host.readAll(for: 40) == "0\r")
        modem.reset()
        host.write("AT+CSQ\r")
        #expect(try host.readAll(for: 40) == "+CSQ: 20,99\r\n0\r")
        // The SIM is found again half a second after the restart.
        usleep(900_000)
        #expect(modem.ring(from: "+15145550123", rings: 5, interval: .milliseconds(20)))
        for _ in 0..<100 where modem.answeredCalls == 0 { usleep(50_000) }
        #expect(modem.answeredCalls == 1)
    }

    @Test("deletions may lie either way")
    func deletions() throws {
        try Bench.with { (modem, host) throws in
            modem.store(pdu: Sample.flash, in: "SM")
            modem.set(fault: .deletionIgnored)
            #expect(try host.ask("AT+CMGD=1") == ["OK"])
            #expect(modem.stored(in: "SM").count == 1)
            modem.set(fault: .deletionFailsThoughDone)
            #expect(try host.ask("AT+CMGD=1") == ["+CMS ERROR: 500"])
            #expect(modem.stored(in: "SM").isEmpty)
        }
    }

    @Test("announcements may be lost or point nowhere")
    func announcements() throws {
        try Bench.with { (modem, host) throws in
            _ = try host.ask("AT+CNMI=2,1,0,0,0")
            modem.set(fault: .announcementLost)
            modem.deliver(from: "+15145550123", text: "hello")
            #expect(try host.readAll(for: 40) == "")
            modem.set(fault: .announcementWithoutIndex)
            modem.deliver(from: "+15145550123", text: "hello")
            #expect(try host.read { $0.hasSuffix("1\r\n") } == "\r\n+CMTI: \"SM\",-1\r\n")
            #expect(modem.stored(in: "SM").count == 2)
        }
    }

    @Test("a reset says the boot lines and forgets every setting")
    func reset() throws {
        var settings = SimulatedSettings()
        settings.boot = .cold(pace: 50)
        let modem = SimulatedModem(profile: .quectelEC25, settings: settings)
        defer { modem.stop() }
        let host = try Host(try modem.start())
        host.write("ATE0\r")
        _ = try host.read { $0.contains("\r\nOK\r\n") && $0.contains("PB DONE\r\n") }
        _ = try host.ask("AT+CNMI=2,2,0,0,0")
        modem.set(fault: .reset(on: "+CSQ"))
        host.write("AT+CSQ\r")
        let boot = Host.lines(try host.read { $0.contains("PB DONE\r\n") })
        #expect(boot == ["RDY", "+CFUN: 1", "+CPIN: READY", "+QUSIM: 1", "+QIND: SMS DONE", "+QIND: PB DONE"])
        #expect(try host.ask("AT+CNMI?") == ["AT+CNMI?\r", "+CNMI: 2,1,0,0,0", "OK"])
    }

    @Test("a SIM7600 that boots has no SIM at first and no messages until it says so")
    func slowBoot() throws {
        let modem = SimulatedModem(
            profile: .sim7600,
            settings: {
                var s = SimulatedSettings(); s.boot = .cold(pace: 20); return s
            }())
        defer { modem.stop() }
        let host = try Host(try modem.start())
        host.write("ATE0;+CMEE=1\r")
        _ = try host.read { $0.contains("OK\r\n") }
        #expect(try host.ask("AT+CPIN?").contains("+CME ERROR: 14"))
        #expect(try host.ask("AT+CPMS?").contains("+CMS ERROR: 314"))
        _ = try host.read { $0.contains("SMS DONE\r\n") }
        #expect(try host.ask("AT+CPMS?").contains("OK"))
    }

    @Test("chatter comes by itself")
    func chatter() throws {
        try Bench.with(.huaweiE173, { $0.chatter = .milliseconds(10) }) { (_, host) throws in
            _ = try host.read { $0.contains("^BOOT:") && $0.contains("^RSSI:20") }
        }
    }

    @Test(
        "faults can be named in words",
        arguments: [
            ("every_byte_alone", SimulatedFault.everyByteAlone), ("random_pieces:5", .randomPieces(upTo: 5)),
            ("late_answer:+CMGS:2.5", .lateAnswer(to: "+CMGS", by: .seconds(2.5))),
            ("error_though_sent:cms 500", .errorThoughSent(.cms(500))),
            ("command_fails:+CMGL:error", .commandFails("+CMGL", .error)),
            ("indication_between_lines:+CMTI: \"SM\",1", .indicationBetweenLines("+CMTI: \"SM\",1")),
            ("vanish_after_body:sent", .vanishAfterBody(sent: true)), ("prompt:newline_only", .prompt(.newlineOnly)),
            ("vanish_in_command:+CMGR:5", .vanishInCommand("+CMGR", after: 5)),
        ])
    func words(text: String, fault: SimulatedFault) {
        #expect(SimulatedFault(text) == fault)
    }

    @Test(
        "words that name no fault are refused",
        arguments: ["", "freez", "random_pieces", "random_pieces:x", "error_though_sent:cms", "late_answer:+CMGS"])
    func wrongWords(text: String) {
        #expect(SimulatedFault(text) == nil)
    }
}
