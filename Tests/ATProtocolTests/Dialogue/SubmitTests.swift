import ATProtocol
import Testing

/// A body is written behind its prompt, and only there.
struct SubmitTests {
    private static let bodyText = String(decoding: Conversation.body, as: UTF8.self) + "\u{1A}"

    private func submitting() -> Host {
        var host = Host()
        host.send(Conversation.submit)
        return host
    }

    private func submitted() -> Host {
        var host = submitting()
        host.receive("\r\n> ")
        return host
    }

    @Test(
        "every form of the prompt is one",
        arguments: [
            "\r\n> ", "\n>", ">", "> ", "\r\n>", "\r>", "\r\n\r\n> ", "AT+CMGS=23\r\r\n> ", "AT+CMGS=23\r> ",
            "\r\n+CMTI: \"SM\",3\r\n\r\n> ", "\r\nRING\r\n> ", "\0\u{FF}\r\n> ", "\r\nOK\r\n> ",
        ])
    func prompt(form: String) {
        var host = submitting()
        host.receive(form)
        #expect(host.written == ["AT+CMGS=23\r", Self.bodyText])
        #expect(host.running == [.response: 120_000])
        host.receive("\r\n+CMGS: 42\r\n\r\nOK\r\n")
        #expect(host.answer == Conversation.sent)
        #expect(host.breaches == [])
    }

    @Test("what only holds a `>` is no prompt", arguments: ["\r\n+CIEV: >1\r\n", "\r\nA > B\r\n", "AT+CMGS=23 > \r\n"])
    func noPrompt(line: String) {
        var host = submitting()
        host.receive(line)
        #expect(host.bodies == 0)
        #expect(host.running == [.prompt: 10_000])
    }

    @Test("inside a menu of several lines a `>` is no prompt")
    func promptInMenu() {
        var host = submitting()
        host.receive("\r\n+CUSD: 1,\"Choose:\r\n> 1 Balance\r\n> 2 Recharge\",15\r\n")
        #expect(host.bodies == 0)
        host.receive("\r\n> ")
        #expect(host.bodies == 1)
        #expect(host.indications.count == 1)
    }

    @Test("without a prompt the message is definitely not sent")
    func promptMissing() {
        var host = submitting()
        host.fire(.prompt)
        #expect(host.answer == ATResponse(result: .promptMissing))
        #expect(host.written == ["AT+CMGS=23\r", "\u{1B}"])
        #expect(host.dialogue.isDesynchronised)
        host.receive("\r\n> ")
        #expect(host.written.last == "\u{1B}")
        #expect(host.bodies == 0, "a late prompt gets no body")
        host.receive("\r\nOK\r\n")
        #expect(host.finished.count == 1)
        #expect(host.breaches == [])
    }

    @Test(
        "an error in place of the prompt is definite",
        arguments: [("ERROR", ATResult.error), ("+CMS ERROR: 304", .cms(304)), ("+CME ERROR: 14", .cme(14))])
    func errorBeforePrompt(line: String, result: ATResult) {
        var host = submitting()
        host.receive("\r\n\(line)\r\n")
        #expect(host.answer == ATResponse(result: result, finalLine: line))
        #expect(!host.dialogue.isDesynchronised)
        host.receive("\r\n> ")
        #expect(host.bodies == 0)
        #expect(host.written.last == "\u{1B}", "a prompt that nobody waits for is left")
    }

    @Test(
        "an error behind the body says that the body was written",
        arguments: [
            ("ERROR", ATResult.error), ("+CMS ERROR: 500", .cms(500)), ("+CMS ERROR: network timeout", .cms(332)),
            ("+CMS ERROR: raspberry", .cms(nil)), ("+CME ERROR: 100", .cme(100)),
            ("COMMAND NOT SUPPORT", .commandNotSupported),
        ])
    func errorAfterBody(line: String, result: ATResult) {
        var host = submitted()
        host.receive("\r\n\(line)\r\n")
        #expect(host.answer == ATResponse(result: result, bodyWasWritten: true, finalLine: line))
        #expect(!host.dialogue.isDesynchronised)
        #expect(host.breaches == [])
    }

    @Test("an OK in place of the prompt sends nothing and ends nothing")
    func okBeforePrompt() {
        var host = submitting()
        host.receive("\r\nOK\r\n")
        #expect(host.finished == [])
        #expect(host.running == [.prompt: 10_000])
    }

    @Test("a second prompt gets no second body")
    func secondPrompt() {
        var host = submitted()
        host.receive("\r\n> ")
        host.receive("> ")
        #expect(host.bodies == 1)
    }

    @Test("the end of a call during a send is an indication")
    func callDuringSend() {
        var host = submitted()
        host.receive("\r\nRING\r\n\r\nNO CARRIER\r\n\r\nBUSY\r\n\r\n+CMGS: 42\r\n\r\nOK\r\n")
        #expect(host.answer == Conversation.sent)
        #expect(host.indications == [.ring(type: nil), .noCarrier, .callEnded(details: "BUSY")])
    }

    @Test("a port that goes away tells whether the body was out")
    func portLost() {
        var before = submitting()
        before.reset()
        #expect(before.answer == ATResponse(result: .portLost))
        var after = submitted()
        after.reset()
        #expect(after.answer == ATResponse(result: .portLost, bodyWasWritten: true))
        #expect(before.breaches + after.breaches == [])
    }
}
