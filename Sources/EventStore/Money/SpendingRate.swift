import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// How fast money is spent, by the ledger of this calendar month and the last one.
struct SpendingRate {
    private let months: [Int64]
    private let days: Double
    private let now: Timestamp
    private let nextMonth: Timestamp?

    /// Counts from the first event where that is younger, and one day at least.
    init(_ db: Database, period: CalendarPeriod, now: Timestamp, timeZone: TimeZone) throws {
        let last = CalendarPeriod(at: period.monthStart - .hours(1), in: timeZone)
        months = [last.month, period.month]
        let first = try db.number("SELECT at FROM event ORDER BY seq LIMIT 1").map(Timestamp.init(milliseconds:))
        let since = max(last.monthStart, first ?? now)
        days = max(1, Double((now - since).milliseconds) / 86_400_000)
        self.now = now
        // A month has 31 days at most: the day after them is in the next one.
        nextMonth = CalendarPeriod(at: period.monthStart + .days(32), in: timeZone).monthStart
    }

    /// Nil while nothing was spent.
    func perDay(_ scope: String, _ db: Database) throws -> Money? {
        let spent = try db.number(
            "SELECT sum(spent) FROM ledger WHERE scope = ? AND month IN (?, ?)", [scope, months[0], months[1]])
        guard let spent, spent > 0 else { return nil }
        return Money(micros: Int64((Double(spent) / days).rounded()))
    }

    /// When the first of the limits is used up; a monthly one only counts when that is before its next month.
    func end(of limits: BudgetLimits, _ usage: Usage, perDay: Money) -> Timestamp? {
        guard perDay > .zero else { return nil }
        func end(_ left: Money) -> Timestamp {
            let days = Double(max(left, .zero).micros) / Double(perDay.micros)
            // Dates are limited to a thousand years ahead.
            return now + Span(milliseconds: Int64(min(days, 366_000) * 86_400_000))
        }
        let total = limits.total.map { end($0 + usage.added - usage.ever) }
        let monthly = limits.perMonth.map { end($0 - usage.thisMonth) }.flatMap { end in
            nextMonth.map { end < $0 } == true ? end : nil
        }
        return [total, monthly].compactMap(\.self).min()
    }
}
