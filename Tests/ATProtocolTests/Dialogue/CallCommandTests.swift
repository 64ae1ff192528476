import ATProtocol
import Testing

/// NO CARRIER ends a call command, and nothing else.
struct CallCommandTests {
    private static let results: [(String, ATResult)] = [
        ("NO CARRIER", .noCarrier), ("BUSY", .busy), ("NO ANSWER", .noAnswer), ("NO DIALTONE", .noDialtone),
        ("CONNECT 9600", .connect),
    ]

    @Test("dialling and answering end with the state of the call", arguments: ["ATD0123;", "ATA", "ata"])
    func callCommand(text: String) {
        for (line, result) in Self.results {
            var host = Host()
            host.send(text)
            host.receive("\r\n\(line)\r\n")
            #expect(host.answer == ATResponse(result: result, finalLine: line))
            #expect(host.indications == [] && host.breaches == [])
        }
    }

    @Test("any other command goes on", arguments: ["AT+CSQ", "AT+CMGL=4", "AT+CGMM", "AT+CLCC", "AT+CPMS?"])
    func otherCommand(text: String) {
        var host = Host()
        host.send(text)
        host.receive("\r\nNO CARRIER\r\n")
        #expect(host.finished == [])
        #expect(host.indications == [.noCarrier])
        host.receive("\r\nOK\r\n")
        #expect(host.answer == Conversation.ok())
    }

    @Test("a hang-up that hears NO CARRIER waits a little for its OK", arguments: ["ATH", "ATH0", "AT+CHUP"])
    func hangUp(text: String) {
        var host = Host()
        host.send(text)
        host.receive("\r\nNO CARRIER\r\n")
        #expect(host.running == [.settle: 500])
        #expect(host.indications == [.noCarrier])
        host.receive("\r\nOK\r\n")
        #expect(host.answer == Conversation.ok())
        #expect(host.breaches == [])
    }

    @Test("a hang-up ends with NO CARRIER where no OK follows, and the next command is taken at once")
    func hangUpWithoutOK() {
        var host = Host()
        host.send("ATH")
        host.receive("\r\nNO CARRIER\r\n\r\nNO CARRIER\r\n")
        host.fire(.settle)
        #expect(host.answer == ATResponse(result: .noCarrier, finalLine: "NO CARRIER"))
        #expect(host.indications == [.noCarrier, .noCarrier])
        host.send("AT+CLCC")
        #expect(host.rejections == [])
        #expect(host.breaches == [])
    }

    @Test("a hang-up that is refused or unanswered says so")
    func hangUpFails() {
        var refused = Host()
        refused.send("AT+CHUP")
        refused.receive("\r\nERROR\r\n")
        #expect(refused.result == .error)
        var silent = Host()
        silent.send("AT+CHUP")
        silent.fire(.response)
        #expect(silent.result == .timedOut)
        #expect(silent.dialogue.isDesynchronised)
    }

    @Test("a call while idle is heard whole")
    func ringing() {
        var host = Host()
        host.receive("\r\n+CRING: VOICE\r\n\r\n+CLIP: \"\",128,,,,1\r\n\r\nMISSED_CALL: 11:01AM\r\n\r\nNO CARRIER\r\n")
        #expect(
            host.indications == [
                .ring(type: "VOICE"), .callerID(number: "", type: 128, validity: 1), .missedCall(details: "11:01AM"),
                .noCarrier,
            ])
    }
}
