import GRDB
import LinePolicy

/// How much of the past one transaction forgets before it lets others write.
private let rowsAtOnce = 2000

extension EventStore {
    /// Forgets texts and numbers that are old enough, and bookkeeping that no rule asks for any more.
    ///
    /// Texts and octets older than `keepText` are gone, numbers older than `keepNumbers` are left as a keyed hash: STOP,
    /// blocks and caps still hold. Call it at start and once a day.
    public func forgetOld(keepText: Span, keepNumbers: Span, now: Timestamp) async throws(StoreError) {
        let textLimit = (now - keepText).milliseconds
        var cleared = rowsAtOnce
        while cleared == rowsAtOnce {
            cleared = try await write(now: now) { transaction in
                try transaction.db.run(
                    """
                    UPDATE event SET text = NULL, pdu = NULL, data = NULL WHERE seq IN (
                        SELECT seq FROM event
                        WHERE at < ? AND (text IS NOT NULL OR pdu IS NOT NULL OR data IS NOT NULL) LIMIT ?)
                    """, [textLimit, rowsAtOnce])
                return transaction.db.changesCount
            }
        }
        try await write(now: now) { transaction in
            try transaction.forgetNumbers(before: now - keepNumbers)
            try transaction.forgetBookkeeping(textLimit: textLimit)
        }
    }
}

extension Transaction {
    fileprivate func forgetNumbers(before limit: Timestamp) throws {
        try db.run(
            """
            UPDATE box SET numbers_forgotten_to =
                max(numbers_forgotten_to, ifnull((SELECT max(seq) FROM event WHERE at < ?), 0))
            """, [limit.milliseconds])
        // Whoever still waits for a reply is not forgotten.
        try db.run(
            """
            UPDATE sender SET key = NULL
            WHERE key IS NOT NULL AND seen_at < ? AND NOT EXISTS (
                SELECT 1 FROM reply WHERE reply.sender = sender.id AND state IN ('planned', 'sending'))
            """, [limit.milliseconds])
    }

    fileprivate func forgetBookkeeping(textLimit: Int64) throws {
        let dayAgo = (now - .days(1)).milliseconds
        try forgetOldOctets()
        try db.run("DELETE FROM slot WHERE deleted_at < ?", [dayAgo])
        try db.run("DELETE FROM heard_text WHERE at < ?", [min(textLimit, dayAgo)])
        try db.run(
            """
            DELETE FROM long_message WHERE last_part_at < ?
                AND NOT EXISTS (
                    SELECT 1 FROM part WHERE message = long_message.id AND content IS NOT NULL AND recorded = 0)
            """, [dayAgo])
        // A calendar month at most, and no raid window or quiet time is that long.
        let monthAgo = (now - .days(32)).milliseconds
        try db.run("DELETE FROM submission WHERE at < ?", [monthAgo])
        try db.run("DELETE FROM sighting WHERE at < ?", [monthAgo])
    }
}
