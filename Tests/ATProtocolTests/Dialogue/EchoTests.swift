import ATProtocol
import Testing

/// Echo is taken off.
struct EchoTests {
    @Test(
        "the echo of a command is no part of its answer",
        arguments: [
            "AT+CMGR=3\r\r\n", "AT+CMGR=3\r\n", "AT+CMGR=3\r", "\r\nAT+CMGR=3\r\n", "AT+C\r\nRING\r\nMGR=3\r\r\n",
            "AT+CMGR=3RING\r\n", "AT+CMGR=3\r\r\nRING\r\n", "",
        ])
    func command(echo: String) {
        var host = Host()
        host.send("AT+CMGR=3")
        host.receive(echo + "\r\n+CMGR: 0,,24\r\n\(Conversation.pdu)\r\n\r\nOK\r\n")
        #expect(host.answer == Conversation.ok("+CMGR: 0,,24", Conversation.pdu))
        #expect(host.indications == (echo.contains("RING") ? [.ring(type: nil)] : []))
    }

    @Test("with echo off, an answer that shares a letter with its command is an answer", arguments: ["A", "A8500"])
    func noEcho(model: String) {
        var host = Host()
        host.send("AT+CGMM")
        host.receive("\r\n\(model)\r\n\r\nOK\r\n")
        #expect(host.lines == [model])
    }

    @Test("a final result glued behind the echo is one")
    func glued() {
        var host = Host()
        host.send("AT+CFUN=1")
        host.receive("AT+CFUN=1OK\r\n")
        #expect(host.answer == Conversation.ok())
    }

    @Test("a bare answer that begins like the echo is an answer", arguments: ["A", "AT", "ATLAS 7", "A8500"])
    func bareAnswer(model: String) {
        var host = Host()
        host.send("AT+CGMM")
        host.receive("AT+CGMM\r\r\n\(model)\r\n\r\nOK\r\n")
        #expect(host.lines == [model])
    }

    @Test(
        "the echo of a body is no part of its answer, whole, in pieces or with the prompt in front",
        arguments: [[], [20], [2, 3, 4], [47]], ["", "> "])
    func body(cuts: [Int], prompt: String) {
        let digits = String(decoding: Conversation.body, as: UTF8.self)
        var host = Host()
        host.send(Conversation.submit)
        host.receive("AT+CMGS=23\r\r\n> ")
        var echo = prompt
        for (position, digit) in digits.enumerated() {
            echo += (cuts.contains(position) ? "\r\n+CMTI: \"SM\",\(position)\r\n" : "") + String(digit)
        }
        host.receive(echo + "\u{1A}\r\n+CMGS: 42\r\n\r\nOK\r\n")
        #expect(host.answer == Conversation.sent)
        #expect(host.indications == cuts.map { .messageStored(memory: "SM", index: $0) })
        #expect(host.bodies == 1)
        #expect(host.breaches == [])
    }

    @Test("a message handed over behind a body that begins like it is not taken for the echo")
    func messageLikeBody() {
        var host = Host()
        let body = Array((Conversation.pdu.prefix(20) + "FFFFFFFF").utf8)
        host.send(ATCommand("AT+CMGS=13", body: body))
        host.receive("\r\n> \r\n+CMT: ,24\r\n\(Conversation.pdu)\r\n\r\n+CMGS: 42\r\n\r\nOK\r\n")
        #expect(host.answer == Conversation.sent)
        #expect(host.indications == [.messageDirect(pdu: Conversation.pdu, length: 24)])
    }

    @Test("an echo that comes after the answer was given up is dropped")
    func late() {
        var host = Host()
        host.send("AT+CSQ")
        host.fire(.response)
        host.receive("AT+CSQ\r\r\n+ZZZ: 1\r\n")
        #expect(host.finished.count == 1 && host.written == ["AT+CSQ\r"])
        #expect(host.indications == [])
    }
}
