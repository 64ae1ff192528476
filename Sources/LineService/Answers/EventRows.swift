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
        if let fault = VoiceFault(json: details["fault"]) {
            // Events written by an older version have only the text of the error.
            if case .object = details["fault"] { details["fault_notice"] = fault.json }
            details["fault"] = .string(fault.sentence)
        }
        if reveal {
            // The octets of a message contain its sender's number.
            if details["error"] != nil, let pdu = record.pdus.first { details["pdu"] = .string(hexadecimal(pdu)) }
            if let data = record.data { details["data_hex"] = .string(hexadecimal(data)) }
        }
    }
}

private func hexadecimal(_ octets: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
