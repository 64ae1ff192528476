import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// What is written down about one event; everything but the kind may be absent.
struct EventDraft {
    var line: String?
    var sender: Int64?
    var text: String?
    var reason: Reason?
    var reply: Int64?
    var cost: Int64?
    var details: Details = [:]
    var pdu: [UInt8]?
    var data: [UInt8]?
}

extension Transaction {
    /// Appends an event and returns its `seq`.
    @discardableResult
    func append(_ kind: EventKind, _ draft: EventDraft) throws -> Int64 {
        var details = draft.details
        if kind == .operatorAction { details["by"] = by?.detail ?? .null }
        try db.run(
            """
            INSERT INTO event (at, line, kind, sender, text, reason, reply, cost, details, pdu, data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                now.milliseconds, draft.line, kind.rawValue, draft.sender, stored(draft.text), draft.reason?.rawValue,
                draft.reply, draft.cost, try StoredJSON.text(details: details), draft.pdu.map { Data($0) },
                draft.data.map { Data($0) },
            ])
        log.hasGrown = true
        return db.lastInsertedRowID
    }
}

extension EventStore {
    /// Appends an event that is no decision: `modem_attached`, `modem_lost` or `operator_action`.
    @discardableResult
    public func append(
        _ kind: EventKind, line: String?, details: Details, now: Timestamp
    ) async throws(StoreError) -> Int64 {
        try await write(now: now) { try $0.append(kind, EventDraft(line: line, details: details)) }
    }
}

extension OperatorIdentity {
    /// As it stands in the details of an event: the key `by`.
    var detail: DetailValue {
        .object(["uid": .integer(Int64(uid)), "user": user.map { .string($0) } ?? .null])
    }
}
