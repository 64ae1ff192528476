import GRDB
import LinePolicy
import Synchronization
import Vocabulary

/// Somebody whose contacts are kept beyond `keep_text` and `keep_numbers`.
public struct Keep: Hashable, Sendable {
    /// The number; nil once it is erased.
    public var number: String?
    /// The id printed with every event.
    public var senderID: String
    /// Since when.
    public var at: Timestamp
    /// Until when; then the person is erased.
    public var until: Timestamp
    /// Why, in the operator's words.
    public var why: String?
    /// How many events of this person still have their text or octets.
    public var contents: Int
}

extension EventStore {
    /// Keeps the contacts of a person until a moment, at which they are erased; a second one replaces the first.
    ///
    /// An unknown person can be kept too. Data that was old enough before is already erased.
    public func keep(_ person: Person, until: Timestamp, why: String?, now: Timestamp) async throws(StoreError) -> Keep
    {
        try await write(now: now) { transaction in
            let db = transaction.db
            let sender = try transaction.row(of: person, create: true)
            // Erased data stays erased.
            try db.run(
                """
                UPDATE sender SET kept_at = ifnull(kept_at, ?1), kept_until = ?2, kept_why = ?3,
                    forgotten_to = iif(kept_until IS NULL,
                        max(forgotten_to, (SELECT numbers_forgotten_to FROM box)), forgotten_to)
                WHERE id = ?4
                """, [now.milliseconds, until.milliseconds, stored(why), sender])
            try transaction.append(.keep(until: until.utc), EventDraft(sender: sender))
            guard let keep = try db.keeps("id = ?", [sender]).first else {
                throw StoreError.keepNotStored
            }
            return keep
        }
    }

    /// Ends a keep: the contacts are kept no longer than others; false = there was none.
    @discardableResult
    public func endKeep(of person: Person, now: Timestamp) async throws(StoreError) -> Bool {
        logMayHoldForgotten.withLock { $0 = true }
        return try await write(now: now) { transaction in
            let sender = try transaction.row(of: person, create: false)
            try transaction.db.run(
                """
                UPDATE sender SET kept_at = NULL, kept_until = NULL, kept_why = NULL
                WHERE id = ? AND kept_until IS NOT NULL
                """, [sender])
            guard transaction.db.changesCount == 1 else { return false }
            // What was erased of others during the keep is erased of this person now.
            let old = try transaction.db.rows(
                "SELECT seq FROM event WHERE sender = ? AND seq <= (SELECT numbers_forgotten_to FROM box)", [sender]
            ).map { $0[0] as Int64 }
            try transaction.db.closeLeaves(old, who: true)
            try transaction.append(.keepEnd, EventDraft(sender: sender))
            // What retention passed by meanwhile.
            let contents = try transaction.forgetContents(
                "sender = ? AND seq <= (SELECT contents_forgotten_to FROM retention)", [sender])
            if contents > 0 { try transaction.noteErasurePending() }
            return true
        }
    }

    /// Everybody who is kept, the first to end first.
    public func keeps() async throws(StoreError) -> [Keep] {
        try await read { try $0.keeps("kept_until IS NOT NULL") }
    }
}

extension Transaction {
    /// Erases people whose keep is over by the clock of retention; returns how many, and whether there may be more.
    func endKeeps() throws -> (count: Int, hasMore: Bool) {
        let over = try db.rows(
            "SELECT id FROM sender WHERE kept_until IS NOT NULL AND kept_until <= ? LIMIT 16", [now.milliseconds])
        var contents = 0
        let log = byTimeOfBox
        for row in over { contents += try log.erase(row[0], number: nil, by: .keepEnded).contents }
        if !over.isEmpty {
            try log.append(
                .retentionRun(
                    RetentionDetails(cause: .keepEnded, contents: contents, numbers: over.count, records: 0)),
                EventDraft())
        }
        return (over.count, over.count == 16)
    }
}

extension Database {
    fileprivate func keeps(_ condition: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Keep]
    {
        try rows(
            """
            SELECT key, hash, kept_at, kept_until, kept_why, (SELECT count(*) FROM event
                WHERE sender = sender.id AND (text IS NOT NULL OR pdu IS NOT NULL OR data IS NOT NULL))
            FROM sender WHERE \(condition) AND kept_until IS NOT NULL ORDER BY kept_until, id
            """, arguments
        ).map { row in
            Keep(
                number: restored(row[0]), senderID: senderIdentifier(row[1]), at: Timestamp(milliseconds: row[2]),
                until: Timestamp(milliseconds: row[3]), why: restored(row[4]), contents: row[5])
        }
    }
}
