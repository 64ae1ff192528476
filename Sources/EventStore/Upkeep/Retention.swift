import GRDB
import LinePolicy
import Synchronization
import Vocabulary

/// How much of the past one transaction forgets before it lets others write.
private let rowsAtOnce = 2000

/// The time of an event `e` by the clock of retention.
private let retentionMoment = """
    e.at + ifnull((SELECT correction FROM clock_period WHERE first_seq <= e.seq ORDER BY first_seq DESC LIMIT 1), 0)
    """

/// Nobody keeps the sender of an event `e`.
private let isNotKept = "NOT EXISTS (SELECT 1 FROM sender WHERE id = e.sender AND kept_until IS NOT NULL)"

extension EventStore {
    /// Forgets texts and numbers that are old enough, and bookkeeping that no rule asks for any more.
    ///
    /// Texts and octets older than `keepText` are gone, numbers older than `keepNumbers` are left as a keyed hash: STOP,
    /// blocks and caps still hold. `now` is what the clock of retention shows (``LinePolicy/RetentionClock``). It ends with
    /// ``clearLog()``. Call it once a minute.
    public func forgetOld(keepText: Span, keepNumbers: Span, now: Timestamp) async throws(StoreError) {
        let textLimit = now - keepText
        var cleared = rowsAtOnce
        var hasForgotten = false
        while cleared == rowsAtOnce {
            cleared = try await write(now: now) { transaction in
                // With no wrong clock in sight, the index answers alone.
                let least = Span(
                    milliseconds: try transaction.db.number("SELECT min(correction) FROM clock_period") ?? 0)
                let old = try transaction.db.rows(
                    """
                    SELECT e.seq FROM event e
                    WHERE e.at < ?1 AND (e.text IS NOT NULL OR e.pdu IS NOT NULL OR e.data IS NOT NULL)
                        AND \(retentionMoment) < ?2 AND \(isNotKept) LIMIT ?3
                    """, [(textLimit - min(least, .zero)).milliseconds, textLimit.milliseconds, rowsAtOnce]
                ).map { $0[0] as Int64 }
                try transaction.db.closeLeaves(old, what: true)
                for seq in old {
                    try transaction.db.run(
                        "UPDATE event SET text = NULL, pdu = NULL, data = NULL WHERE seq = ?", [seq])
                }
                if !old.isEmpty { try transaction.noteErasurePending() }
                return old.count
            }
            hasForgotten = hasForgotten || cleared > 0
        }
        let numberLimit = now - keepNumbers
        while try await write(now: now, { try $0.forgetNumbersOfEvents(before: numberLimit) }) == rowsAtOnce {
            hasForgotten = true
        }
        let hasMore = try await write(now: now) { transaction in
            try transaction.db.run("UPDATE box SET retention_at = ?", [now.milliseconds])
            let numbers = try transaction.forgetNumbers(before: numberLimit)
            let parts = try transaction.forgetParts(before: transaction.minimumTime - keepText)
            try transaction.forgetBookkeeping(textLimit: textLimit.milliseconds)
            try transaction.forgetPeriods()
            let keeps = try transaction.endKeeps()
            if numbers + parts + keeps > 0 { try transaction.noteErasurePending() }
            return numbers + parts + keeps > 0
        }
        if hasForgotten || hasMore { logMayHoldForgotten.withLock { $0 = true } }
        try await clearLog()
    }
}

extension Transaction {
    /// The earlier of the time in force and the retention clock: what is stored by the time in force is judged by it.
    fileprivate var minimumTime: Timestamp { now - max(correction, .zero) }

    /// Of the next events that are old enough, forgets whose they are; returns how many were looked at.
    fileprivate func forgetNumbersOfEvents(before limit: Timestamp) throws -> Int {
        // The log is in the order in which things happened: all before the first event that is kept is old.
        let next = try db.rows(
            """
            SELECT e.seq, \(retentionMoment) < ?, \(isNotKept) FROM event e
            WHERE e.seq > (SELECT numbers_forgotten_to FROM box) ORDER BY e.seq LIMIT ?
            """, [limit.milliseconds, rowsAtOnce])
        let old = next.prefix { $0[1] as Bool }
        guard let last = old.last else { return 0 }
        try db.closeLeaves(old.filter { $0[2] as Bool }.map { $0[0] }, who: true)
        try db.run("UPDATE box SET numbers_forgotten_to = ?", [last[0] as Int64])
        return old.count
    }

    /// Returns how many numbers are gone.
    fileprivate func forgetNumbers(before limit: Timestamp) throws -> Int {
        // Whoever still waits for a reply is not forgotten.
        try db.run(
            """
            UPDATE sender SET key = NULL
            WHERE key IS NOT NULL AND seen_at < ? AND kept_until IS NULL AND NOT EXISTS (
                SELECT 1 FROM reply WHERE reply.sender = sender.id AND state IN ('planned', 'sending'))
            """, [limit.milliseconds])
        return db.changesCount
    }

    /// The text of a part is kept as long as any other; what is not recorded yet will be in seconds.
    fileprivate func forgetParts(before limit: Timestamp) throws -> Int {
        try db.run(
            """
            UPDATE part SET content = NULL WHERE content IS NOT NULL AND recorded = 1
                AND ifnull(at, (SELECT last_part_at FROM long_message WHERE id = part.message)) < ?
            """, [limit.milliseconds])
        return db.changesCount
    }

    fileprivate func forgetBookkeeping(textLimit: Int64) throws {
        let time = minimumTime
        let dayAgo = (time - .days(1)).milliseconds
        try forgetOldOctets(at: time)
        try db.run("DELETE FROM slot WHERE deleted_at < ?", [dayAgo])
        try db.run("DELETE FROM heard_text WHERE at < ?", [min(textLimit, dayAgo)])
        try db.run(
            """
            DELETE FROM long_message WHERE last_part_at < ?
                AND NOT EXISTS (
                    SELECT 1 FROM part WHERE message = long_message.id AND content IS NOT NULL AND recorded = 0)
            """, [dayAgo])
        // A calendar month at most, and no raid window or quiet time is that long.
        let monthAgo = (time - .days(32)).milliseconds
        try db.run("DELETE FROM submission WHERE at < ?", [monthAgo])
        try db.run("DELETE FROM sighting WHERE at < ?", [monthAgo])
    }
}
