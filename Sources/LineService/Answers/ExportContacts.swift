import ControlAPI
import EventStore
import Evidence
import SMSCodec
import Vocabulary

/// The contacts of one person as rows of a file, with what was answered.
struct ExportContacts {
    /// One row for each contact, in order.
    private(set) var rows: [Details] = []
    /// The places of all events in the rows, in order.
    private(set) var indices: [Int] = []

    /// Details of a contact that a file may show; a contact with any other is shown without its content.
    private static let shownDetails: Set<String> = [
        "network_time", "clock_behind_minutes", "class", "status", "parts_missing", "completes", "error",
        "verification",
        "heartbeat", "during_a_call", "recorded_late", "count", "first", "last",
    ]
    private static let contactKinds: Set<EventKind> = [.smsReceived, .callReceived, .textsFolded]
    /// What belongs to a contact and is no contact.
    private static let answerKinds: Set<EventKind> = [
        .replyPlanned, .replySent, .replyFailed, .replyUnknown, .refused, .callAnswered, .callRejected, .callEnded,
        .senderStopped,
    ]

    init(_ log: PersonLog, time: (Timestamp) -> ZonedTime) {
        let answers = Self.answers(in: log)
        var shown: [Int] = []
        for event in log.events where Self.contactKinds.contains(event.kind) {
            guard case .open(let who, let salt)? = event.who else { continue }
            var row = Self.common(event, time: time)
            row["n"] = .integer(Int64(who.n))
            row["previous"] = who.previous.map { .integer(Int64($0)) } ?? .null
            row["who_salt"] = .string(Hex.text(salt))
            row["cost"] = .null
            row.merge(Self.content(of: event)) { _, content in content }
            row["answer"] = .null
            if let events = answers[event.seq] {
                row["answer"] = Self.answer(events, time: time)
                row["cost"] = events.last { $0.cost != nil }?.cost.map { .string($0.decimal) } ?? .null
                shown += events.map(\.index)
            }
            rows.append(row)
            shown.append(event.index)
        }
        indices = shown.sorted()
    }

    /// The events about each contact, by its `seq`: those of its call, and those of the reply that was planned for it.
    private static func answers(in log: PersonLog) -> [Int64: [LoggedEvent]] {
        var found: [Int64: [LoggedEvent]] = [:]
        var contactOfReply: [Int64: Int64] = [:]
        var newest: Int64?
        for event in log.events {
            if contactKinds.contains(event.kind) {
                newest = event.seq
            } else if answerKinds.contains(event.kind), event.leaf != nil {
                var contact = newest
                if case .integer(let call)? = event.facts["call"] { contact = call }
                if let reply = event.reply {
                    contact = contactOfReply[reply] ?? contact
                    contactOfReply[reply] = contact
                }
                if let contact { found[contact, default: []].append(event) }
            }
        }
        return found
    }

    /// An event with its commitments closed; nil where one is gone.
    static func row(_ event: LoggedEvent, time: (Timestamp) -> ZonedTime) -> Details? {
        guard let leaf = event.leaf else { return nil }
        var row = common(event, time: time)
        row["who"] = leaf.who.map { .string($0.hex) } ?? .null
        row["what"] = .string(leaf.what.hex)
        return row
    }

    private static func common(_ event: LoggedEvent, time: (Timestamp) -> ZonedTime) -> Details {
        var row: Details = [
            "index": .integer(Int64(event.index)), "at": .string(time(event.at).rfc3339),
            "line": event.line.map { .string($0) } ?? .null, "kind": .string(event.kind.rawValue),
            "reason": event.reason.map { .string($0) } ?? .null,
            "cost": event.cost.map { .string($0.decimal) } ?? .null, "facts": .object(event.facts),
            "hash": .string(event.hash.hex), "clock_ahead": .bool(event.isAhead),
        ]
        row["reply"] = event.reply.map { .integer($0) } ?? .null
        return row
    }

    private static func content(of event: LoggedEvent) -> Details {
        let hidden: Details = [
            "text": .null, "pdu": .null, "data": .null, "details": .null, "network_time": .null, "code_points": .null,
            "as_received": .null, "what_salt": .null,
        ]
        guard case .open(let what, let salt) = event.what, shownDetails.isSuperset(of: what.details.keys) else {
            return hidden.merging(["what": event.leaf.map { .string($0.what.hex) } ?? .null]) { _, new in new }
        }
        var details = what.details
        let networkTime = details.removeValue(forKey: "network_time")
        return [
            "text": what.text.map { .string($0) } ?? .null,
            "pdu": what.pdus.isEmpty ? .null : .string(what.pdus.map { Hex.text($0) }.joined(separator: " ")),
            "data": what.data.map { .string(Hex.text($0)) } ?? .null, "details": .object(details),
            "network_time": networkTime ?? .null, "code_points": ExportDocument.codePoints(of: what.text),
            "as_received": asReceived(what.pdus).map { .string($0) } ?? .null, "what_salt": .string(Hex.text(salt)),
            "what": .null,
        ]
    }

    /// The sender as the first PDU has it.
    private static func asReceived(_ pdus: [[UInt8]]) -> String? {
        guard let first = pdus.first, let pdu = try? PDU(octets: first, announcedLength: nil),
            case .deliver(let deliver) = pdu.tpdu
        else { return nil }
        return deliver.originator.display
    }

    private static func answer(_ events: [LoggedEvent], time: (Timestamp) -> ZonedTime) -> JSONValue {
        var text = JSONValue.null
        let rows = events.compactMap { event -> JSONValue? in
            guard var row = row(event, time: time) else { return nil }
            if event.kind == .replyPlanned, case .open(let what, let salt) = event.what {
                text = what.text.map { .string($0) } ?? .null
                row["text"] = text
                row["details"] = .object(what.details)
                row["what_salt"] = .string(Hex.text(salt))
                row["pdu"] = .null
                row["data"] = .null
            }
            return .object(row)
        }
        guard case .object(let last)? = rows.last else { return .null }
        return .object([
            "text": text, "outcome": last["kind"] ?? .null, "at": last["at"] ?? .null, "events": .array(rows),
        ])
    }
}
