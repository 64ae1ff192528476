import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// One line of the event log.
public struct EventRecord: Hashable, Sendable {
    /// Increases over all lines; may have gaps.
    public var seq: Int64
    /// The time of the box.
    public var at: Timestamp
    /// The id of the line; nil for events of the box.
    public var line: String?
    /// What happened.
    public var kind: EventKind
    /// The full number or name; nil when withheld, erased, or in an `operator_action`.
    public var sender: String?
    /// `s-` and 16 hex digits, stable on this box.
    public var senderID: String?
    /// The text that arrived, or of the planned reply; nil once it is older than `keep_text`.
    public var text: String?
    /// Why it is not answered.
    public var reason: Reason?
    /// The reply this is about.
    public var replyID: Int64?
    /// Reserved on `reply_planned`, settled on outcomes.
    public var cost: Money?
    /// The other details, as they were stored.
    public var written: Details
    /// Whether its time was ahead of the time known now.
    public var isAhead: Bool
    /// The octets of a message as they came, one PDU for each part; shown only on request.
    public var pdus: [[UInt8]]
    /// The octets of a message that holds data instead of text.
    public var data: [UInt8]?
}

extension EventRecord {
    /// The columns that `init(row:)` reads, in its order; `numbers_forgotten_to` comes from the box, and is ignored
    /// while the sender is kept.
    static let columns = """
        e.seq, e.at, e.line, e.kind,
        CASE WHEN e.seq > s.forgotten_to AND (e.seq > b.numbers_forgotten_to OR s.kept_until IS NOT NULL) THEN s.key END,
        s.hash, e.text, e.reason, e.reply, e.cost, e.details, e.pdu, e.data, e.ahead
        FROM event e LEFT JOIN sender s ON s.id = e.sender CROSS JOIN box b
        """

    init(row: Row) throws {
        guard let kind = EventKind(rawValue: row[3]) else {
            throw StoreError.unknownEvent(seq: row[0])
        }
        seq = row[0]
        at = Timestamp(milliseconds: row[1])
        line = row[2]
        self.kind = kind
        // An operator's action identifies a person by the hash only.
        sender = kind == .operatorAction ? nil : restored(row[4])
        senderID = (row[5] as Data?).map(senderIdentifier)
        text = restored(row[6])
        reason = (row[7] as String?).flatMap(Reason.init(rawValue:))
        replyID = row[8]
        cost = (row[9] as Int64?).map(Money.init(micros:))
        written = try StoredJSON.value(Details.self, from: row[10])
        pdus = StoredPDUs.pdus(in: row[11])
        data = (row[12] as Data?).map(Array.init)
        isAhead = row[13]
    }
}

extension EventRecord {
    /// What happened, as a value; nil when another version of the program stored it in another form.
    public var payload: EventPayload? { EventPayload(kind, written) }

    /// The other details, as they are shown.
    public var details: Details {
        var shown = written.shown
        if isAhead { shown["clock_ahead"] = true }
        return shown
    }
}
