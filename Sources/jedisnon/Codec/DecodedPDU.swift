import SMSCodec
import Vocabulary

/// One PDU as `pdu decode --json` prints it; every key is always present.
struct DecodedPDU: Encodable {
    let pdu: PDU

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let fields = Fields(pdu.tpdu)
        try container.encode(fields.kind, forKey: .kind)
        try container.encode(fields.address.display, forKey: fields.kind == .deliver ? .from : .to)
        try container.encode(fields.address.type.name, forKey: .fromType)
        try container.encode(pdu.smsc?.display, forKey: .smsc)
        try container.encode(fields.userData?.text, forKey: .text)
        try container.encode(fields.dataHex, forKey: .dataHex)
        try container.encode(fields.timestamp?.rfc3339, forKey: .timestamp)
        try container.encode(fields.discharge?.rfc3339, forKey: .discharge)
        try container.encode(fields.pid, forKey: .pid)
        try container.encode(fields.dcs?.rawValue, forKey: .dcs)
        try container.encode(fields.dcs?.messageClass, forKey: .messageClass)
        try container.encode(fields.dcs?.alphabet.rawValue, forKey: .alphabet)
        let header = fields.userData?.header
        try container.encode(header?.concatenation.map(Concatenation.init), forKey: .concat)
        try container.encode(header?.languageShift.map(LanguageShift.init), forKey: .languageShift)
        try container.encode(header?.ports.map(Ports.init), forKey: .ports)
        let messageWaiting = header?.messageWaiting ?? fields.dcs?.messageWaiting
        try container.encode(messageWaiting.map(Waiting.init), forKey: .messageWaiting)
        try container.encode(fields.reference, forKey: .reference)
        try container.encode(fields.status, forKey: .status)
        try container.encode(pdu.tpduLength, forKey: .tpduLength)
    }

    private enum Key: String, CodingKey {
        case kind, from, to, smsc, text, timestamp, discharge, pid, dcs, alphabet, concat, ports, reference, status
        case fromType = "from_type"
        case dataHex = "data_hex"
        case messageClass = "class"
        case languageShift = "lang_shift"
        case messageWaiting = "mwi"
        case tpduLength = "tpdu_length"
    }
}

/// The kinds of messages (3GPP TS 23.040 9.2.2).
private enum Kind: String, Encodable {
    case deliver, submit
    case statusReport = "status_report"
}

/// The fields of all three kinds of messages, and those of only some.
private struct Fields {
    let kind: Kind
    let address: Address
    var timestamp: ServiceCentreTimestamp?
    var discharge: ServiceCentreTimestamp?
    var pid: UInt8?
    var dcs: DataCodingScheme?
    var userData: UserData?
    var reference: UInt8?
    var status: UInt8?

    init(_ tpdu: TPDU) {
        switch tpdu {
        case .deliver(let message):
            (kind, address) = (.deliver, message.originator)
            (timestamp, pid, dcs, userData) = (message.timestamp, message.pid, message.dcs, message.userData)
        case .submit(let message):
            (kind, address) = (.submit, message.destination)
            (reference, pid, dcs) = (message.messageReference, message.pid, message.dcs)
            userData = message.userData
        case .statusReport(let report):
            (kind, address) = (.statusReport, report.recipient)
            (timestamp, discharge, status) = (report.timestamp, report.discharge, report.status)
            (reference, pid, dcs, userData) = (report.messageReference, report.pid, report.dcs, report.userData)
        }
    }

    /// The content, if it is binary.
    var dataHex: String? {
        guard let userData, userData.text == nil else { return nil }
        return Hexadecimal.string(userData.data, uppercase: false)
    }
}

private struct Concatenation: Encodable {
    let ref: UInt16
    let total: Int
    let seq: Int

    init(_ concatenation: UserDataHeader.Concatenation) {
        (ref, total, seq) = (concatenation.reference, concatenation.total, concatenation.sequence)
    }
}

private struct LanguageShift: Encodable {
    let shift: UserDataHeader.LanguageShift

    init(_ shift: UserDataHeader.LanguageShift) {
        self.shift = shift
    }

    private enum Key: String, CodingKey { case locking, single }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(shift.locking, forKey: .locking)
        try container.encode(shift.single, forKey: .single)
    }
}

private struct Ports: Encodable {
    let dst: UInt16
    let src: UInt16

    init(_ ports: UserDataHeader.Ports) {
        (dst, src) = (ports.destination, ports.source)
    }
}

private struct Waiting: Encodable {
    let type: MessageWaiting.Kind
    let active: Bool
    let store: Bool

    init(_ waiting: MessageWaiting) {
        (type, active, store) = (waiting.kind, waiting.isActive, waiting.isStored)
    }
}
