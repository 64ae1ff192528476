import Vocabulary

/// What became of messages, in English.
extension English {
    /// Why a reply was not sent, or why nobody knows; what the modem said stands as it said it.
    public func clause(_ fault: ReplyFault) -> String {
        switch fault {
        case .answered(let answer, let part): of(part) + answer
        case .noPrompt(let part): of(part) + "no prompt"
        case .noAnswer(let part): of(part) + "no answer"
        case .portLost(let part): of(part) + "port lost"
        case .noSuchPart(let part): "there is no part \(part)"
        case .notEncoded(let fault, let field): "the reply cannot be encoded: \(field): \(clause(fault))"
        case .restNotSent: "its remaining parts were not sent"
        case .restHeld: "its remaining parts were held for too long and not sent"
        case .modemLostAtAnswer: "the modem was lost at the answer"
        case .serviceInterrupted: "the service was interrupted"
        case .noOutcome: "nobody says how it ended"
        case .legacy(let words): words
        }
    }

    /// Why a message could not be decoded.
    public func clause(_ fault: DecodeFault) -> String {
        switch fault {
        case .pdu(let fault, let field, let offset):
            field + (offset.map { " at \($0)" } ?? "") + ": " + clause(fault)
        case .otherOctets(let announced?):
            "the header announces \(announced) octets, and other octets came each time"
        case .otherOctets(nil): "the header announces no octets, and other octets came each time"
        case .notAsAnnounced: "the octets are not as many as the header announces"
        case .legacy(let words): words
        }
    }

    /// What is wrong with a PDU.
    public func clause(_ fault: PDUFault) -> String {
        switch fault {
        case .empty: "there are no octets"
        case .notHex: "there is a character that is no hexadecimal digit"
        case .oddLength: "the last octet has one digit only"
        case .truncated: "the octets end too early"
        case .badServiceCentre: "the address of the service centre cannot be read"
        case .badMessageType: "there is no such type of message"
        case .badAddress: "the address cannot be read"
        case .badUserDataHeader: "the header of the text cannot be read"
        case .badNumber: "that is no number to text"
        case .unencodable: "a character has no place in the alphabet"
        case .tooLong: "it is too long"
        case .outOfRange: "a value is out of its range"
        case .badRequest: "the request cannot be understood"
        }
    }

    private func of(_ part: Int?) -> String { part.map { "part \($0): " } ?? "" }
}
