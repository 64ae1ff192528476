import Evidence
import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// The columns of an event beside its payload; all are optional.
struct EventDraft {
    var line: String?
    var sender: Int64?
    var text: String?
    var reason: Reason?
    var reply: Int64?
    var cost: Int64?
    /// The octets as they came, one PDU for each part.
    var pdus: [[UInt8]] = []
    var data: [UInt8]?
}

extension Transaction {
    /// Appends an event with its leaf, and returns its `seq`; no other function appends events.
    @discardableResult
    func append(_ payload: EventPayload, _ draft: EventDraft) throws -> Int64 {
        let details = payload.details
        try db.run(
            """
            INSERT INTO event (at, line, kind, sender, text, reason, reply, cost, details, pdu, data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                now.milliseconds, draft.line, payload.kind.rawValue, draft.sender, stored(draft.text),
                draft.reason?.rawValue, draft.reply, draft.cost, details.canonical,
                StoredPDUs.octets(of: draft.pdus), draft.data.map { Data($0) },
            ])
        let seq = db.lastInsertedRowID
        try db.appendLeaf(
            LeafDraft(
                seq: seq, at: now, line: draft.line, kind: payload.kind.rawValue, reason: draft.reason?.rawValue,
                reply: draft.reply, cost: draft.cost, sender: draft.sender,
                what: What(text: draft.text, pdus: draft.pdus, data: draft.data, details: details)))
        log.hasGrown = true
        return seq
    }

    /// Appends an operator's action, with the account that requested it.
    @discardableResult
    func append(_ action: OperatorAction, _ draft: EventDraft = EventDraft()) throws -> Int64 {
        try append(.operatorAction(action, by: by), draft)
    }
}

extension EventStore {
    /// Appends an event that is no decision, such as a lost modem.
    @discardableResult
    public func append(
        _ payload: EventPayload, line: String?, now: Timestamp
    ) async throws(StoreError) -> Int64 {
        try await write(now: now) { try $0.append(payload, EventDraft(line: line)) }
    }

    /// Appends an operator's action that concerns the box.
    @discardableResult
    public func append(_ action: OperatorAction, now: Timestamp) async throws(StoreError) -> Int64 {
        try await write(now: now) { try $0.append(action) }
    }
}
