/// The scope of a limit.
public enum BudgetScope: String, CaseIterable, Hashable, Sendable {
    /// The whole box.
    case box
    /// One line.
    case line
}

/// The period of a limit.
public enum BudgetPeriod: String, CaseIterable, Hashable, Sendable {
    /// For ever.
    case total
    /// For a calendar month.
    case perMonth = "per_month"
    /// As long as the balance of the SIM lasts; `used` is our own count since the network reported it.
    case balance
}

/// The details of `budget_warning` and `budget_exhausted`: a limit that is nearly used up, or that a reply would
/// exceed.
public struct LimitDetails: Hashable, Sendable {
    /// The scope of the limit.
    public var scope: BudgetScope
    /// The period of the limit.
    public var period: BudgetPeriod
    /// The limit.
    public var amount: Money
    /// The money spent and reserved.
    public var used: Money

    /// Makes the details of a limit.
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
