import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// The spent, reserved and remaining money of one scope.
public struct BudgetState: Hashable, Sendable {
    /// Spent for ever.
    public var spent: Money
    /// Reserved by planned replies and by replies being sent.
    public var reserved: Money
    /// The limit for ever, with what the operator added; nil without one.
    public var total: Money?
    /// The limit of a calendar month; nil without one.
    public var perMonth: Money?
    /// The smallest amount still available, never below 0; nil without a limit.
    public var left: Money?
    /// ``left`` divided by the most expensive reply, rounded down; nil without a limit.
    public var contactsLeft: Int64?
    /// What was spent a day since the beginning of the last calendar month; nil while nothing was.
    public var perDay: Money?
    /// When a limit is used up at that rate; nil when none will be.
    public var runsOutAt: Timestamp?
}

/// The budget of the box and of its lines.
public struct BudgetReport: Hashable, Sendable {
    /// The whole box, removed lines included.
    public var box: BudgetState
    /// Each requested line, by id.
    public var lines: [String: BudgetState]
}

extension EventStore {
    /// Spent, reserved and left; `highestReplyPrice` is the price of the most expensive single reply of any line.
    public func budgetReport(
        box: BudgetLimits, lines: [String: BudgetLimits], highestReplyPrice: Money, timeZone: TimeZone, now: Timestamp
    ) async throws(StoreError) -> BudgetReport {
        let period = CalendarPeriod(at: now, in: timeZone)
        let month = period.month
        return try await read { db in
            let rate = try SpendingRate(db, period: period, now: now, timeZone: timeZone)
            func state(_ scope: String, _ limits: BudgetLimits) throws -> BudgetState {
                let usage = try db.usage(scope, month: month)
                let left = limits.left(usage, added: usage.added)
                let perDay = try rate.perDay(scope, db)
                return BudgetState(
                    spent: usage.spentEver, reserved: usage.reservedEver, total: limits.total.map { $0 + usage.added },
                    perMonth: limits.perMonth, left: left,
                    contactsLeft: highestReplyPrice > .zero ? left.map { $0.micros / highestReplyPrice.micros } : nil,
                    perDay: perDay, runsOutAt: perDay.flatMap { rate.end(of: limits, usage, perDay: $0) })
            }
            var states: [String: BudgetState] = [:]
            for (line, limits) in lines { states[line] = try state(line, limits) }
            return BudgetReport(box: try state("", box), lines: states)
        }
    }

    /// Adds to the total of the box; the amount must be positive and at most ``Money/limit``.
    public func addBudget(_ amount: Money, now: Timestamp) async throws(StoreError) {
        guard amount > .zero, amount <= Money.limit else {
            throw .unusableAmount
        }
        try await write(now: now) { transaction in
            try transaction.db.run(
                "INSERT INTO budget_addition (at, amount) VALUES (?, ?)", [now.milliseconds, amount.micros])
            try transaction.append(.budgetAdd(amount))
        }
    }

    /// Charges the monthly price of a line, once per line id and calendar month; true when it was charged now.
    @discardableResult
    public func chargeMonthly(
        _ amount: Money, in context: LineContext, now: Timestamp
    ) async throws(StoreError) -> Bool {
        try await write(now: now) { try $0.charge(amount, in: context) }
    }
}

extension Transaction {
    /// Charges what a line costs in this month, once; true when it was charged now.
    @discardableResult
    func charge(_ amount: Money, in context: LineContext) throws -> Bool {
        guard amount > .zero else { return false }
        let period = CalendarPeriod(at: now, in: context.timeZone)
        try db.run(
            "INSERT OR IGNORE INTO charge (line, month, amount, at) VALUES (?, ?, ?, ?)",
            [context.line, period.month, amount.micros, now.milliseconds])
        guard db.changesCount == 1 else { return false }
        try move(line: context.line, month: period.month, spent: amount.micros, reserved: 0)
        try noteWarnings(context, period)
        return true
    }
}
