/// The first line of an indication that carries a PDU in its second line (3GPP TS 27.005 clause 3.4.1).
struct DeliveryHeader: Sendable {
    enum Kind: Sendable {
        case message
        case statusReport
        case cellBroadcast
    }

    let kind: Kind
    /// The announced length of the TPDU in octets, without the SMSC address; nil when it cannot be read.
    let length: Int?
    /// The PDU, if it stands on the same line.
    let inlinePDU: String?
    let line: String
    /// The hexadecimal lines that came behind it.
    var search: PDUSearch
    /// The other lines that came after a header without a length: the message as far as it arrived.
    var rest: [String] = []

    init?(_ line: String) {
        switch ATFields.name(of: line) {
        case "+CMT": kind = .message
        case "+CDS": kind = .statusReport
        case "+CBM": kind = .cellBroadcast
        default: return nil
        }
        self.line = line
        let end = HeaderEnd(line)
        length = end.length
        inlinePDU = end.pdu?.digits
        search = PDUSearch(length: end.length)
    }

    func indication(pdu: String) -> ATIndication {
        switch kind {
        case .message: .messageDirect(pdu: pdu, length: length)
        case .statusReport: .statusReportDirect(pdu: pdu, length: length)
        case .cellBroadcast: .cellBroadcast(pdu: pdu)
        }
    }

    /// The indication when no line fitted the length: with the best line, or with the text of a modem in text mode.
    var remains: ATIndication {
        if let line = search.remains { return indication(pdu: line.digits) }
        guard length == nil, !rest.isEmpty else { return .unreadable(line) }
        return indication(pdu: ([line] + rest).joined(separator: "\n"))
    }
}
