/// Turns the octets of one direction into lines in which numbers, texts, PINs and identities are hidden.
///
/// A line is examined when it is complete, so a number that came in two reads is hidden like any other. Anything not
/// known to be harmless is hidden: of a line that is not a command, a result or an indication only the length is shown.
struct WireRedaction {
    /// Who sent the octets.
    enum Direction {
        case host, modem
    }

    /// The longest line shown, in octets; of a longer one only the length is shown.
    private static let longest = 4096

    private let direction: Direction
    private var line: [UInt8] = []
    private var lost = 0
    /// Which of the following lines are content or identify somebody, and must be hidden.
    private var redaction = Redaction.nothing

    private enum Redaction {
        case nothing, nextLine, untilResult
    }

    init(direction: Direction) {
        self.direction = direction
    }

    /// Takes octets and returns the lines that are now complete.
    mutating func take(_ octets: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for octet in octets {
            switch octet {
            case 0x0D, 0x0A: lines += end()
            case 0x1A: lines += end() + ["<Ctrl-Z>"]
            case 0x1B: lines += end() + ["<ESC>"]
            default:
                if line.count < Self.longest { line.append(octet) } else { lost += 1 }
                // A prompt has no line end.
                if direction == .modem, line == Array("> ".utf8) { lines += end() }
            }
        }
        return lines
    }

    /// The line so far, as if it had ended.
    mutating func end() -> [String] {
        guard !line.isEmpty else { return [] }
        defer {
            line.removeAll(keepingCapacity: true)
            lost = 0
        }
        guard lost == 0 else { return [Self.hidden(line.count + lost)] }
        let text = String(decoding: line, as: UTF8.self)
        guard direction == .modem else { return [Self.shown(text)] }
        let isHidden = redaction != .nothing && !Self.isResult(text) && Self.content(after: text) == .nothing
        if !isHidden || redaction == .nextLine { redaction = Self.content(after: text) }
        return [isHidden ? Self.hidden(line.count) : Self.shown(text)]
    }

    /// The content of a listing ends with its final result; that of an indication is one line.
    private static func content(after line: String) -> Redaction {
        if listings.contains(where: line.hasPrefix) { return .untilResult }
        return announcements.contains(where: line.hasPrefix) ? .nextLine : .nothing
    }

    // MARK: Lines

    private static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.allSatisfy({ (0x20..<0x7F).contains($0.value) }) else { return hidden(text.utf8.count) }
        if text == "> " { return text }
        if isResult(text) { return redactingNumbers(text) }
        // A command or its echo.
        if text.uppercased().hasPrefix("AT") {
            return parts(of: text).map { arguments(of: $0) }.joined(separator: ";")
        }
        if let colon = text.firstIndex(of: ":"), isName(text[..<colon]) { return arguments(of: text) }
        if known.contains(text) { return text }
        return hidden(text.utf8.count)
    }

    /// `+CSQ: 17,99` or `AT+CMGR=3`: the name and the harmless arguments.
    private static func arguments(of text: String) -> String {
        guard let start = text.firstIndex(where: { $0 == ":" || $0 == "=" }) else { return redactingNumbers(text) }
        let after = text.index(after: start)
        let (name, rest) = (String(text[..<start]), text[after...])
        let mark = text[start]
        let upper = name.uppercased()
        let bare = upper.hasPrefix("AT") ? String(upper.dropFirst(2)) : upper
        if secret.contains(bare), rest != "?" { return "\(name)\(mark)\(hidden(rest.utf8.count))" }
        return name + String(mark) + redactingQuotes(String(rest), isName: named.contains(bare))
    }

    private static func redactingQuotes(_ text: String, isName: Bool) -> String {
        var shown = ""
        for (index, piece) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            if index.isMultiple(of: 2) {
                shown += redactingNumbers(String(piece))
            } else if piece.isEmpty || words.contains(String(piece)) || isName {
                shown += "\"\(redactingNumbers(String(piece)))\""
            } else {
                shown += "\"\(hidden(piece.utf8.count))\""
            }
        }
        return shown
    }

    /// Hides runs of more than five digits, also hexadecimal; `+`, spaces, hyphens and full stops do not end a run.
    private static func redactingNumbers(_ text: String) -> String {
        var shown = ""
        var run = ""
        func digits() -> Int { run.count { $0.isHexDigit } }
        func flush() {
            shown += digits() > 5 ? hidden(run.utf8.count) : run
            run = ""
        }
        for character in text {
            if character.isHexDigit || "+ -.".contains(character) {
                run.append(character)
            } else {
                flush()
                shown.append(character)
            }
        }
        flush()
        return shown
    }

    private static func parts(of command: String) -> [String] {
        // A `;` in quotes does not separate commands; then the line is treated as one command and its quotes are
        // hidden.
        command.contains("\"") ? [command] : command.split(separator: ";").map(String.init)
    }

    private static func hidden(_ octets: Int) -> String { "<\(octets) octets>" }

    private static func isResult(_ text: String) -> Bool {
        results.contains(text) || text.hasPrefix("+CMS ERROR:") || text.hasPrefix("+CME ERROR:")
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.first, "+^$*#%_&!".contains(first) else { return false }
        return text.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            && text.count <= 16
    }

    // MARK: Words

    private static let results: Set<String> = [
        "OK", "ERROR", "RING", "NO CARRIER", "BUSY", "NO ANSWER", "NO DIALTONE", "CONNECT", "COMMAND NOT SUPPORT",
    ]
    /// After these, the next line is a message, a number or an identity.
    private static let listings = ["+CMGR:", "+CMGL:", "^CMGR:", "^CMGL:"]
    private static let announcements = ["+CMT:", "+CDS:", "+CBM:", "+CUSD:"]
    /// Every argument of these is secret or identifies somebody.
    private static let secret: Set<String> = [
        "+CPIN", "+CPIN2", "+CLCK", "+CPWD", "^CPIN", "^CARDLOCK", "+CSIM", "+CRSM", "+CRES", "+CCHO", "+CGLA", "+CUSD",
        "+CNUM", "+CPBR", "+CPBW", "+CPBF", "+ICCID", "+CCID", "+QCCID", "^ICCID", "%CCID", "#CCID", "^IMEI", "+CGSN",
        "+CIMI", "+SIMEI", "+EGMR", "D",
    ]
    /// Text in quotes in these is the name of a network or of a product.
    private static let named: Set<String> = ["+COPS", "+CGMM", "+CGMI", "+QNWINFO", "+CPSI"]
    /// Words that may be shown in quotes anywhere: memories, alphabets, settings.
    private static let words: Set<String> = [
        "SM", "ME", "MT", "BM", "SR", "TA", "SM_P", "ME_P", "GSM", "UCS2", "IRA", "HEX", "8859-1", "PCCP437", "SC",
        "all",
        "urcport", "usbat", "usbmodem", "uart1", "ims", "usbnet", "ringtype", "voice", "PCM", "READY",
    ]
    /// Other lines that only describe the state of the modem.
    private static let known: Set<String> = [
        "RDY", "SMS Ready", "SMS DONE", "PB DONE", "Call Ready", "SIM DROP", "NORMAL POWER DOWN", "POWERED DOWN",
        "UNDER-VOLTAGE WARNNING", "UNDER-VOLTAGE POWER DOWN", "OVER-VOLTAGE WARNNING", "VOICE CALL: BEGIN", "READY",
    ]
}
