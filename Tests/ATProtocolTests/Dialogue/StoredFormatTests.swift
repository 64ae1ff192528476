import ATProtocol
import Testing

/// A modem whose answers have another form, or leave something out, is a modem.
struct StoredFormatTests {
    @Test("with ATV0 stored the results are numbers", arguments: [(0, ATResult.ok), (4, .error)])
    func numbers(code: Int, result: ATResult) {
        var host = Host()
        host.resynchronise()
        host.receive("+CMEE: 0\r\n0\r")
        host.fire(.settle)
        #expect(host.result == .ok)
        host.send("ATE0V1Q0S0=0")
        host.receive("\(code)\r")
        #expect(host.result == result)
        host.send("AT+CGMM")
        host.receive("E3372\r\n0\r")
        #expect(host.lines == ["E3372"])
        #expect(host.breaches == [])
    }

    @Test("a number is no result any more, once there were words")
    func words() {
        var host = Host()
        host.resynchronise()
        host.receive("\r\n+CMEE: 1\r\n\r\nOK\r\n")
        host.fire(.settle)
        host.send("AT+CGMR")
        host.receive("\r\n4\r\n\r\nOK\r\n")
        #expect(host.lines == ["4"])
    }

    @Test("with ATQ1 stored a question has its line and no result: silence after it is the answer")
    func quiet() {
        var host = Host()
        host.resynchronise()
        host.receive("\r\n+CMEE: 0\r\n")
        host.fire(.probe)
        #expect(host.result == .ok)
        #expect(!host.dialogue.isDesynchronised)
    }

    @Test("where no question is known and nothing is said, the formats are set before it is judged")
    func quietAndIgnorant() {
        var host = Host()
        host.resynchronise(attempts: 2)
        host.fire(.probe)
        #expect(host.written.last == "ATE0V1Q0\r")
        host.receive("\r\nOK\r\n")
        host.fire(.settle)
        #expect(host.written.last == "AT\r")
        host.receive("\r\nOK\r\n")
        host.fire(.settle)
        #expect(host.result == .ok)
        #expect(host.breaches == [])
    }

    @Test("an error is an answer: a locked SIM may forbid everything", arguments: ["ERROR", "+CME ERROR: 11", "4"])
    func refused(answer: String) {
        var host = Host()
        host.resynchronise(attempts: 5)
        for _ in 1...5 {
            #expect(host.finished.isEmpty)
            host.receive("\r\n\(answer)\r\n")
            host.fire(.settle)
        }
        #expect(host.written.suffix(5) == ["AT+CMEE?", "AT+CMGF?", "AT+CNMI?", "AT+CSCS?", "AT"].map { $0 + "\r" })
        #expect(host.result == .ok)
        #expect(host.breaches == [])
    }

    @Test(
        "a question is answered by its line, and its result is awaited for a moment only",
        arguments: [
            ("AT+CSQ", "+CSQ: 20,99"), ("AT+CPIN?", "+CPIN: READY"), ("AT+CPIN?", "READY"),
            ("AT+CGSN", "490154203237518"),
            ("AT+CREG?", "+CREG: 0,1"), ("AT+CPMS?", "+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20"),
        ])
    func unfinished(question: String, line: String) {
        var host = Host()
        host.send(ATCommand(question, timeout: 10_000))
        host.receive("\r\n\(line)\r\n")
        #expect(host.running == [.response: 1_500])
        host.fire(.response)
        #expect(host.answer == ATResponse(result: .unfinished, lines: [line]))
        #expect(host.dialogue.isDesynchronised, "the result may still come")
    }

    @Test(
        "a listing may pause, and a setting is not done before its result",
        arguments: [
            ("AT+CMGL=4", "+CMGL: 1,1,,24"), ("AT+CLCC", "+CLCC: 1,1,4,0,0"),
            ("AT+CPMS=\"SM\"", "+CPMS: 0,20,0,20,0,20"),
            ("AT+CPIN=\"1234\"", "READY"), ("AT+CMGR=1", "+CMGR: 1,,24"),
        ])
    func patient(command: String, line: String) {
        var host = Host()
        host.send(ATCommand(command, timeout: 10_000))
        host.receive("\r\n\(line)\r\n")
        #expect(host.running[.response] == 10_000)
        host.fire(.response)
        #expect(host.result == .timedOut)
    }
}
