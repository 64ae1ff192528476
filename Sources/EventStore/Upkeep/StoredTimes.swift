import Foundation
import GRDB
import LinePolicy
import Synchronization
import Vocabulary

// Corrects times that were stored by a wrong clock. While the service runs, the monotonic clock gives the age of
// everything of this run: when the time jumps, the times of this run move with it, so every difference stays the same.
// Of earlier runs it is only known that none of their times can be in the future.

extension Transaction {
    /// Records the newest time reported by the network; a time ahead of now was not accepted.
    func noteNetworkTime(_ time: Timestamp?) throws {
        guard let time, time <= now else { return }
        try db.run(
            "UPDATE box SET newest_network_time = ?1 WHERE ifnull(newest_network_time, ?1 - 1) < ?1",
            [time.milliseconds])
    }
}

extension EventStore {
    /// The newest time at which an event was stored, except those flagged as ahead of the clock.
    public var newestStoredAt: Timestamp? { clock.withLock { $0.newestStored } }

    /// The newest time that the network reported and that was accepted.
    public func newestNetworkTime() async throws(StoreError) -> Timestamp? {
        try await read { db in
            try db.number("SELECT newest_network_time FROM box").map(Timestamp.init(milliseconds:))
        }
    }

    /// Looks up the newest stored time, before the first event of a run is written.
    public func findNewestStored() async throws(StoreError) {
        let newest = try await read { try $0.newestStored() }
        clock.withLock { $0.found(newest: newest) }
    }

    /// Begins a run at `change.to`: stored times ahead of a known time are flagged and treated as now.
    ///
    /// `retention` is the time of the retention clock; nil when it never ran.
    public func beginRun(
        at change: TimeChange, retention: Timestamp?, earliest: Timestamp, timeZone: TimeZone
    ) async throws(StoreError) {
        let correction = (retention ?? change.to) - change.to
        let (last, newest) = try await write(now: change.to) { transaction in
            let last = try transaction.db.number("SELECT max(seq) FROM event") ?? 0
            if change.isKnown, let retention {
                try transaction.moveLastRun(retention: retention, correction: correction, timeZone: timeZone)
            }
            // No run before this one ever knew the time.
            let isFirst =
                try change.isKnown && retention == nil && last > 0
                && (transaction.db.newestStored() ?? .distantPast) < earliest
            if isFirst { try transaction.dateUndatedEvents(change, before: last, timeZone: timeZone) }
            try transaction.beginPeriod(after: last, correction: correction)
            try transaction.db.run("UPDATE box SET run_seq = ?", [last])
            if change.isKnown {
                try transaction.settleTimes(
                    undated: earliest, after: last, isFirst: isFirst, timeZone: timeZone)
            }
            if isFirst { try transaction.dateUndatedTimes(change, undated: earliest) }
            return (last, try transaction.db.newestStored())
        }
        clock.withLock { clock in
            clock.lastSeqBefore = last
            clock.correction = correction
            clock.found(newest: newest)
        }
    }

    /// Applies a new time: the times of this run move with it, and times ahead of it are flagged.
    ///
    /// Delays keep their drawn length and count from the network's time of the text; windows, limits and months move.
    /// `isFirst` = the retention clock begins here: older events have no time. Returns the number of events flagged.
    @discardableResult
    public func adjust(
        to change: TimeChange, retention: Timestamp?, isFirst: Bool, earliest: Timestamp, timeZone: TimeZone
    ) async throws(StoreError) -> Int {
        let before = clock.withLock { $0.lastSeqBefore }
        let correction = (retention ?? change.to) - change.to
        let (flagged, newest) = try await write(now: change.to) { transaction in
            let db = transaction.db
            let last = try db.number("SELECT max(seq) FROM event") ?? 0
            if isFirst { try transaction.dateUndatedEvents(change, before: before, timeZone: timeZone) }
            try transaction.beginPeriod(after: last, correction: correction)
            if change.shift != .zero { try transaction.move(change, after: before, timeZone: timeZone) }
            var flagged = 0
            if change.isKnown {
                flagged = try transaction.settleTimes(
                    undated: earliest, after: before, isFirst: isFirst, timeZone: timeZone)
            }
            if isFirst { try transaction.dateUndatedTimes(change, undated: earliest) }
            return (flagged, try db.newestStored())
        }
        clock.withLock { clock in
            clock.correction = correction
            clock.found(newest: newest)
        }
        return flagged
    }
}

extension Database {
    fileprivate func newestStored() throws -> Timestamp? {
        try number("SELECT at FROM event WHERE ahead = 0 ORDER BY at DESC LIMIT 1 /* reads all: ends at the first */")
            .map(Timestamp.init(milliseconds:))
    }
}

extension Transaction {
    /// Times of this run that only record when something happened.
    private static let moments: [(table: String, column: String)] = [
        ("submission", "at"), ("sighting", "at"), ("heard_text", "at"), ("raid", "started_at"), ("raid", "hot_until"),
        ("sim_backoff", "at"), ("trouble", "since"), ("trouble", "told_at"), ("trouble", "calm_since"),
        ("notify_state", "alive_at"),
        ("recent_octets", "at"), ("long_message", "last_part_at"),
        ("slot", "deleted_at"), ("slot", "committed_at"),
        ("sender", "stopped_at"), ("sender", "blocked_at"), ("heartbeat", "at"), ("heartbeat", "heard_at"),
        ("verification", "asked_at"), ("line_verified", "at"), ("line_pause", "at"), ("charge", "at"),
        ("voice_proof", "verified_at"), ("voice_proof", "failed_at"), ("line_counter", "last_received_at"),
        ("line_counter", "last_replied_at"), ("budget_addition", "at"), ("service_centre", "at"), ("pin_attempt", "at"),
        ("box", "started_at"), ("head", "at"), ("balance", "asked_at"), ("balance", "asked_before"),
        ("balance", "read_at"), ("balance", "failing_since"),
    ]

    /// The condition that finds the rows of a table without an index on its times.
    private static func more(_ table: String) -> String {
        switch table {
        case "sighting": " AND line IN (SELECT line FROM line_counter)"
        case "heard_text", "recent_octets": " /* reads all: a clock was wrong */"
        default: ""
        }
    }

    /// Moves times of the last run when its clock was further from the retention clock than today's.
    fileprivate func moveLastRun(retention: Timestamp, correction: Span, timeZone: TimeZone) throws {
        let row = try db.first(
            """
            SELECT b.run_seq, b.started_at, p.correction FROM box b JOIN clock_period p
                ON p.first_seq = (SELECT max(first_seq) FROM clock_period)
            WHERE b.started_at IS NOT NULL
            """)
        guard let row else { return }
        let wrong = Span(milliseconds: row[2])
        let (size, sizeNow) = (max(wrong, .zero - wrong), max(correction, .zero - correction))
        guard size > .minutes(1), sizeNow < size else { return }
        // The last value was stored up to a minute before the end of that run.
        let end = retention - wrong + .minutes(1)
        try move(
            TimeChange(from: end, to: end + wrong, uptime: end - Timestamp(milliseconds: row[1])), after: row[0],
            timeZone: timeZone)
    }

    /// Moves the times of this run from the old time to the new one.
    fileprivate func move(_ change: TimeChange, after lastSeqBefore: Int64, timeZone: TimeZone) throws {
        let shift = change.shift.milliseconds
        let start = (change.from - change.uptime - .seconds(10)).milliseconds
        let end = (change.from + .seconds(10)).milliseconds
        try moveReplies(change, after: lastSeqBefore)
        if change.changesMonths {
            try moveMonths(after: lastSeqBefore, timeZone: timeZone)
            try moveCharges(from: start, to: end, shift: change.shift, timeZone: timeZone)
        }
        // The end of a verification moves with its request.
        try db.run(
            "UPDATE verification SET expires_at = expires_at + ?1 WHERE asked_at BETWEEN ?2 AND ?3",
            [shift, start, end])
        for (table, column) in Self.moments {
            try db.run(
                "UPDATE OR REPLACE \(table) SET \(column) = \(column) + ?1 WHERE \(column) BETWEEN ?2 AND ?3\(Self.more(table))",
                [shift, start, end])
        }
    }

    /// A delay counts from the network's time of the text, and keeps its drawn length; what was due stays due, and a
    /// second try waits for the rest of its delay.
    private func moveReplies(_ change: TimeChange, after lastSeqBefore: Int64) throws {
        let base = """
            min(?1, iif(contact = 'text' AND network_time <= ?1 AND NOT ?3, network_time, base_at + ?2))
            """
        let due = """
            CASE WHEN due_at <= ?5 THEN min(?1, \(base) + due_at - base_at) WHEN retried THEN due_at + ?2
                ELSE \(base) + due_at - base_at END
            """
        try db.run(
            """
            UPDATE reply SET base_at = \(base),
                due_at = iif(state = 'planned', \(due), due_at + ?2),
                counted_at = iif(state = 'planned', \(due), min(?1, counted_at + ?2))
            WHERE origin > ?4
            """,
            [
                change.to.milliseconds, change.shift.milliseconds, change.isBeyondNetwork, lastSeqBefore,
                change.from.milliseconds,
            ])
    }

    /// Times that earlier runs stored without a clock are set to the start of this run: windows and limits count from
    /// there.
    fileprivate func dateUndatedTimes(_ change: TimeChange, undated: Timestamp) throws {
        let began = (change.to - change.uptime).milliseconds
        try db.run(
            "UPDATE reply SET counted_at = ?1 WHERE counted_at < ?2 AND state <> 'planned'",
            [began, undated.milliseconds])
        for (table, column) in Self.moments {
            try db.run(
                "UPDATE OR REPLACE \(table) SET \(column) = ?1 WHERE \(column) < ?2\(Self.more(table))",
                [began, undated.milliseconds])
        }
    }

    /// Removes times ahead of now, and due times that were never valid; returns the number of events flagged.
    ///
    /// A reply planned after `after` for a time before `undated` was planned while no clock was usable; `isFirst` = no
    /// clock was ever usable, so this holds for every reply.
    @discardableResult
    fileprivate func settleTimes(
        undated: Timestamp, after: Int64, isFirst: Bool, timeZone: TimeZone
    ) throws -> Int {
        let at = now.milliseconds
        // Replies planned by a clock that was ahead: what was due at once then is due now.
        try db.run(
            """
            UPDATE reply
            SET due_at = ?1 + due_at - e.at, counted_at = ?1 + due_at - e.at, base_at = min(base_at, ?1)
            FROM (SELECT seq, at FROM event WHERE at > ?1) e
            WHERE e.seq = reply.origin AND state = 'planned' AND due_at >= e.at
            """, [at])
        // A text has its own time; a call counts as now.
        let base = "iif(base_at <= ?1 AND contact = 'text', min(ifnull(network_time, ?1), ?1), ?1)"
        try db.run(
            """
            UPDATE reply SET base_at = \(base), due_at = max(?1, \(base) + due_at - base_at),
                counted_at = max(?1, \(base) + due_at - base_at)
            WHERE state = 'planned' AND (base_at > ?1 OR (base_at < ?2 AND ?2 <= ?1 AND origin > ?3))
            """, [at, undated.milliseconds, isFirst ? 0 : after])
        try db.run("UPDATE reply SET counted_at = ?1 WHERE counted_at > ?1 AND state <> 'planned'", [at])
        try db.run(
            """
            UPDATE verification SET expires_at = ?1 + max(expires_at - asked_at, 0), asked_at = ?1 WHERE asked_at > ?1
            """, [at])
        for (table, column) in Self.moments {
            try db.run("UPDATE OR REPLACE \(table) SET \(column) = ?1 WHERE \(column) > ?1\(Self.more(table))", [at])
        }
        try db.run("UPDATE box SET newest_network_time = ?1 WHERE newest_network_time > ?1", [at])
        try settleMonths(timeZone: timeZone)
        try settleFigures(undated: isFirst ? undated : nil, timeZone: timeZone)
        try db.run("UPDATE event SET ahead = 1 WHERE at > ?1 AND ahead = 0", [at])
        return db.changesCount
    }
}
