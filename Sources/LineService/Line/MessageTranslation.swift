import EventStore
import LineCore
import LinePolicy
import Modems
import SMSCodec
import Vocabulary

/// Turns messages of a modem into those that the store records and the policy judges.
struct MessageTranslation {
    /// The country of the line's own number, in which national numbers of senders are interpreted.
    let lineCountry: Country

    /// A received message, and what it shows about its service centre's clock.
    struct Heard {
        var message: IncomingMessage
        var stamp: Stamp?
    }

    /// The network's time of a message, as its service centre printed it.
    struct Stamp: Equatable {
        /// The service centre's address; empty where the PDU has none.
        var centre: String
        var sent: Timestamp
        /// The printed zone in quarters of an hour.
        var zone: Int
    }

    /// A message in a modem's memory; nil for one of our own (a stored SUBMIT), which is neither recorded nor deleted.
    func stored(_ content: SlotContent, in slot: Slot) -> Heard? {
        if content.isOutgoing { return nil }
        guard !content.isDamaged else {
            return undecodable(content.octets, .slot(slot), .otherOctets(announced: content.length))
        }
        do {
            return try heard(content.octets, length: content.length, source: .slot(slot))
        } catch {
            return undecodable(content.octets, .slot(slot), DecodeFault(error))
        }
    }

    /// A message handed over directly, which exists nowhere else; nil for a line that is not a message.
    func direct(_ delivery: PendingWork.DirectDelivery) -> Heard? {
        let octets = (try? Hexadecimal.octets(of: delivery.hex, field: "pdu")) ?? Array(delivery.hex.utf8)
        do {
            // It cannot be read again, so it must be consistent: a text that nobody wrote must never be shown.
            let pdu = try PDU(octets: octets, announcedLength: delivery.length)
            let isAsAnnounced = delivery.length.map { $0 == pdu.tpduLength || $0 == octets.count } ?? false
            if isAsAnnounced || pdu.trailingOctets == 0 {
                return try heard(octets, length: delivery.length, source: .direct)
            }
            guard delivery.wasAnnounced else { return nil }
            return undecodable(octets, .direct, .notAsAnnounced)
        } catch {
            return delivery.wasAnnounced ? undecodable(octets, .direct, DecodeFault(error)) : nil
        }
    }

    private func undecodable(_ octets: [UInt8], _ source: IncomingMessage.Source, _ fault: DecodeFault) -> Heard {
        Heard(message: IncomingMessage(source: source, pdu: octets, content: .undecodable(fault)))
    }

    private func heard(
        _ octets: [UInt8], length: Int?, source: IncomingMessage.Source
    ) throws(PDUError) -> Heard? {
        let pdu = try PDU(octets: octets, announcedLength: length)
        guard let content = content(of: pdu.tpdu) else { return nil }
        return Heard(
            message: IncomingMessage(source: source, pdu: octets, content: .text(content)), stamp: stamp(of: pdu))
    }

    private func stamp(of pdu: PDU) -> Stamp? {
        guard case .deliver(let deliver) = pdu.tpdu, let timestamp = deliver.timestamp else { return nil }
        return Stamp(
            centre: pdu.smsc?.value ?? "", sent: Timestamp(seconds: timestamp.unixSeconds),
            zone: timestamp.quarterHours)
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
        var details = TextDetails(networkTime: deliver.timestamp?.rfc3339)
        details.messageClass = deliver.dcs.messageClass.map { Int($0) }
        return TextContent(
            contact: contact, part: part,
            piece: part.flatMap { TextPiece(number: $0.number, deliver.userData) }.map(PartContent.init),
            data: deliver.userData.text == nil ? deliver.userData.data : nil, details: details)
    }

    /// Whether a person wrote it: text of class 1 to 3 or without a class, to no port or card, without message waiting.
    private func isPerson(_ deliver: Deliver) -> Bool {
        let header = deliver.userData.header
        return deliver.dcs.messageClass != 0 && deliver.dcs.messageWaiting == nil && header?.messageWaiting == nil
            && header?.ports == nil && !Self.machineProtocols.contains(deliver.pid)
            && !(header?.identifiers.contains(where: Self.isForMachine) ?? false)
            && !(deliver.userData.alphabet == .eightBit && deliver.userData.text == nil)
    }

    /// Protocol identifiers that no person sends (3GPP TS 23.040 9.2.3.9): a short message of type 0, which is not
    /// displayed; a return call message; data for the modem, its unlocking, and the SIM.
    private static let machineProtocols: Set<UInt8> = [0x40, 0x5F, 0x7C, 0x7D, 0x7E, 0x7F]

    /// Elements of a header that are for a machine (9.2.3.24): control of a wireless protocol, waiting voice mail, and
    /// security headers of the SIM's toolkit.
    private static func isForMachine(_ identifier: UInt8) -> Bool {
        identifier == 0x09 || identifier == 0x23 || (0x70...0x7F).contains(identifier)
    }

    private func reportContent(_ report: StatusReport) -> TextContent {
        let contact = Contact(
            kind: .text, sender: sender(report.recipient), text: report.userData?.text, isPerson: false,
            networkTime: report.timestamp.map { Timestamp(seconds: $0.unixSeconds) })
        var details = TextDetails(networkTime: report.timestamp?.rfc3339)
        details.status = Int(report.status)
        return TextContent(contact: contact, isStatusReport: true, details: details)
    }

    private func sender(_ address: Address) -> Sender {
        Sender(address: address.value, kind: address.type, lineCountry: lineCountry)
    }
}

extension DecodeFault {
    /// The codec's fault, without its sentence.
    init(_ error: PDUError) { self = .pdu(error.code, field: error.field, offset: error.offset) }
}
