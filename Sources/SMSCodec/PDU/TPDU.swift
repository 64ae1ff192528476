import Vocabulary

/// One message of the transfer layer, told apart by its message type indicator (3GPP TS 23.040 9.2.3.1).
public enum TPDU: Equatable, Sendable {
    case deliver(Deliver)
    case submit(Submit)
    case statusReport(StatusReport)

    static func decode(_ reader: inout OctetReader) throws(PDUError) -> TPDU {
        let offset = reader.position
        let first = try reader.octet("tpdu.first_octet")
        switch first & 0b11 {
        case 0: return .deliver(try Deliver(first: first, &reader))
        case 1: return .submit(try Submit(first: first, &reader))
        case 2: return .statusReport(try StatusReport(first: first, &reader))
        default:
            throw PDUError(
                .badMessageType, field: "tpdu.first_octet", offset: offset, message: "message type 3 is reserved")
        }
    }

    /// The octets of the message, without a service centre's address.
    public var octets: [UInt8] {
        switch self {
        case .deliver(let message): message.octets
        case .submit(let message): message.octets
        case .statusReport(let message): message.octets
        }
    }
}

/// Bits of the first octet that several message types share (3GPP TS 23.040 9.2.2).
enum FirstOctet {
    static let userDataHeader: UInt8 = 0x40
    static let statusReport: UInt8 = 0x20
    static let noMoreMessages: UInt8 = 0x04
}
