import EventStore
import LineCore
import SMSCodec
import Vocabulary

extension Settlement {
    /// The outcome of a reply, as the store records it.
    init(_ settlement: ReplySettlement, now: Timestamp) {
        let outcome: Outcome =
            switch settlement.outcome {
            case .sent: .sent
            case .failed(let fault): .failed(fault)
            case .retry(let fault, let after): .retry(fault, notBefore: now + after)
            case .unknown(let fault): .unknown(fault)
            case .notWritten: .notWritten
            }
        self.init(reply: settlement.reply, outcome: outcome, bodyWritten: settlement.bodyWritten)
    }
}

extension OutgoingReply {
    /// Its parts, encoded for the modem.
    func encoded() throws(PDUError) -> [EncodedPDU] {
        try Submit.encode(
            to: Address(number: to), text: text, encoding: .auto, reference: UInt16(truncatingIfNeeded: id))
    }
}
