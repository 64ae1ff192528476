import ModemSimulator
import Testing

struct SendingTests {
    @Test("a message is prompted for, taken and read back")
    func sending() throws {
        try Bench.with(.generic) { (modem, host) throws in
            host.write("AT+CMGS=\(Sample.submitLength)\r")
            #expect(try host.read { $0.hasSuffix("> ") } == "\r\n> ")
            host.write(Sample.submit + "\u{1A}")
            #expect(try host.read { $0.hasSuffix("OK\r\n") } == "\r\n+CMGS: 1\r\n\r\nOK\r\n")
            let sent = try #require(modem.submissions.first)
            #expect(sent.to == "+15145550123")
            #expect(sent.text == "hello")
            #expect(sent.pdu == Sample.submit)
            #expect(sent.part == nil)
            #expect(sent.clientSawSuccess)
            #expect(modem.receivedBodies.map(\.text) == [Sample.submit])
        }
    }

    @Test("ESC gives a body up, and nothing is sent")
    func escape() throws {
        try Bench.with(.generic) { (modem, host) throws in
            host.write("AT+CMGS=\(Sample.submitLength)\r")
            _ = try host.read { $0.hasSuffix("> ") }
            host.write("0001\u{1B}")
            #expect(try host.read { $0.hasSuffix("OK\r\n") } == "\r\nOK\r\n")
            #expect(modem.submissions.isEmpty)
            #expect(modem.cancelledBodies == 1)
        }
    }

    @Test(
        "lengths and digits must be right",
        arguments: [
            ("AT+CMGS=19", Sample.submit), ("AT+CMGS=18", Sample.submit + "00"), ("AT+CMGS=18", "xyz"),
        ])
    func wrongBodies(command: String, body: String) throws {
        try Bench.with(.generic) { (modem, host) throws in
            #expect(try host.send(command, body: body) == ["+CMS ERROR: 304"])
            #expect(modem.submissions.isEmpty)
        }
    }

    @Test("without service the network refuses")
    func noService() throws {
        try Bench.with(.generic, { $0.registration = .denied }) { (modem, host) throws in
            #expect(try host.send("AT+CMGS=18", body: Sample.submit) == ["+CMS ERROR: 331"])
            #expect(modem.submissions.isEmpty)
            #expect(modem.refusals == 1)
        }
    }

    @Test("the send time lies between body and answer")
    func sendTime() throws {
        try Bench.with(.generic, { $0.sendTime = .milliseconds(80) }) { (_, host) throws in
            let start = ContinuousClock.now
            #expect(try host.send("AT+CMGS=18", body: Sample.submit).last == "OK")
            #expect(ContinuousClock.now - start >= .milliseconds(80))
        }
    }

    @Test("parts of a long message are told apart")
    func parts() throws {
        // +15145550123, "ab" behind a header that says part 1 of 2, reference 7.
        let pdu = "0041000B915141550521F30000090500030702 01C2C4".replacing(" ", with: "")
        try Bench.with(.generic) { (modem, host) throws in
            #expect(try host.send("AT+CMGS=\(pdu.count / 2 - 1)", body: pdu).last == "OK")
            let part = try #require(modem.submissions.first?.part)
            #expect(part.number == 1 && part.total == 2 && part.reference == 7)
        }
    }

    @Test("text mode sends, PDU mode writes and sends from memory")
    func otherWays() throws {
        try Bench.with(.generic) { (modem, host) throws in
            #expect(try host.send("AT+CMGW=18", body: Sample.submit) == ["+CMGW: 1", "OK"])
            #expect(modem.submissions.isEmpty)
            #expect(try host.ask("AT+CMSS=1") == ["+CMGS: 1", "OK"])
            #expect(modem.stored(in: "SM").map(\.state) == [.storedSent])
            #expect(try host.ask("AT+CMGF=1") == ["OK"])
            #expect(try host.send("AT+CMGS=\"+15145550123\"", body: "Hi there").last == "OK")
            #expect(modem.submissions.map(\.text) == ["hello", "Hi there"])
        }
    }

    @Test(
        "errors around the body, and whether the message went out",
        arguments: [
            (SimulatedFault.refusedBeforeBody(.cms(500)), ["+CMS ERROR: 500"], 0),
            (.refusedAfterBody(.cms(41)), ["+CMS ERROR: 41"], 0), (.refusedAfterBody(.error), ["ERROR"], 0),
            (.errorThoughSent(.cms(500)), ["+CMS ERROR: 500"], 1), (.errorThoughSent(.error), ["ERROR"], 1),
            (.errorThoughSent(.cme(100)), ["+CME ERROR: 100"], 1),
        ])
    func errors(fault: SimulatedFault, answer: [String], sent: Int) throws {
        try Bench.with(.generic) { (modem, host) throws in
            _ = try host.ask("AT+CMEE=1")
            modem.set(fault: fault)
            host.write("AT+CMGS=18\r")
            var heard = try host.read { $0.hasSuffix("> ") || Host.endsInFinalResult($0) }
            if heard.hasSuffix("> ") {
                host.write(Sample.submit + "\u{1A}")
                heard = try host.read { Host.endsInFinalResult($0) }
            }
            #expect(Host.lines(heard) == answer)
            #expect(modem.submissions.count == sent)
            #expect(modem.submissions.allSatisfy { !$0.clientSawSuccess })
            // Once only.
            #expect(try host.send("AT+CMGS=18", body: Sample.submit).last == "OK")
            #expect(modem.submissions.last?.clientSawSuccess == true)
        }
    }

    @Test("a hang after the body, a late result, a missing prompt")
    func silences() throws {
        try Bench.with(.generic) { (modem, host) throws in
            modem.set(fault: .hangAfterBody)
            host.write("AT+CMGS=18\r")
            _ = try host.read { $0.hasSuffix("> ") }
            host.write(Sample.submit + "\u{1A}")
            #expect(try host.readAll(for: 60) == "")
            #expect(modem.submissions.map(\.clientSawSuccess) == [false])

            modem.set(fault: .lateAnswer(to: "+CMGS", by: .milliseconds(80)))
            let start = ContinuousClock.now
            #expect(try host.send("AT+CMGS=18", body: Sample.submit) == ["+CMGS: 2", "OK"])
            #expect(ContinuousClock.now - start >= .milliseconds(80))

            modem.set(fault: .noPrompt)
            host.write("AT+CMGS=18\r")
            #expect(try host.readAll(for: 50) == "")
            #expect(try host.ask("AT") == ["OK"])
        }
    }

    @Test("prompts come in several forms", arguments: SimulatedFault.PromptForm.allCases)
    func prompts(form: SimulatedFault.PromptForm) throws {
        try Bench.with(.generic) { (modem, host) throws in
            modem.set(fault: .prompt(form), times: nil)
            host.write("AT+CMGS=18\r")
            #expect(try host.read { $0.contains(">") } == form.rawValue)
            host.write(Sample.submit + "\u{1A}")
            #expect(Host.lines(try host.read { Host.endsInFinalResult($0) }).last == "OK")
        }
    }
}
