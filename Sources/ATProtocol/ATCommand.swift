/// One command line for the modem, and how its answer is recognised.
public struct ATCommand: Sendable, Hashable {
    /// The command without its CR, for example `AT+CMGR=3`.
    public var text: String
    /// What is written after the `> ` prompt; the Ctrl-Z that ends it is added.
    public var body: [UInt8]?
    /// The longest wait for the final result, in milliseconds; it starts again once the body is written.
    public var timeout: Int
    /// The longest wait for the prompt, in milliseconds.
    public var promptTimeout: Int
    /// The names that information lines of the answer begin with, such as `+CMGR`.
    public var responsePrefixes: [String]
    /// Lines without a name belong to the answer: identity, ICCID, the PDU lines of a listing.
    public var acceptsBareLines: Bool

    /// Makes a command; its name decides which lines its answer has.
    public init(_ text: String, body: [UInt8]? = nil, timeout: Int = 5_000, promptTimeout: Int = 10_000) {
        self.text = text
        self.body = body
        self.timeout = timeout
        self.promptTimeout = promptTimeout
        let name = Self.name(of: text)
        self.responsePrefixes = Self.responsePrefixes(of: name)
        self.acceptsBareLines = Self.bareAnswers.contains(name)
    }

    /// This command dials or answers a call, so `NO CARRIER`, `BUSY` and similar are its final results.
    var isCallCommand: Bool {
        let text = text.uppercased()
        return text.hasPrefix("ATD") || text == "ATA" || text == "ATO"
    }

    /// This command ends a call: `NO CARRIER` may come before its own `OK`, or in place of it.
    var isHangUp: Bool {
        let text = text.uppercased()
        return text.hasPrefix("ATH") || text.hasPrefix("AT+CHUP")
    }

    /// The command needs the SIM for messages.
    var isAboutMessages: Bool { Self.messageNames.contains(Self.name(of: text)) }

    private static let messageNames: Set<String> = [
        "+CMGL", "+CMGR", "+CMGD", "+CMGS", "+CPMS", "+CNMI", "+CSCA", "+CMGF",
    ]

    /// The command asks for a value (`AT+X?`) or for the range of values (`AT+X=?`).
    var isQuestion: Bool {
        text.utf8.last == UInt8(ascii: "?")
    }

    /// One line is the whole answer, apart from the final result.
    var isAnsweredByOneLine: Bool {
        let name = Self.name(of: text)
        guard body == nil, !Self.listings.contains(name) else { return false }
        // The answer to a command that sets a value may have lines of any kind.
        return isQuestion || Self.measurements.contains(name) || (acceptsBareLines && !text.contains("="))
    }

    /// The name of the command in capitals, `+CMGR` for `AT+CMGR=3`, `I` for `ATI`.
    static func name(of text: String) -> String {
        var name = text.uppercased()[...]
        if name.hasPrefix("AT") {
            name = name.dropFirst(2)
        }
        let end = name.utf8.dropFirst().firstIndex { !$0.isASCIILetter && !$0.isDecimalDigit && $0 != 0x5F }
        return String(name[..<(end ?? name.endIndex)])
    }

    private static func responsePrefixes(of name: String) -> [String] {
        if iccidNames.contains(name) {
            return iccidNames
        }
        if name == "I" {
            return ["+GCAP"]
        }
        return name.utf8.first.map { $0.isASCIILetter } ?? true ? [] : [name]
    }

    /// SIMCom answers `AT+CICCID` with `+ICCID:`; others mix the names in their own way.
    private static let iccidNames = [
        "+CCID", "+ICCID", "+QCCID", "+CICCID", "^ICCID", "+ZGETICCID", "%CCID", "#CCID",
        "^SCID",
    ]

    /// Commands that read a value without a question mark.
    private static let measurements: Set<String> = ["+CSQ", "+CESQ", "+CPAS", "+CRSM", "+QCSQ", "^HCSQ", "+SPIC"]

    /// Commands whose answer has any number of lines, or comes much later.
    private static let listings: Set<String> = ["I", "+CMGL", "+CMGR", "+CLCC", "+CNUM", "+CUSD", "+COPN", "+CPINR"]

    private static let bareAnswers: Set<String> =
        Set(iccidNames).union([
            "I", "+CGMI", "+CGMM", "+CGMR", "+CGSN", "+CIMI", "+GMI", "+GMM", "+GMR", "+GSN", "+CPIN", "+CMGL", "+CMGR",
            "S0",
        ])
}
