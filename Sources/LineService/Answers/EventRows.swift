import ControlAPI
import EventStore
import LinePolicy
import Vocabulary
import Words

extension EventRow {
    /// An event for an operator; without `reveal` the number is masked and octets are left out.
    init(_ record: EventRecord, reveal: Bool, time: (Timestamp) -> ZonedTime) {
        self.init(seq: record.seq, at: time(record.at), line: record.line, kind: .known(record.kind))
        sender = reveal ? record.sender : record.sender.map(Masking.masked)
        senderID = record.senderID
        text = record.text
        reason = record.reason.map { .known($0) }
        replyID = record.replyID
        cost = record.cost?.decimal
        details = record.details
        addSentences(record.kind)
        if reveal {
            // The octets of a message contain its sender's number.
            if details["error"] != nil, let pdu = record.pdus.first { details["pdu"] = .string(hexadecimal(pdu)) }
            if let data = record.data { details["data_hex"] = .string(hexadecimal(data)) }
        }
    }
}

extension EventRow {
    /// Adds English sentences to stored codes, which stay; the words of an older version stay unchanged.
    private mutating func addSentences(_ kind: EventKind) {
        switch kind {
        case .callEnded:
            guard let fault = VoiceFault(json: details["fault"]) else { return }
            if case .object = details["fault"] { details["fault_notice"] = fault.json }
            details["fault"] = .string(fault.sentence)
        case .replyFailed, .replyUnknown:
            guard let fault = ReplyFault(json: details.removeValue(forKey: "fault")) else { return }
            details["notice"] = fault.json
            details[kind == .replyFailed ? "code" : "note"] = .string(fault.sentence)
        case .smsReceived:
            guard case .object? = details["error"], let fault = DecodeFault(json: details["error"]) else { return }
            details["error_notice"] = fault.json
            details["error"] = .string(fault.sentence)
        case .lineState, .modemLost:
            guard details["detail"] == nil, let notice = Notice(json: details["notice"]) else { return }
            details["detail"] = .string(notice.detail)
        default: break
        }
    }
}

private func hexadecimal(_ octets: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
