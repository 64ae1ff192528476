/// One line of hexadecimal digits: a PDU, a piece of one, or an answer that looks alike.
struct PDULine: Sendable, Hashable {
    /// How a line agrees with the length that its header announces.
    enum Fit: Sendable {
        /// The line has the service centre's address with its length octet, then the announced number of octets.
        case exact
        /// The line has exactly the announced length: the address is missing, or was counted.
        case bare
        /// The octets contradict the header: some were lost or added on the way, or it is another line.
        case doubtful
    }

    /// More digits than any ICCID, IMEI or IMSI has, and fewer than any message.
    static let shortestMessage = 32

    /// The digits without blanks and quotes.
    let digits: String

    /// Reads a line; nil for one that is not of hexadecimal digits.
    init?(_ line: some StringProtocol) {
        var text = String(line.trimmed)[...]
        if text.utf8.count >= 2, text.utf8.first == UInt8(ascii: "\""), text.utf8.last == UInt8(ascii: "\"") {
            text = text.dropFirst().dropLast()
        }
        guard text.utf8.allSatisfy({ $0.hexadecimalValue != nil || $0.isBlank }) else { return nil }
        let digits = String(decoding: text.utf8.filter { !$0.isBlank }, as: UTF8.self)
        guard !digits.isEmpty else { return nil }
        self.digits = digits
    }

    private init(digits: String) {
        self.digits = digits
    }

    /// Whether the line is long enough for a message that no header announced.
    var isMessageLong: Bool {
        digits.utf8.count >= Self.shortestMessage
    }

    /// Compares with the announced length of the TPDU, in octets.
    func fit(length: Int?) -> Fit {
        guard let length, length > 0, digits.utf8.count.isMultiple(of: 2), let address = digits.prefix(2).hexadecimal
        else { return .doubtful }
        let octets = digits.utf8.count / 2
        if octets == 1 + address + length { return .exact }
        return octets == length ? .bare : .doubtful
    }

    static func joined(_ lines: some Sequence<PDULine>) -> PDULine {
        PDULine(digits: lines.map(\.digits).joined())
    }
}

/// Finds the PDU among the hexadecimal lines after one header, which may be split, damaged or interrupted.
struct PDUSearch: Sendable {
    /// The number of lines kept; later ones cannot be the PDU.
    private static let maximumLines = 16

    let length: Int?
    private(set) var lines: [PDULine] = []

    init(length: Int?) {
        self.length = length
    }

    /// Takes one line; returns the PDU when the line, alone or joined to those before it, has the announced length.
    mutating func take(_ line: PDULine) -> PDULine? {
        if fits(line) { return line }
        guard lines.count < Self.maximumLines else { return nil }
        lines.append(line)
        for start in lines.indices.dropLast() {
            let joined = PDULine.joined(lines[start...])
            if joined.fit(length: length) == .exact { return joined }
        }
        return nil
    }

    /// Whether a line alone has the announced length.
    func fits(_ line: PDULine) -> Bool {
        line.fit(length: length) != .doubtful
    }

    /// The longest line, when no line fits.
    var remains: PDULine? {
        lines.max { $0.digits.utf8.count < $1.digits.utf8.count }
    }
}

/// The end of a header: the length, and the PDU if the modem prints both on one line.
struct HeaderEnd: Sendable {
    /// The announced length in octets; nil when it cannot be read.
    private(set) var length: Int?
    /// A PDU that stands on the line of its header.
    private(set) var pdu: PDULine?

    /// Reads the text after the last comma, or after the name: names in between may contain commas and quotes.
    init(_ line: String) {
        let start = ATFields.name(of: line).map { line.index(after: $0.endIndex) } ?? line.startIndex
        let parts = line[start...].split(separator: ",", omittingEmptySubsequences: false)
        guard let text = parts.last?.trimmed else { return }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text[digits.endIndex...]
        if rest.utf8.first?.isBlank ?? false, let behind = PDULine(rest), behind.isMessageLong {
            length = Self.number(digits)
            pdu = behind
        } else if let whole = PDULine(text), whole.isMessageLong {
            length = parts.dropLast().last.flatMap { Self.number($0) }
            pdu = whole
        } else {
            length = Self.number(rest.trimmed == "\"" ? digits : text)
        }
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        var text = String(text.trimmed)[...]
        if text.utf8.first == UInt8(ascii: "\"") { text = text.dropFirst().prefix { $0 != "\"" } }
        guard let value = text.trimmed.decimal, (0...255).contains(value) else { return nil }
        return value
    }
}
