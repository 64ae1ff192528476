import ATProtocol
import Testing

/// Every wait ends.
struct TimerTests {
    @Test("a command waits for its answer as long as it says")
    func response() {
        var host = Host()
        host.send(ATCommand("AT+COPS=?", timeout: 180_000))
        #expect(host.running == [.response: 180_000])
        host.receive("\r\nOK\r\n")
        #expect(host.running == [:])
        #expect(host.breaches == [])
    }

    @Test("a command with a body waits for the prompt first, then afresh for the result")
    func prompt() {
        var command = Conversation.submit
        command.promptTimeout = 7_000
        var host = Host()
        host.send(command)
        #expect(host.running == [.prompt: 7_000])
        host.receive("\r\n> ")
        #expect(host.running == [.response: 120_000])
    }

    @Test("an answer that never comes is given up with what came of it")
    func responseFires() {
        var host = Host()
        host.send("AT+CMGL=4")
        host.receive("\r\n+CMGL: 0,1,,24\r\n\(Conversation.pdu)\r\n")
        host.fire(.response)
        #expect(host.answer == ATResponse(result: .timedOut, lines: ["+CMGL: 0,1,,24", Conversation.pdu]))
        #expect(host.dialogue.isDesynchronised)
        #expect(host.breaches == [])
    }

    @Test("a send that is given up says that its body was written")
    func responseFiresAfterBody() {
        var host = Host()
        host.send(Conversation.submit)
        host.receive("\r\n> \r\n+CMGS: 42\r\n")
        host.fire(.response)
        #expect(host.answer == ATResponse(result: .timedOut, lines: ["+CMGS: 42"], bodyWasWritten: true))
    }

    @Test("a second command is not taken while one is in flight")
    func busy() {
        var host = Host()
        host.send("AT+CSQ")
        host.send("AT+CREG?")
        host.resynchronise()
        #expect(host.rejections == [.busy, .busy])
        #expect(host.written == ["AT+CSQ\r"])
        host.receive("\r\nOK\r\n")
        #expect(host.finished.count == 1)
        #expect(host.breaches == [])
    }

    @Test("a timer that is not running changes nothing", arguments: ATTimer.allCases)
    func notRunning(timer: ATTimer) {
        var idle = Host()
        idle.fire(timer)
        #expect(idle.finished == [] && idle.written == [] && idle.breaches == [])

        for command in [ATCommand("AT+CSQ"), Conversation.submit] {
            var host = Host()
            host.send(command)
            guard host.running[timer] == nil else {
                continue
            }
            host.fire(timer)
            #expect(host.finished == [] && host.running.count == 1 && host.breaches == [])
        }
    }

    @Test("a timer that fires after the answer changes nothing")
    func lateFire() {
        var host = Host()
        host.send("AT+CSQ")
        host.receive("\r\n+CSQ: 17,99\r\n\r\nOK\r\n")
        host.send("AT+CREG?")
        host.fire(.prompt)
        host.fire(.settle)
        #expect(host.finished.count == 1)
        host.receive("\r\n+CREG: 0,1\r\n\r\nOK\r\n")
        #expect(host.lines == ["+CREG: 0,1"])
        #expect(host.breaches == [])
    }

    @Test("a port that goes away ends everything, whatever was in flight")
    func reset() {
        var idle = Host()
        idle.reset()
        #expect(idle.finished == [])

        var probing = Host()
        probing.resynchronise()
        probing.reset()
        #expect(probing.finished == [ATResponse(result: .portLost)])

        var half = Host()
        half.send("AT+CMGR=1")
        half.receive("\r\n+CMGR: 0,,24\r\n0004")
        half.reset()
        half.send("AT+CSQ")
        half.receive("\r\n+CSQ: 17,99\r\n\r\nOK\r\n")
        #expect(half.lines == ["+CSQ: 17,99"], "nothing of the old connection is left")
        #expect(idle.breaches + probing.breaches + half.breaches == [])
    }
}
