/// Whose money a limit is about.
public enum BudgetScope: String, CaseIterable, Hashable, Sendable {
    /// The whole box.
    case box
    /// One line.
    case line
}

/// For how long a limit counts.
public enum BudgetPeriod: String, CaseIterable, Hashable, Sendable {
    /// For ever.
    case total
    /// For a calendar month.
    case perMonth = "per_month"
    /// As long as the balance of the SIM lasts; `used` is what we counted since the network told it.
    case balance
}

/// What `budget_warning` and `budget_exhausted` say: a limit that is nearly used up, or that a reply would break.
public struct LimitDetails: Hashable, Sendable {
    /// Whose limit.
    public var scope: BudgetScope
    /// For how long it counts.
    public var period: BudgetPeriod
    /// The limit.
    public var amount: Money
    /// Spent and reserved.
    public var used: Money

    /// A limit from its parts.
    public init(scope: BudgetScope, period: BudgetPeriod, amount: Money, used: Money) {
        self.scope = scope
        self.period = period
        self.amount = amount
        self.used = used
    }
}

extension LimitDetails {
    /// The one form in which they are stored.
    var details: Details {
        ["scope": .word(scope), "limit": .word(period), "amount": .money(amount), "used": .money(used)]
    }

    init?(_ details: Details) {
        guard let scope: BudgetScope = details.word("scope"), let period: BudgetPeriod = details.word("limit"),
            let amount = details.money("amount"), let used = details.money("used")
        else { return nil }
        self.init(scope: scope, period: period, amount: amount, used: used)
    }
}
