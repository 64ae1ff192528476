import LinePolicy
import Vocabulary

/// What may be spent: the limits of the box and of one line.
public struct BudgetRules: Hashable, Sendable {
    /// The limits of the whole box.
    public var box: BudgetLimits
    /// The limits of the line.
    public var line: BudgetLimits
    /// Whether the balance of the line's SIM is queried, and limits what the line spends.
    public var asksBalance = false

    /// Limits of the box and of one line.
    public init(box: BudgetLimits = BudgetLimits(), line: BudgetLimits = BudgetLimits()) {
        self.box = box
        self.line = line
    }

    func limits(_ scope: BudgetScope) -> BudgetLimits {
        switch scope {
        case .box: box
        case .line: line
        }
    }
}

/// The limits of the box or of one line; nil = no limit.
public struct BudgetLimits: Hashable, Sendable {
    /// For ever; for the box, plus what the operator added.
    public var total: Money?
    /// For a calendar month.
    public var perMonth: Money?
    /// The share of a limit at which to warn, in millionths (800,000 = 0.8); nil = no warning.
    public var warnAt: Int?

    /// Makes limits.
    public init(total: Money? = nil, perMonth: Money? = nil, warnAt: Int? = nil) {
        self.total = total
        self.perMonth = perMonth
        self.warnAt = warnAt
    }

    /// The smallest amount still available, never below 0; `own` is what a reply under judgement already holds.
    func left(_ usage: Usage, giving own: Money = .zero, added: Money) -> Money? {
        [total.map { $0 + added - usage.ever }, perMonth.map { $0 - usage.thisMonth }]
            .compactMap { $0 }.map { max($0 + own, .zero) }.min()
    }
}

extension BudgetScope {
    /// The value in the `scope` columns: a line's id, or empty for the box.
    func key(_ line: String) -> String {
        self == .box ? "" : line
    }
}

/// What a scope has spent and reserved.
struct Usage {
    var spentEver: Money = .zero
    var reservedEver: Money = .zero
    var spentThisMonth: Money = .zero
    var reservedThisMonth: Money = .zero
    /// What the operator added to the box's total.
    var added: Money = .zero

    var ever: Money { spentEver + reservedEver }
    var thisMonth: Money { spentThisMonth + reservedThisMonth }
}
