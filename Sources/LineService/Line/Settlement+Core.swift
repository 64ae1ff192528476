import EventStore
import LineCore
import SMSCodec
import Vocabulary

extension Settlement {
    /// What became of a reply, as the store writes it down.
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
    /// Its parts as they are written to the modem.
    func encoded() throws -> [EncodedPDU] {
        try Submit.encode(
            to: Address(number: to), text: text, encoding: .auto, reference: UInt16(truncatingIfNeeded: id))
    }
}
