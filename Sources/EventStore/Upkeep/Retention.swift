import GRDB
import LinePolicy
import Synchronization
import Vocabulary

// Old rows are found by an index, or by the place in the log up to which retention has come, never by a full scan; a
// transaction handles one batch and then lets others write. The log is in the order of the events, so everything before
// an old event is old, whatever clock dated it.

/// The number of rows that one transaction examines.
private let rowsAtOnce = 500

/// The moments before which data is too old.
private struct Limits {
    let contents: Timestamp
    let numbers: Timestamp
    /// For times by the current clock: the earlier of that and the retention clock.
    let time: Timestamp
    /// Hashes of texts are kept for an hour to a day, which is more than the rule about equal texts needs.
    var heardTexts: Timestamp { min(max(contents, time - .days(1)), time - .hours(1)) }
}

extension EventStore {
    /// Erases texts and numbers that are old enough, and bookkeeping that no rule needs any more.
    ///
    /// Texts and octets older than `keepText` are erased, numbers older than `keepNumbers` are reduced to a keyed hash,
    /// so STOP, blocks and caps still hold. `now` is the time of the retention clock (``LinePolicy/RetentionClock``).
    /// It ends with ``clearLog()``. Call it once a minute.
    public func forgetOld(keepText: Span, keepNumbers: Span, now: Timestamp) async throws(StoreError) {
        var hasMore = true
        while hasMore {
            let bite = try await write(now: now) { try $0.forgetBatch(keepText: keepText, keepNumbers: keepNumbers) }
            if bite.hasErased { logMayHoldForgotten.withLock { $0 = true } }
            hasMore = bite.hasMore
        }
        try await clearLog()
    }
}

extension Transaction {
    fileprivate func forgetBatch(keepText: Span, keepNumbers: Span) throws -> (hasErased: Bool, hasMore: Bool) {
        // Times by the current clock are compared with the earlier of that and the retention clock.
        let time = now - max(correction, .zero)
        let limits = Limits(contents: now - keepText, numbers: now - keepNumbers, time: time)
        try db.run("UPDATE box SET retention_at = ?", [now.milliseconds])
        let contents = try forgetContents(before: limits.contents)
        let records = try forgetRecords(before: limits.numbers)
        let numbers = try forgetNumbers(before: limits.numbers)
        let heard = try forgetHeardTexts(before: limits.heardTexts)
        let isBusy = try forgetBookkeeping(limits)
        try forgetPeriods()
        try byTimeOfBox.endFolding()
        let keeps = try endKeeps()
        let counts = (contents.count, numbers, records.count)
        try logRun(contents: counts.0, numbers: counts.1, records: counts.2)
        let erased = counts.0 + counts.1 + counts.2 + heard.count + keeps.count
        if erased > 0 { try noteErasurePending() }
        return (
            erased > 0,
            contents.hasMore || records.hasMore || heard.hasMore || isBusy || keeps.hasMore || numbers >= rowsAtOnce
        )
    }

    /// Erases texts, octets and replies up to the newest event that is too old, except those of people who are kept.
    private func forgetContents(before limit: Timestamp) throws -> (count: Int, hasMore: Bool) {
        let from = try db.number("SELECT contents_forgotten_to FROM retention") ?? 0
        let (end, hasMore) = try oldest(after: from, before: limit)
        guard end > from else { return (0, false) }
        let count = try forgetContents(
            """
            seq > ?1 AND seq <= ?2
                AND NOT EXISTS (SELECT 1 FROM sender WHERE id = event.sender AND kept_until IS NOT NULL)
            """, [from, end])
        try db.run(
            """
            UPDATE reply SET text = '' WHERE origin > ?1 AND origin <= ?2 AND text <> ''
                AND state NOT IN ('planned', 'sending')
                AND NOT EXISTS (SELECT 1 FROM sender WHERE id = reply.sender AND kept_until IS NOT NULL)
            """, [from, end])
        // These are the ends of parts, which late parts may need; the rest is recorded within seconds.
        try db.run(
            """
            UPDATE part SET content = NULL WHERE content IS NOT NULL AND recorded = 1 AND message IN (
                SELECT id FROM long_message WHERE recorded IN (
                    SELECT ifnull(json_extract(details, '$.completes'), seq) FROM event
                    WHERE seq > ?1 AND seq <= ?2 AND kind = 'sms_received'))
            """, [from, end])
        try db.run("UPDATE retention SET contents_forgotten_to = ?", [end])
        return (count, hasMore)
    }

    /// Erases the hashes of texts of everybody who wrote, up to the newest event that is too old.
    private func forgetHeardTexts(before limit: Timestamp) throws -> (count: Int, hasMore: Bool) {
        let from = try db.number("SELECT heard_forgotten_to FROM retention") ?? 0
        let (end, hasMore) = try oldest(after: from, before: limit)
        guard end > from else { return (0, false) }
        try db.run(
            """
            DELETE FROM heard_text WHERE at < ?3
                AND sender IN (SELECT sender FROM event WHERE seq > ?1 AND seq <= ?2 AND sender IS NOT NULL)
            """, [from, end, limit.milliseconds])
        let count = db.changesCount
        try db.run("UPDATE retention SET heard_forgotten_to = ?", [end])
        return (count, hasMore)
    }

    /// Erases text and octets of the events that match a condition; returns their number.
    ///
    /// Their leaves are closed first.
    func forgetContents(_ condition: String, _ arguments: StatementArguments) throws -> Int {
        let events = try db.rows(
            """
            SELECT seq FROM event WHERE \(condition) AND (text IS NOT NULL OR pdu IS NOT NULL OR data IS NOT NULL)
            """, arguments
        ).map { $0[0] as Int64 }
        try db.closeLeaves(events, what: true)
        try rewrite(events, without: ["text", "pdu", "data"])
        return events.count
    }

    /// Deletes events and inserts them again without some columns, with the same `seq`.
    ///
    /// The rest of neighbouring rows moves together, and pages become free. After an UPDATE the space would stay where
    /// it is, and would never be used again.
    func rewrite(_ events: [Int64], without columns: Set<String>) throws {
        // References to an event are valid again before the end of the transaction.
        try db.run("PRAGMA defer_foreign_keys = ON")
        for seq in events {
            guard let row = try db.first("SELECT * FROM event WHERE seq = ?", [seq]) else { continue }
            let left = row.filter { !columns.contains($0.0) }
            try db.run("DELETE FROM event WHERE seq = ?", [seq])
            try db.run(
                """
                INSERT INTO event (\(left.map(\.0).joined(separator: ", ")))
                VALUES (\(left.map { _ in "?" }.joined(separator: ", ")))
                """, StatementArguments(left.map(\.1)))
        }
    }

    /// Erases records of lines and modems after the period for numbers, and advances the place up to which no number is
    /// shown.
    private func forgetRecords(before limit: Timestamp) throws -> (count: Int, hasMore: Bool) {
        let from = try db.number("SELECT numbers_forgotten_to FROM box") ?? 0
        let (end, hasMore) = try oldest(after: from, before: limit)
        guard end > from else { return (0, false) }
        let people = try db.rows(
            """
            SELECT seq FROM event WHERE seq > ?1 AND seq <= ?2 AND sender IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM sender WHERE id = event.sender AND kept_until IS NOT NULL)
            """, [from, end])
        try db.closeLeaves(people.map { $0[0] }, who: true)
        try db.run("UPDATE box SET numbers_forgotten_to = ?", [end])
        let records = try db.rows(
            """
            SELECT seq FROM event WHERE seq > ?1 AND seq <= ?2 AND kind IN ('line_state', 'modem_attached', 'modem_lost')
            """, [from, end]
        ).map { $0[0] as Int64 }
        try db.closeLeaves(records, what: true)
        for seq in records { try db.run("DELETE FROM event WHERE seq = ?", [seq]) }
        return (records.count, hasMore)
    }

    /// The last of the next events that is older than `limit` by the retention clock, and whether there may be more.
    ///
    /// An event whose time was ahead of the clock says nothing about its neighbours.
    private func oldest(after seq: Int64, before limit: Timestamp) throws -> (seq: Int64, hasMore: Bool) {
        let rows = try db.rows(
            """
            SELECT e.seq, e.ahead, e.at + ifnull((SELECT correction FROM clock_period WHERE first_seq <= e.seq
                ORDER BY first_seq DESC LIMIT 1), 0)
            FROM event e WHERE e.seq > ? ORDER BY e.seq LIMIT \(rowsAtOnce)
            """, [seq])
        var end = seq
        for row in rows {
            if (row[2] as Int64) < limit.milliseconds {
                end = row[0]
            } else if !(row[1] as Bool) {
                return (end, false)
            }
        }
        return (end, rows.count == rowsAtOnce && end > seq)
    }

    /// Returns the number of erased numbers; a sender who still waits for a reply is not erased.
    private func forgetNumbers(before limit: Timestamp) throws -> Int {
        try db.run(
            """
            UPDATE sender SET key = NULL WHERE id IN (
                SELECT id FROM sender WHERE key IS NOT NULL AND seen_at < ? AND kept_until IS NULL
                    AND NOT EXISTS (
                        SELECT 1 FROM reply WHERE reply.sender = sender.id AND state IN ('planned', 'sending'))
                LIMIT \(rowsAtOnce))
            """, [limit.milliseconds])
        return db.changesCount
    }

    /// Returns whether there is more.
    private func forgetBookkeeping(_ limits: Limits) throws -> Bool {
        try forgetOldOctets(at: limits.time)
        let dayAgo = (limits.time - .days(1)).milliseconds
        // A calendar month is the longest, and no raid window or quiet time is longer.
        let monthAgo = (limits.time - .days(32)).milliseconds
        let batches: [(sql: String, limit: Int64)] = [
            ("DELETE FROM slot WHERE deleted_at < ?", dayAgo),
            (
                """
                DELETE FROM long_message WHERE id IN (SELECT id FROM long_message m WHERE last_part_at < ?
                    AND NOT EXISTS (SELECT 1 FROM part WHERE message = m.id AND content IS NOT NULL AND recorded = 0)
                    LIMIT \(rowsAtOnce))
                """, dayAgo
            ),
            (
                "DELETE FROM submission WHERE id IN (SELECT id FROM submission WHERE at < ? LIMIT \(rowsAtOnce))",
                monthAgo
            ),
            (
                """
                DELETE FROM sighting WHERE (line, at, sender) IN (
                    SELECT line, at, sender FROM sighting
                    WHERE line IN (SELECT line FROM line_counter) AND at < ? LIMIT \(rowsAtOnce))
                """, monthAgo
            ),
            // The newest row of each line is kept: it shows when the next one is due, or that a line must be verified.
            (
                """
                DELETE FROM heartbeat WHERE at < ? AND (culprit IS NULL OR culprit IN (SELECT line FROM line_verified))
                    AND at < (SELECT max(at) FROM heartbeat later WHERE later.receiver = heartbeat.receiver)
                """, monthAgo
            ),
        ]
        var hasMore = try forgetWeekSenders(before: limits.time - .days(42), atOnce: rowsAtOnce)
        for bite in batches {
            try db.run(bite.sql, [bite.limit])
            hasMore = hasMore || db.changesCount >= rowsAtOnce
        }
        return hasMore
    }

    /// Logs once a day what was erased.
    private func logRun(contents: Int, numbers: Int, records: Int) throws {
        if contents + numbers + records > 0 {
            try db.run(
                "UPDATE retention SET contents = contents + ?, numbers = numbers + ?, records = records + ?",
                [contents, numbers, records])
        }
        let dayAgo = (now - .days(1)).milliseconds
        let owed = try db.first(
            """
            SELECT contents, numbers, records FROM retention
            WHERE contents + numbers + records > 0 AND (told_at IS NULL OR told_at <= ?1 OR told_at > ?2)
            """, [dayAgo, now.milliseconds])
        guard let owed else { return }
        try byTimeOfBox.append(
            .retentionRun(RetentionDetails(cause: .age, contents: owed[0], numbers: owed[1], records: owed[2])),
            EventDraft())
        try db.run(
            "UPDATE retention SET contents = 0, numbers = 0, records = 0, told_at = ?", [now.milliseconds])
    }
}
