import EventStore
import LineConfiguration
import LinePolicy

extension BudgetLimits {
    /// The limits as configured; without a table there is no limit.
    init(_ settings: BudgetSettings?) {
        self.init(total: settings?.total, perMonth: settings?.perMonth, warnAt: settings?.warnAt)
    }
}
