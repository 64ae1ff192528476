import ControlAPI
import EventStore
import Evidence
import SMSCodec
import Vocabulary

/// The contacts of one person as rows of an export, with their answers, in reading order.
struct ExportContacts: PersonLogReader {
    /// One row for each contact, in order, in the canonical form of RFC 8785.
    private(set) var rows: [[UInt8]] = []
    /// The sums of the rows.
    private(set) var sums = ContactSums()
    private var shown: [Int] = []
    /// The answers, by the `seq` of the contact, until the contact is read.
    private var answers: [Int64: ExportAnswer] = [:]
    private var contactOfReply: [Int64: Int64] = [:]
    private let time: @Sendable (Timestamp) -> ZonedTime

    init(time: @escaping @Sendable (Timestamp) -> ZonedTime) { self.time = time }

    /// Details of a contact that a file may show; a contact with any other is shown without its content.
    private static let shownDetails: Set<String> = [
        "network_time", "clock_behind_minutes", "class", "status", "parts_missing", "completes", "error",
        "verification",
        "heartbeat", "during_a_call", "recorded_late", "count", "first", "last",
    ]
    /// The kinds of events that belong to a contact without being one.
    private static let answerKinds: Set<EventKind> = [
        .replyPlanned, .replySent, .replyFailed, .replyUnknown, .refused, .callAnswered, .callRejected, .callEnded,
        .senderStopped,
    ]

    mutating func take(_ event: LoggedEvent, after newest: Int64?) {
        guard Self.answerKinds.contains(event.kind), let row = Self.row(event, time: time) else { return }
        var contact = newest
        if case .integer(let call)? = event.facts["call"] { contact = call }
        if let reply = event.reply {
            contact = contactOfReply[reply] ?? contact
            contactOfReply[reply] = contact
        }
        guard let contact else { return }
        answers[contact, default: ExportAnswer()].take(event, row)
    }

    mutating func take(contact event: LoggedEvent) {
        guard case .open(let who, let salt)? = event.who else { return }
        let answer = answers.removeValue(forKey: event.seq)
        var row = Self.common(event, time: time)
        row["n"] = .integer(Int64(who.n))
        row["previous"] = who.previous.map { .integer(Int64($0)) } ?? .null
        row["who_salt"] = .string(Hex.text(salt))
        row["cost"] = answer?.cost ?? .null
        row.merge(Self.content(of: event)) { _, content in content }
        sums.take(row)
        // `answer` sorts first, and the answer is already encoded.
        rows.append(
            Array("{\"answer\":".utf8) + (answer?.octets ?? Array("null".utf8)) + [UInt8(ascii: ",")]
                + row.canonicalOctets.dropFirst())
        shown.append(event.index)
        // The answer to an erased contact is not shown.
        shown += answer?.indices ?? []
    }

    /// The positions of all events in the rows, in order.
    var indices: [Int] { shown.sorted() }

    /// An event with its commitments closed; nil when one is erased.
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

    /// The sender as in the first PDU.
    private static func asReceived(_ pdus: [[UInt8]]) -> String? {
        guard let first = pdus.first, let pdu = try? PDU(octets: first, announcedLength: nil),
            case .deliver(let deliver) = pdu.tpdu
        else { return nil }
        return deliver.originator.display
    }
}
