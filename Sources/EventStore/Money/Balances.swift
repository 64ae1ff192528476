import GRDB
import LinePolicy
import Vocabulary

/// Whether to query the balance of a SIM now.
public enum BalanceTiming: Hashable, Sendable {
    /// Now; the query is committed, and so many before it failed in a row.
    case ask(failures: Int)
    /// Not before that moment.
    case notBefore(Timestamp)
}

/// The stored balance of a line's SIM.
public struct StoredBalance: Hashable, Sendable {
    /// The part that the rules need.
    public var known: KnownBalance
    /// When it was queried last.
    public var askedAt: Timestamp?
    /// The network's balance less the one before minus our own count, at the last answer; nil before the second one.
    public var difference: Money?
    /// The last answer of the network, if it held no amount.
    public var answer: String?
    /// The SIM, as in ``LineContext/sim``.
    var sim: String
    var failures: Int
    var spentThen: Money
    var isExhausted: Bool
}

extension EventStore {
    /// The least time between two queries for one SIM.
    public static let balanceInterval = Span.hours(24)

    /// Decides whether to query the balance, and commits the query, so that a restart does not repeat it.
    public func beginBalance(
        in context: LineContext, now: Timestamp
    ) async throws(StoreError) -> (timing: BalanceTiming, balance: StoredBalance?) {
        // Most of the time it is too early, which costs no commit.
        let before = try await read { try $0.balance(of: context) }
        if let due = Self.due(before), now < due { return (.notBefore(due), before) }
        return try await write(now: now) { transaction in
            let balance = try transaction.db.balance(of: context)
            if let due = Self.due(balance), now < due { return (.notBefore(due), balance) }
            if balance == nil {
                // Of another SIM nothing holds.
                try transaction.db.run(
                    "INSERT OR REPLACE INTO balance (line, sim) VALUES (?, ?)", [context.line, context.sim])
            }
            try transaction.db.run(
                "UPDATE balance SET sim = ?, asked_before = asked_at, asked_at = ? WHERE line = ?",
                [context.sim, now.milliseconds, context.line])
            return (.ask(failures: balance?.failures ?? 0), try transaction.db.balance(of: context))
        }
    }

    /// Stores the outcome of a query, and its difference from our own count.
    public func noteBalance(
        _ outcome: BalanceOutcome, in context: LineContext, now: Timestamp
    ) async throws(StoreError) -> StoredBalance? {
        try await write(now: now) { transaction in
            let db = transaction.db
            guard let before = try db.balance(of: context) else { return nil }
            switch outcome {
            case .notAsked:
                try db.run("UPDATE balance SET asked_at = asked_before WHERE line = ?", [context.line])
            case .amount(let amount): try transaction.note(amount, after: before, context)
            case .failed(let fault, let answer):
                try db.run(
                    """
                    UPDATE balance SET failures = failures + 1, failing_since = ifnull(failing_since, ?), fault = ?, answer = ?
                    WHERE line = ?
                    """, [now.milliseconds, fault.rawValue, stored(answer), context.line])
                try transaction.append(.balanceRead(.failed(fault)), EventDraft(line: context.line))
            }
            return try db.balance(of: context)
        }
    }

    /// The stored balance of each line that queried it.
    public func balances() async throws(StoreError) -> [String: StoredBalance] {
        try await read { db in
            var all: [String: StoredBalance] = [:]
            for line in try db.rows("SELECT line FROM balance").map({ $0[0] as String }) {
                all[line] = try db.balance(of: line)
            }
            return all
        }
    }

    private static func due(_ balance: StoredBalance?) -> Timestamp? { balance?.askedAt.map { $0 + balanceInterval } }
}

extension Database {
    /// The balance of the SIM that is in the line now; nil of another one.
    func balance(of context: LineContext) throws -> StoredBalance? {
        let balance = try balance(of: context.line)
        return balance.flatMap { Transaction.areTwoSIMs($0.sim, context.sim) ? nil : $0 }
    }

    fileprivate func balance(of line: String) throws -> StoredBalance? {
        let row = try first(
            """
            SELECT b.sim, b.asked_at, b.read_at, b.amount, b.spent_then, b.difference, b.failures, b.failing_since, b.fault,
                b.answer, b.exhausted, ifnull(sum(l.spent + l.reserved), 0)
            FROM balance b LEFT JOIN ledger l ON l.scope = b.line WHERE b.line = ? GROUP BY b.line
            """, [line])
        guard let row else { return nil }
        let spentThen = Money(micros: row[4])
        return StoredBalance(
            known: KnownBalance(
                amount: (row[3] as Int64?).map(Money.init(micros:)),
                readAt: (row[2] as Int64?).map(Timestamp.init(milliseconds:)),
                spentSince: row[2] as Int64? == nil ? .zero : Money(micros: row[11]) - spentThen,
                failingSince: (row[7] as Int64?).map(Timestamp.init(milliseconds:)),
                fault: (row[8] as String?).flatMap(BalanceFault.init(rawValue:))),
            askedAt: (row[1] as Int64?).map(Timestamp.init(milliseconds:)),
            difference: (row[5] as Int64?).map(Money.init(micros:)), answer: restored(row[9]), sim: row[0],
            failures: row[6], spentThen: spentThen, isExhausted: row[10])
    }
}

extension Transaction {
    /// Stores a balance; one above our own count is a top-up, after which an empty balance is reported again.
    fileprivate func note(_ amount: Money, after before: StoredBalance, _ context: LineContext) throws {
        let spentNow = Money(
            micros: try db.number("SELECT sum(spent) FROM ledger WHERE scope = ?", [context.line]) ?? 0)
        let counted = spentNow - before.spentThen
        let difference = BalanceDetails.difference(amount, before: before.known.amount, spent: counted)
        try db.run(
            """
            UPDATE balance SET amount = ?1, read_at = ?2, spent_then = ?3, difference = ?4, failures = 0,
                failing_since = NULL, fault = NULL, answer = NULL, exhausted = iif(?4 > 0, 0, exhausted)
            WHERE line = ?5
            """, [amount.micros, now.milliseconds, spentNow.micros, difference?.micros, context.line])
        try append(
            .balanceRead(.amount(amount, before: before.known.amount, spent: counted)), EventDraft(line: context.line))
    }

    /// The remaining balance; nil when it is not queried or not known.
    func balanceLeft(_ context: LineContext, giving own: Money = .zero) throws -> Money? {
        guard context.budget.asksBalance else { return nil }
        return try db.balance(of: context)?.known.left(at: now, giving: own)
    }

    /// Writes `budget_exhausted` for a balance that cannot pay `price`, once until a top-up; whether it is that one.
    func noteExhaustedBalance(_ context: LineContext, price: Money) throws -> Bool {
        guard let left = try balanceLeft(context), left < price || left <= .zero,
            let balance = try db.balance(of: context), let amount = balance.known.amount
        else { return false }
        guard !balance.isExhausted else { return true }
        try db.run("UPDATE balance SET exhausted = 1 WHERE line = ?", [context.line])
        try append(
            .budgetExhausted(
                LimitDetails(scope: .line, period: .balance, amount: amount, used: balance.known.spentSince)),
            EventDraft(line: context.line))
        return true
    }
}
