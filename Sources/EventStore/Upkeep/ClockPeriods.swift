import Foundation
import GRDB
import LinePolicy
import Synchronization
import Vocabulary

// The age of an event is counted by the retention clock, which a wrong system clock does not move. `event.at` is the
// time the box believed; a period holds the correction that applies to it from one event on.

extension Transaction {
    /// From this event on, times are written by another clock.
    func beginPeriod(after seq: Int64, correction: Span) throws {
        try db.run(
            "INSERT OR REPLACE INTO clock_period (first_seq, correction) VALUES (?, ?)",
            [seq + 1, correction.milliseconds])
    }

    /// Dates events that were all written before any clock was usable: those of this run by the monotonic clock, the
    /// others as ended at the start of the run.
    func dateUndatedEvents(_ change: TimeChange, before lastSeq: Int64, timeZone: TimeZone) throws {
        try db.run(
            "UPDATE clock_period SET correction = correction + ? WHERE first_seq > ?",
            [change.shift.milliseconds, lastSeq])
        try db.run(
            """
            UPDATE clock_period SET correction = ?1 - ifnull((SELECT max(at) FROM event WHERE seq <= ?2), ?1)
            WHERE first_seq <= ?2 /* reads all: the time was never known */
            """, [(change.to - change.uptime).milliseconds, lastSeq])
        try db.run("UPDATE sender SET seen_at = ? /* reads all: the time was never known */", [change.to.milliseconds])
        try dateMoney(timeZone: timeZone)
    }

    /// Deletes periods whose numbers are all erased.
    func forgetPeriods() throws {
        try db.run(
            """
            DELETE FROM clock_period WHERE first_seq < (SELECT max(first_seq) FROM clock_period
                WHERE first_seq <= (SELECT numbers_forgotten_to FROM box) + 1)
            """)
    }
}

extension EventStore {
    /// The last time of the retention clock; nil when it never ran.
    public func retentionTime() async throws(StoreError) -> Timestamp? {
        try await read { db in
            try db.number("SELECT retention_at FROM box").map(Timestamp.init(milliseconds:))
        }
    }

    /// Sets the retention clock; `began` is its time at the start of the run.
    public func take(_ step: RetentionClock.Step, began: Timestamp, now: Timestamp) async throws(StoreError) {
        let before = clock.withLock { $0.lastSeqBefore }
        try await write(now: now) { transaction in
            let (young, old) = (step.shift.milliseconds, step.shiftBeforeStart.milliseconds)
            try transaction.db.run(
                "UPDATE clock_period SET correction = correction + iif(first_seq > ?, ?, ?)", [before, young, old])
            try transaction.db.run(
                "UPDATE sender SET seen_at = seen_at + iif(seen_at >= ?, ?, ?) /* reads all: the clock was wrong */",
                [began.milliseconds, young, old])
        }
        clock.withLock { $0.correction = $0.correction + step.shift }
    }
}
