import ControlAPI
import EventStore
import LinePolicy
import Vocabulary

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
        details = record.details.mapValues(JSONValue.init)
        if reveal {
            // The octets of a message hold the number of its sender.
            if let pdu = record.pdu { details["pdu"] = .string(hexadecimal(pdu)) }
            if let data = record.data { details["data_hex"] = .string(hexadecimal(data)) }
        }
    }
}

extension JSONValue {
    /// A value of the store's details.
    init(_ value: DetailValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .string(let value): self = .string(value)
        case .array(let values): self = .array(values.map(JSONValue.init))
        case .object(let values): self = .object(values.mapValues(JSONValue.init))
        }
    }
}

extension DetailValue {
    /// A value of a request, for the details of an event.
    init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .string(let value): self = .string(value)
        case .array(let values): self = .array(values.map(DetailValue.init))
        case .object(let values): self = .object(values.mapValues(DetailValue.init))
        }
    }
}

extension OperatorAction {
    /// The action as the details of its event.
    public var eventDetails: Details {
        var all = details.mapValues(DetailValue.init)
        all["action"] = .string(action.rawValue)
        if let senderID { all["sender_id"] = .string(senderID) }
        return all
    }
}

private func hexadecimal(_ octets: [UInt8]) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
