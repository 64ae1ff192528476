/// One message of a memory in PDU mode, of the answer to `AT+CMGL` or `AT+CMGR` (3GPP TS 27.005 clauses 4.1, 4.4).
///
/// A PDU line has hexadecimal digits only, and as many octets as the SMSC address and the length in its header require.
/// Any other line in between is skipped.
public struct StoredMessage: Sendable, Hashable {
    /// How a PDU agrees with its header.
    public enum Fit: Sendable, Hashable {
        /// The octets agree with the header.
        case exact
        /// The octets have the announced length only if the SMSC address is missing, or was counted.
        case bare
        /// The octets contradict the header, or there is no header: assumed to be damaged until it is read again.
        case doubtful
        /// There is no line of octets at all.
        case missing
    }

    /// The index in the memory; nil when it is unreadable, and in the answer to `AT+CMGR`, which does not repeat it.
    public var index: Int?
    /// 0 received unread, 1 received read, 2 stored unsent, 3 stored sent; nil when it is unreadable.
    public var status: Int?
    /// The length of the TPDU in octets, without the SMSC address; nil when it is unreadable.
    public var length: Int?
    /// The PDU in hexadecimal, with its SMSC octets; without a PDU, the lines as printed.
    public var pdu: String
    /// How the PDU agrees with its header.
    public var fit: Fit

    /// Reads all messages of a listing, in order; a PDU whose header was lost becomes a message without an index.
    public static func list(_ lines: [String]) -> [StoredMessage] {
        read(lines, name: "+CMGL")
    }

    /// Reads the message of the answer to `AT+CMGR`; nil when the slot is empty.
    public init?(lines: [String]) {
        let found = Self.read(lines, name: "+CMGR")
        guard var message = found.first(where: { $0.fit == .exact }) ?? found.first else { return nil }
        message.index = nil
        self = message
    }

    private init(_ header: Header?, pdu: String, fit: Fit) {
        index = header?.index
        status = header?.status
        length = header?.length
        self.pdu = pdu
        self.fit = fit
    }

    private static func read(_ lines: [String], name: String) -> [StoredMessage] {
        var messages: [StoredMessage] = []
        var open = Section()
        for line in lines {
            if ATFields.name(of: line).map({ $0 == name }) ?? false {
                messages += open.messages
                open = Section(header: Header(line, isListing: name == "+CMGL"))
            } else if let octets = PDULine(line) {
                open.octets.append(octets)
            } else {
                open.others.append(line)
            }
        }
        return messages + open.messages
    }

    /// One header and the lines up to the next.
    private struct Section {
        var header: Header?
        var octets: [PDULine] = []
        var others: [String] = []

        init(header: Header? = nil) {
            self.header = header
            if let pdu = header?.pdu { octets = [pdu] }
        }

        var messages: [StoredMessage] {
            guard let header else { return lost(except: nil) }
            if let (pdu, fit, range) = fitting(header) {
                var rest = octets
                rest.removeSubrange(range)
                return [StoredMessage(header.fitted(fit), pdu: pdu.digits, fit: fit)] + lost(rest, except: pdu)
            }
            if let longest = octets.max(by: { $0.digits.utf8.count < $1.digits.utf8.count }) {
                let doubtful = StoredMessage(header.fitted(.doubtful), pdu: longest.digits, fit: .doubtful)
                return [doubtful] + lost(except: longest)
            }
            // Some modems print this for an empty slot.
            if header.length == 0, header.index == nil || header.status == 0 { return [] }
            let printed = ([header.line] + others).joined(separator: "\n")
            return [StoredMessage(header.fitted(.missing), pdu: printed, fit: .missing)]
        }

        /// PDUs whose header was lost.
        private func lost(_ rest: [PDULine]? = nil, except pdu: PDULine?) -> [StoredMessage] {
            (rest ?? octets).filter { $0.isMessageLong && $0 != pdu }
                .map { StoredMessage(nil, pdu: $0.digits, fit: .doubtful) }
        }

        /// The first line, or consecutive lines, with the announced length.
        private func fitting(_ header: Header) -> (pdu: PDULine, fit: Fit, range: Range<Int>)? {
            for (wanted, fit) in [(PDULine.Fit.exact, Fit.exact), (.bare, .bare)] {
                for count in 1...max(1, min(octets.count, 8)) where count <= octets.count {
                    for start in 0...octets.count - count {
                        let pdu = PDULine.joined(octets[start..<start + count])
                        if pdu.fit(length: header.length) == wanted { return (pdu, fit, start..<start + count) }
                    }
                }
            }
            return nil
        }
    }
}

/// The header of one message; unreadable fields are nil.
private struct Header {
    var index: Int?
    var status: Int?
    var length: Int?
    var pdu: PDULine?
    let line: String
    /// The only number of a listing's header: the length if the PDU agrees, else the index.
    private let single: Int?

    init(_ line: String, isListing: Bool) {
        self.line = line
        let fields = ATFields(line)
        let end = HeaderEnd(line)
        length = end.length
        pdu = end.pdu
        single = isListing && fields.fields.count == 1 ? fields.number(0) : nil
        let first = isListing ? 1 : 0
        if isListing, fields.fields.count > 1 { index = fields.number(0).flatMap { $0 >= 0 ? $0 : nil } }
        guard fields.fields.count > first + 1, let field = fields[first] else { return }
        status = field.text.decimal.flatMap { (0...3).contains($0) ? $0 : nil } ?? Self.states[field.text.uppercased()]
    }

    /// The header, once it is known whether the PDU agrees with its length.
    func fitted(_ fit: StoredMessage.Fit) -> Header {
        guard let single, fit == .doubtful || fit == .missing else { return self }
        var header = self
        header.index = single
        header.length = nil
        return header
    }

    /// The names of text mode (3GPP TS 27.005 clause 3.1), which some modems print in PDU mode, too.
    private static let states = ["REC UNREAD": 0, "REC READ": 1, "STO UNSENT": 2, "STO SENT": 3]
}
