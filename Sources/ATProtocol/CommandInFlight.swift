/// The command that was written and whose final result has not come yet.
struct CommandInFlight: Sendable {
    /// The most lines and bytes of one answer that are kept: a listing of 255 messages has 510 lines in 100 kB.
    static let maximumLines = 4096
    static let maximumBytes = 1 << 20

    let command: ATCommand
    private(set) var awaitsPrompt: Bool
    private(set) var bodyWasWritten = false
    private(set) var echo: Echo
    /// `NO CARRIER` came during a hang-up; the hang-up's own `OK` may still follow.
    var callEnding: (result: ATResult, line: String)?
    /// The PDU that a header of the answer announced and that has not come.
    private var search: PDUSearch?
    private var lines: [String] = []
    private var byteCount = 0
    private var isTruncated = false

    init(_ command: ATCommand) {
        self.command = command
        self.awaitsPrompt = command.body != nil
        self.echo = Echo(of: command.text)
    }

    /// The prompt came: from here on the echo is that of the body.
    mutating func bodyIsNext(_ body: [UInt8]) {
        awaitsPrompt = false
        bodyWasWritten = true
        echo = Echo(of: decodedText(body))
    }

    mutating func stripEcho(_ line: String, isOwnLine: (Substring) -> Bool) -> Echo.Stripped {
        echo.strip(line, isOwnLine: isOwnLine)
    }

    mutating func append(_ line: Line) {
        guard lines.count < Self.maximumLines, byteCount < Self.maximumBytes else {
            isTruncated = true
            return
        }
        isTruncated = isTruncated || line.isCut
        byteCount += line.text.utf8.count
        lines.append(line.text)
        if isOfMessages {
            follow(line.text)
        }
    }

    /// A header of the answer has come, its PDU has not.
    var awaitsPDU: Bool {
        search != nil
    }

    /// Takes a line that is exactly the PDU announced by a header of the answer.
    mutating func takePDU(_ text: String) -> Bool {
        guard let search, let line = PDULine(text), search.fits(line) else {
            return false
        }
        append(Line(text: text, isCut: false, lineBreak: ""))
        return true
    }

    private mutating func follow(_ text: String) {
        if ATFields.name(of: text) != nil {
            let end = HeaderEnd(text)
            search = end.pdu == nil ? PDUSearch(length: end.length) : nil
        } else if let line = PDULine(text), search?.take(line) != nil {
            search = nil
        }
    }

    private var isOfMessages: Bool {
        command.responsePrefixes == ["+CMGL"] || command.responsePrefixes == ["+CMGR"]
    }

    /// The one line of the answer has come; only the final result is missing.
    var hasAnswerLine: Bool { command.isAnsweredByOneLine && !lines.isEmpty && !isTruncated }

    func response(_ result: ATResult, finalLine: String?) -> ATResponse {
        ATResponse(
            result: result, lines: lines, bodyWasWritten: bodyWasWritten, isTruncated: isTruncated,
            finalLine: finalLine)
    }

    /// Whether a line with a name is part of the answer, and not the indication of the same name.
    func owns(_ line: String) -> Bool {
        guard let name = ATFields.name(of: line), command.responsePrefixes.contains(where: { $0 == name }) else {
            return false
        }
        switch name {
        case "+CREG", "+CGREG", "+CEREG", "+C5GREG":
            return RegistrationStatus(line)?.isSolicited ?? true
        case "+CUSD":
            // The answer contains the setting alone; the network's text is an indication, which may come before the OK.
            let fields = ATFields(line)
            return command.isQuestion && (fields.fields.count == 1 || isRange(fields))
        case "+CLIP":
            let fields = ATFields(line)
            return command.isQuestion && fields[0]?.isQuoted == false && (fields.fields.count <= 2 || isRange(fields))
        case "+CCWA":
            return ATFields(line)[0]?.isQuoted == false
        case "+CPIN":
            // After a PIN is entered, the modem prints the new state as an indication.
            return command.isQuestion
        default:
            return true
        }
    }

    private func isRange(_ fields: ATFields) -> Bool {
        fields[0]?.text.utf8.first == UInt8(ascii: "(")
    }
}
