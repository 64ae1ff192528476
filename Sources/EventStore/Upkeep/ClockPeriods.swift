import Foundation
import GRDB
import LinePolicy
import Synchronization
import Vocabulary

// How old an event is, is told by the clock of retention, which no wrong clock moves. `event.at` is what the box believed;
// a period says, from one event on, what is to be added to it.

extension Transaction {
    /// What is written down from now on is by another clock.
    func beginPeriod(after seq: Int64, correction: Span) throws {
        try db.run(
            "INSERT OR REPLACE INTO clock_period (first_seq, correction) VALUES (?, ?)",
            [seq + 1, correction.milliseconds])
    }

    /// Everything was written down before any clock was usable: this run's is as old as the monotonic clock says, the rest
    /// ended when the run began.
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

    /// Forgets periods of which no number is known any more.
    func forgetPeriods() throws {
        try db.run(
            """
            DELETE FROM clock_period WHERE first_seq < (SELECT max(first_seq) FROM clock_period
                WHERE first_seq <= (SELECT numbers_forgotten_to FROM box) + 1)
            """)
    }
}

extension EventStore {
    /// What the clock of retention showed last; nil when it never ran.
    public func retentionTime() async throws(StoreError) -> Timestamp? {
        try await read { db in
            try db.number("SELECT retention_at FROM box").map(Timestamp.init(milliseconds:))
        }
    }

    /// Sets the clock of retention; `began` is what it showed at the start of the run.
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
