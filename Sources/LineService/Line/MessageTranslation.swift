import EventStore
import LinePolicy
import Modems
import SMSCodec

/// Turns what a modem holds into what the store records and the policy judges.
struct MessageTranslation {
    /// The country of the line's own number: national forms of senders are read in it.
    let lineCountry: Country

    /// A received message; nil for one of our own (a stored SUBMIT), which is neither recorded nor deleted.
    func incoming(_ octets: [UInt8], source: IncomingMessage.Source, isOutgoing: Bool) -> IncomingMessage? {
        if isOutgoing { return nil }
        do {
            let pdu = try PDU(octets: octets)
            guard let content = content(of: pdu.tpdu) else { return nil }
            return IncomingMessage(source: source, pdu: octets, content: .text(content))
        } catch {
            return IncomingMessage(source: source, pdu: octets, content: .undecodable(note: error.description))
        }
    }

    private func content(of tpdu: TPDU) -> TextContent? {
        switch tpdu {
        case .deliver(let deliver): deliverContent(deliver)
        case .statusReport(let report): reportContent(report)
        case .submit: nil
        }
    }

    private func deliverContent(_ deliver: Deliver) -> TextContent {
        let header = deliver.userData.header
        let sender = sender(deliver.originator)
        let contact = Contact(
            kind: .text, sender: sender, text: deliver.userData.text,
            isPerson: isPerson(deliver) && sender != .withheld,
            networkTime: deliver.timestamp.map { Timestamp(seconds: $0.unixSeconds) })
        let part = header?.concatenation.map {
            TextContent.Part(
                reference: Int($0.reference), referenceBits: $0.referenceBits, total: $0.total, number: $0.sequence)
        }
        var details: Details = [:]
        if let timestamp = deliver.timestamp { details["network_time"] = .string(timestamp.rfc3339) }
        if let messageClass = deliver.dcs.messageClass { details["class"] = .integer(Int64(messageClass)) }
        return TextContent(
            contact: contact, part: part,
            utf16: deliver.userData.alphabet == .ucs2 ? units(deliver.userData.data) : nil,
            data: deliver.userData.text == nil ? deliver.userData.data : nil, details: details)
    }

    /// A person writes in class 1 to 3 or without a class, to no port, and waits for nothing.
    private func isPerson(_ deliver: Deliver) -> Bool {
        deliver.dcs.messageClass != 0 && deliver.dcs.messageWaiting == nil
            && deliver.userData.header?.messageWaiting == nil && deliver.userData.header?.ports == nil
    }

    private func reportContent(_ report: StatusReport) -> TextContent {
        let contact = Contact(
            kind: .text, sender: sender(report.recipient), text: report.userData?.text, isPerson: false,
            networkTime: report.timestamp.map { Timestamp(seconds: $0.unixSeconds) })
        var details: Details = ["status": .integer(Int64(report.status))]
        if let timestamp = report.timestamp { details["network_time"] = .string(timestamp.rfc3339) }
        return TextContent(contact: contact, isStatusReport: true, details: details)
    }

    private func sender(_ address: Address) -> Sender {
        Sender(address: address.value, kind: AddressKind(address.type), lineCountry: lineCountry)
    }

    private func units(_ octets: [UInt8]) -> [UInt16] {
        stride(from: 0, to: octets.count - octets.count % 2, by: 2).map {
            UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1])
        }
    }
}

extension AddressKind {
    /// The policy's word for a type of number (3GPP TS 23.040 9.1.2.5).
    init(_ type: TypeOfNumber) {
        self = AddressKind(rawValue: type.name) ?? .unknown
    }
}
