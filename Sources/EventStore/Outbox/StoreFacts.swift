import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// The row number for callers without a number, where one is needed.
let withheldSender: Int64 = 0

/// The facts for the policy, read inside the transaction that decides.
struct StoreFacts: PolicyFacts {
    /// The planned reply under judgement, which does not count against itself.
    struct Excluded {
        let reply: Int64
        let origin: Int64
        let reserved: Money
        let month: Int64
    }

    let transaction: Transaction
    let context: LineContext
    let period: CalendarPeriod
    /// The row of the sender under judgement; every question by key is about that sender.
    let sender: Int64?
    /// Its key; nil when withheld.
    let senderKey: String?
    /// When the contact took place, by its network time.
    let moment: Timestamp
    let excluded: Excluded?

    private var db: Database { transaction.db }
    /// What is later was written by another clock, before this one was known to be none; to an hour, as times overtake
    /// each other.
    private var latest: Int64 { (transaction.now + .hours(1)).milliseconds }
    private var excludedReply: Int64 { excluded?.reply ?? 0 }

    func isBlocked(_ key: String) throws -> Bool {
        try db.number("SELECT 1 FROM sender WHERE id = ? AND blocked_at IS NOT NULL", [sender]) != nil
    }

    func hasStopped(_ key: String) throws -> Bool {
        try db.number("SELECT 1 FROM sender WHERE id = ? AND stopped_at IS NOT NULL", [sender]) != nil
    }

    func equalTexts(from key: String, foldedText: String, in range: ClosedRange<Timestamp>) throws -> Int {
        let count = try db.number(
            "SELECT count(*) FROM heard_text WHERE sender = ? AND text = ? AND at BETWEEN ? AND ? AND seq < ?",
            [
                sender, transaction.textHash(foldedText), range.lowerBound.milliseconds, range.upperBound.milliseconds,
                excluded?.origin ?? Int64.max,
            ])
        return Int(count ?? 0)
    }

    func repliesInWindow(to key: String, since: Timestamp) throws -> Int {
        let count = try db.number(
            """
            SELECT count(*) FROM reply
            WHERE sender = ? AND counted_at > ? AND (counted_at <= ? OR state = 'planned') AND state <> 'cancelled'
                AND id <> ? AND purpose = 'consent'
            """,
            [sender, since.milliseconds, latest, excludedReply])
        return Int(count ?? 0)
    }

    func repliesInLifetime(to key: String) throws -> Int {
        let count = try db.number(
            """
            SELECT count(*) FROM reply
            WHERE sender = ? AND state NOT IN ('cancelled', 'failed') AND id <> ? AND purpose = 'consent'
            """,
            [sender, excludedReply])
        return Int(count ?? 0)
    }

    func activeRaid() throws -> Raid? {
        try transaction.raid(on: context.line)
    }

    /// The sightings that can matter: all of this sender, and the nearest ones before and after the contact.
    ///
    /// Any raid window around the contact that holds enough senders holds enough of the nearest, so a raid of
    /// thousands costs no more than a small one.
    func raidSightings(in range: ClosedRange<Timestamp>) throws -> [RaidSighting] {
        let own = sender ?? withheldSender
        let pivot = min(max(moment, range.lowerBound), range.upperBound).milliseconds
        let rows = try db.rows(
            """
            SELECT at, sender FROM sighting WHERE line = ?1 AND sender = ?2 AND at BETWEEN ?3 AND ?4
            UNION SELECT * FROM (SELECT at, sender FROM sighting
                WHERE line = ?1 AND at BETWEEN ?3 AND ?5 ORDER BY at DESC LIMIT ?6)
            UNION SELECT * FROM (SELECT at, sender FROM sighting
                WHERE line = ?1 AND at > ?5 AND at <= ?4 ORDER BY at LIMIT ?6)
            ORDER BY at
            """,
            [
                context.line, own, range.lowerBound.milliseconds, range.upperBound.milliseconds, pivot,
                2 * min(max(context.rules.raidSenders, 1), 1_000_000),
            ])
        // The sender under judgement must be recognised; for all others any stable key will do.
        return rows.map { row in
            let number: Int64 = row[1]
            let key = number == own ? senderKey ?? RaidSighting.withheldKey : "#\(number)"
            return RaidSighting(key: key, at: Timestamp(milliseconds: row[0]))
        }
    }

    func isQuiet(at time: Timestamp) throws -> Bool {
        context.rules.quiet.hold(at: time, in: context.timeZone)
    }

    func lineBudgetLeft() throws -> Money? {
        try left(.line)
    }

    func totalBudgetLeft() throws -> Money? {
        try left(.box)
    }

    func partsToday() throws -> Int {
        let sent = try db.number(
            "SELECT count(*) FROM submission WHERE sim = ? AND at BETWEEN ? AND ?",
            [context.sim, period.dayStart.milliseconds, latest])
        let waiting = try db.number(
            """
            SELECT sum(parts - attempted) FROM reply WHERE sim = ? AND state IN ('planned', 'sending') AND id <> ?
            """, [context.sim, excludedReply])
        return Int((sent ?? 0) + (waiting ?? 0))
    }

    func isRecipientThisMonth(_ key: String) throws -> Bool {
        try db.number(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM submission WHERE sim = ?1 AND at BETWEEN ?2 AND ?5 AND sender = ?3)
                OR EXISTS (SELECT 1 FROM reply WHERE sim = ?1 AND state IN ('planned', 'sending') AND sender = ?3
                    AND manner <> 'spoken' AND id <> ?4)
            """, [context.sim, period.monthStart.milliseconds, sender, excludedReply, latest]) != nil
    }

    func recipientsThisMonth() throws -> Int {
        let count = try db.number(
            """
            SELECT count(*) FROM (
                SELECT sender FROM submission WHERE sim = ?1 AND at BETWEEN ?2 AND ?4
                UNION SELECT sender FROM reply
                WHERE sim = ?1 AND state IN ('planned', 'sending') AND manner <> 'spoken' AND id <> ?3)
            """, [context.sim, period.monthStart.milliseconds, excludedReply, latest])
        return Int(count ?? 0)
    }

    func withheldAnswersToday() throws -> Int {
        let count = try db.number(
            """
            SELECT count(*) FROM reply
            WHERE sender IS NULL AND counted_at BETWEEN ? AND ? AND state <> 'cancelled' AND id <> ?
            """,
            [period.dayStart.milliseconds, latest, excludedReply])
        return Int(count ?? 0)
    }

    private func left(_ scope: BudgetScope) throws -> Money? {
        // A reply's money belongs to the month of its reservation, so it is judged again by that month.
        let month = excluded?.month ?? period.month
        let usage = try transaction.usage(scope.key(context.line), month: month)
        let own = excluded?.reserved ?? .zero
        let left = context.budget.limits(scope).left(usage, giving: own, added: scope == .box ? usage.added : .zero)
        guard scope == .line, let balance = try transaction.balanceLeft(context, giving: own) else { return left }
        return left.map { min($0, balance) } ?? balance
    }
}
