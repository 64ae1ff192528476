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
            case .failed(let code): .failed(code: code)
            case .retry(let code, let after): .retry(code: code, notBefore: now + after)
            case .unknown(let note): .unknown(note: note)
            case .notWritten: .notWritten
            }
        self.init(reply: settlement.reply, outcome: outcome, bodyWritten: settlement.bodyWritten)
    }
}

extension OutgoingReply {
    /// Its parts, encoded for the modem.
    func encoded() throws -> [EncodedPDU] {
        try Submit.encode(
            to: Address(number: to), text: text, encoding: .auto, reference: UInt16(truncatingIfNeeded: id))
    }
}
