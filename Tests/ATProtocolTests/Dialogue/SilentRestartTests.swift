import ATProtocol
import Testing

/// What a modem gives away without saying it.
struct SilentRestartTests {
    /// Sends a command and answers it so; the indications that came out.
    private func exchange(_ dialogue: inout ATDialogue, _ command: String, _ answer: String) -> [ATIndication] {
        _ = dialogue.send(ATCommand(command))
        return dialogue.receive(Array(answer.utf8)).compactMap { action in
            if case .indication(let indication) = action { indication } else { nil }
        }
    }

    @Test("an echo that returns is a restart, one that was never off is none")
    func echo() {
        var dialogue = ATDialogue()
        #expect(exchange(&dialogue, "ATE0", "ATE0\r\r\nOK\r\n").isEmpty)
        #expect(exchange(&dialogue, "AT+CSQ", "\r\n+CSQ: 20,99\r\n\r\nOK\r\n").isEmpty)
        #expect(exchange(&dialogue, "AT+CSQ", "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n") == [.echoReturned])
        #expect(exchange(&dialogue, "AT+CSQ", "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n").isEmpty, "once")
        var deaf = ATDialogue()
        for _ in 0..<3 { #expect(exchange(&deaf, "ATE0", "ATE0\r\r\nOK\r\n").isEmpty) }
    }

    @Test(
        "a refusal because of the SIM is told, whatever asked for it",
        arguments: ["+CMS ERROR: 310", "+CMS ERROR: 313", "+CMS ERROR: 316", "+CME ERROR: 10", "+CME ERROR: 14"])
    func refusals(error: String) {
        var dialogue = ATDialogue()
        for command in ["AT+CMGL=4", "AT+CMGR=1", "AT+CPMS=\"SM\"", "AT+CMGD=1"] {
            #expect(exchange(&dialogue, command, "\r\n\(error)\r\n") == [.simRefusal])
        }
        #expect(exchange(&dialogue, "AT+CPIN?", "\r\n\(error)\r\n").isEmpty)
        #expect(exchange(&dialogue, "AT+CMGL=4", "\r\n+CMS ERROR: 321\r\n").isEmpty)
    }
}
