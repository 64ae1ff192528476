/// One message of a memory in PDU mode, of the answer to `AT+CMGL` or `AT+CMGR` (3GPP TS 27.005 clauses 4.1, 4.4).
public struct StoredMessage: Sendable, Hashable {
    /// The place in the memory; nil in the answer to `AT+CMGR`, where the question names it.
    public let index: Int?
    /// 0 received unread, 1 received read, 2 stored unsent, 3 stored sent.
    public let status: Int
    /// The length of the TPDU in octets, without the SMSC address.
    public let length: Int
    /// The PDU in hexadecimal, with its SMSC octets, as the modem printed it.
    public let pdu: String

    /// Reads all messages of a listing, in order.
    ///
    /// A header whose PDU line is missing is passed over.
    public static func list(_ lines: [String]) -> [StoredMessage] {
        read(lines, name: "+CMGL")
    }

    /// Reads the message of the answer to `AT+CMGR`; nil when the place is empty.
    public init?(lines: [String]) {
        guard let message = Self.read(lines, name: "+CMGR").first else {
            return nil
        }
        self = message
    }

    private init(header: Header, pdu: String) {
        index = header.index
        status = header.status
        length = header.length
        self.pdu = pdu
    }

    private struct Header {
        var index: Int?
        var status: Int
        var length: Int
        var pdu: String?
    }

    private static func read(_ lines: [String], name: String) -> [StoredMessage] {
        var messages: [StoredMessage] = []
        var open: Header?
        for line in lines {
            if ATFields.name(of: line) != nil {
                let header = header(ATFields(line), name)
                if let header, let pdu = header.pdu {
                    messages.append(StoredMessage(header: header, pdu: pdu))
                    open = nil
                } else {
                    open = header
                }
            } else if let header = open {
                messages.append(StoredMessage(header: header, pdu: String(line.trimmed)))
                open = nil
            }
        }
        return messages
    }

    private static func header(_ line: ATFields, _ name: String) -> Header? {
        let first = name == "+CMGL" ? 1 : 0
        guard line.name == name, let status = line.number(first), line.fields.count >= first + 2,
            let split = line.fields.last.flatMap({ SplitLength($0.text) })
        else {
            return nil
        }
        let index = first == 1 ? line.number(0) : nil
        guard first == 0 || index != nil else {
            return nil
        }
        return Header(index: index, status: status, length: split.length, pdu: split.pdu)
    }
}
