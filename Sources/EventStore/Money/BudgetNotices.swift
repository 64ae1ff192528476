import GRDB
import LinePolicy
import Vocabulary

/// One limit of a scope, with what counts against it.
private struct Limit {
    let scope: BudgetScope
    let period: BudgetPeriod
    let amount: Money
    let used: Money
    /// yyyymm; 0 for the total.
    let month: Int64

    /// Whether `share` millionths of the limit are used.
    func reaches(_ share: Int) -> Bool {
        let share = UInt64(min(max(share, 0), 1_000_000))
        let product = UInt64(max(amount.micros, 0)).multipliedFullWidth(by: share)
        return used.micros >= Int64(UInt64(1_000_000).dividingFullWidth(product).quotient)
    }
}

extension Transaction {
    /// Writes `budget_warning` for each limit that spent + reserved has now reached, once per limit and period.
    func noteWarnings(_ context: LineContext, _ period: CalendarPeriod) throws {
        for scope in [BudgetScope.line, .box] {
            guard let share = context.budget.limits(scope).warnAt else { continue }
            for limit in try limits(scope, context, period) where limit.reaches(share) {
                try note(limit, line: context.line, as: EventPayload.budgetWarning)
            }
        }
    }

    /// Writes `budget_exhausted` for each limit of the scope that `price` would break, once per limit and period.
    func noteExhausted(
        _ scope: BudgetScope, _ context: LineContext, _ period: CalendarPeriod, price: Money
    ) throws {
        let all = try limits(scope, context, period)
        var broken = all.filter { $0.used + price > $0.amount }
        if scope == .line, try noteExhaustedBalance(context, price: price), broken.isEmpty { return }
        // A price the policy knew and we do not, as of a spoken answer: the tightest limit it was.
        if broken.isEmpty { broken = all.min { $0.amount - $0.used < $1.amount - $1.used }.map { [$0] } ?? [] }
        for limit in broken { try note(limit, line: context.line, as: EventPayload.budgetExhausted) }
    }

    private func limits(_ scope: BudgetScope, _ context: LineContext, _ period: CalendarPeriod) throws -> [Limit] {
        let limits = context.budget.limits(scope)
        guard limits.total != nil || limits.perMonth != nil else { return [] }
        let usage = try usage(scope.key(context.line), month: period.month)
        var all: [Limit] = []
        if let total = limits.total {
            all.append(
                Limit(scope: scope, period: .total, amount: total + usage.added, used: usage.ever, month: 0))
        }
        if let perMonth = limits.perMonth {
            all.append(
                Limit(scope: scope, period: .perMonth, amount: perMonth, used: usage.thisMonth, month: period.month))
        }
        return all
    }

    private func note(_ limit: Limit, line: String, as kind: (LimitDetails) -> EventPayload) throws {
        let payload = kind(
            LimitDetails(scope: limit.scope, period: limit.period, amount: limit.amount, used: limit.used))
        // A limit the operator raised is another limit: its amount is part of the key.
        try db.run(
            "INSERT OR IGNORE INTO limit_notice (scope, kind, month, amount, event) VALUES (?, ?, ?, ?, ?)",
            [limit.scope.key(line), limit.period.rawValue, limit.month, limit.amount.micros, payload.kind.rawValue])
        guard db.changesCount > 0 else { return }
        try append(payload, EventDraft(line: limit.scope == .line ? line : nil))
    }
}
