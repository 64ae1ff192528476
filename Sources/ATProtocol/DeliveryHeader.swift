/// The first line of an indication that carries a PDU in its second line (3GPP TS 27.005 clause 3.4.1).
struct DeliveryHeader: Sendable {
    enum Kind: Sendable {
        case message
        case statusReport
        case cellBroadcast
    }

    let kind: Kind
    /// The announced length of the TPDU in octets, without the SMSC address.
    let length: Int?
    /// A PDU that stood on the same line already.
    let inlinePDU: String?
    let line: String

    init?(_ line: String) {
        switch ATFields.name(of: line) {
        case "+CMT": kind = .message
        case "+CDS": kind = .statusReport
        case "+CBM": kind = .cellBroadcast
        default: return nil
        }
        self.line = line
        let last = ATFields(line).fields.last?.text ?? ""
        if let split = SplitLength(last) {
            length = split.length
            inlinePDU = split.pdu
        } else {
            length = nil
            inlinePDU = nil
        }
    }

    /// How well a line fits as the PDU that was announced.
    enum Fit {
        case exact
        /// Hexadecimal, but not of the announced length: cut on its way, or another line.
        case doubtful
        case none
    }

    func fit(_ line: some StringProtocol) -> Fit {
        guard let octets = PDUText.octetCount(line) else {
            return .none
        }
        guard let length, octets > 0 else {
            return .doubtful
        }
        let withAddress = 1 + (PDUText.firstOctet(line) ?? 0) + length
        return octets == withAddress || octets == length ? .exact : .doubtful
    }

    func indication(pdu: String) -> ATIndication {
        switch kind {
        case .message: .messageDirect(pdu: pdu, length: length)
        case .statusReport: .statusReportDirect(pdu: pdu, length: length)
        case .cellBroadcast: .cellBroadcast(pdu: pdu)
        }
    }
}

/// A last field that is a length, with the PDU behind it where a modem prints both on one line.
struct SplitLength {
    let length: Int
    let pdu: String?

    init?(_ field: some StringProtocol) {
        let digits = field.prefix { $0.isASCII && $0.isNumber }
        let rest = field[digits.endIndex...].trimmed
        guard let length = digits.decimal, length >= 0, length <= 255 else {
            return nil
        }
        guard rest.isEmpty || PDUText.octetCount(rest) != nil else {
            return nil
        }
        self.length = length
        self.pdu = rest.isEmpty ? nil : String(rest)
    }
}

/// A PDU as hexadecimal text.
enum PDUText {
    /// The number of octets; nil for a text that is not hexadecimal octets.
    static func octetCount(_ text: some StringProtocol) -> Int? {
        let digits = text.trimmed
        return digits.isHexadecimal && digits.utf8.count.isMultiple(of: 2) ? digits.utf8.count / 2 : nil
    }

    /// The first octet: the length of the SMSC address.
    static func firstOctet(_ text: some StringProtocol) -> Int? {
        text.trimmed.prefix(2).hexadecimal
    }
}
