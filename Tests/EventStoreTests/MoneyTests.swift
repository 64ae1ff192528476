import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct MoneyTests {
    private let cents2 = Money(micros: 20_000)

    private func report(_ box: TestBox, _ budget: BudgetRules, now: Timestamp = noon) async throws -> BudgetReport {
        try await box.store.budgetReport(
            box: budget.box, lines: ["montreal": budget.line], highestReplyPrice: cents2,
            timeZone: TimeZone(identifier: "America/Toronto") ?? .gmt, now: now)
    }

    @Test("money is reserved, then spent, and reduces the remaining budget")
    func moneyReserved() async throws {
        let box = try TestBox()
        let budget = BudgetRules(box: .init(total: Money(micros: 50_000)), line: .init(perMonth: Money(micros: 90_000)))
        let context = LineContext.line(budget: budget)
        #expect(try await report(box, budget).box.contactsLeft == 2)
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: context, now: noon, start: .allowed).started)
        var state = try await report(box, budget)
        #expect(state.box.reserved == cents2 && state.box.spent == .zero)
        #expect(state.box.left == Money(micros: 30_000) && state.box.contactsLeft == 1)
        #expect(state.lines["montreal"]?.left == Money(micros: 70_000))
        try await box.store.settle(Settlement(reply: reply.id, outcome: .sent), now: noon)
        state = try await report(box, budget)
        #expect(state.box.reserved == .zero && state.box.spent == cents2 && state.box.left == Money(micros: 30_000))
        #expect(try await box.take(.text("b", from: other), in: context) == [nil])
        #expect(try await box.take(.text("c", from: third), in: context) == [.budgetTotal])
        #expect(try await report(box, budget).box.contactsLeft == 0)
    }

    @Test("without a limit no remaining budget is counted")
    func withoutLimit() async throws {
        let box = try TestBox()
        try await box.answer(.text("a"))
        let state = try await report(box, BudgetRules())
        #expect(state.box.left == nil && state.box.contactsLeft == nil && state.box.spent == cents2)
        #expect(state.lines["montreal"]?.left == nil)
    }

    @Test("a limit lowered below the amount spent leaves zero, not less")
    func limitWas() async throws {
        let box = try TestBox()
        try await box.answer(.text("a"))
        let state = try await report(box, BudgetRules(box: .init(total: Money(micros: 1))))
        #expect(state.box.left == .zero)
    }

    @Test("a month ends in the time zone of the box")
    func monthEnds() async throws {
        let box = try TestBox()
        let budget = BudgetRules(line: .init(perMonth: cents2))
        let context = LineContext.line(budget: budget)
        let midnight = Timestamp(seconds: 1_775_016_000)  // 2026-04-01T00:00 in Toronto, 04:00Z
        try await box.answer(.text("a"), in: context, now: midnight - .hours(1))
        #expect(try await box.take(.text("b", from: other), in: context, now: midnight - .seconds(1)) == [.budgetLine])
        #expect(try await box.take(.text("c", from: third), in: context, now: midnight) == [nil])
        #expect(try await report(box, budget, now: midnight).lines["montreal"]?.left == .zero)
        #expect(try await report(box, budget, now: midnight + .days(31)).lines["montreal"]?.left == cents2)
    }

    @Test("a warning is logged once per limit and period, and again for a new limit")
    func warningComes() async throws {
        let box = try TestBox()
        let budget = BudgetRules(
            box: .init(total: Money(micros: 100_000), warnAt: 800_000),
            line: .init(perMonth: Money(micros: 80_000), warnAt: 500_000))
        let context = LineContext.line(budget: budget)
        var warnings: [Int] = []
        for index in 0..<5 {
            try await box.answer(.text("a", from: "+1514555200\(index)"), in: context)
            warnings.append(try await box.kinds().filter { $0 == .budgetWarning }.count)
        }
        // 0.04 of 0.08 with the second reply, 0.08 of 0.10 with the fourth.
        #expect(warnings == [0, 1, 1, 2, 2])
        let events = try await box.store.events().filter { $0.kind == .budgetWarning }
        #expect(events[0].line == "montreal" && events[0].details["limit"] == "per_month")
        #expect(events[1].line == nil && events[1].details["scope"] == "box")
        #expect(events[1].details["used"] == "0.08")

        let nextMonth = noon + .days(31)
        for index in 5..<7 {
            try await box.answer(.text("a", from: "+1514555200\(index)"), in: context, now: nextMonth)
        }
        #expect(try await box.kinds().filter { $0 == .budgetWarning }.count == 2)
        try await box.store.addBudget(Money(micros: 50_000), now: nextMonth)
        for index in 7..<9 {
            try await box.answer(.text("a", from: "+1514555200\(index)"), in: context, now: nextMonth)
        }
        let last = try await box.store.events().filter { $0.kind == .budgetWarning }.suffix(2)
        #expect(Set(last.map { $0.details["limit"] }) == ["total", "per_month"])
        try await box.expectConsistentMoney()
    }

    @Test("an exhausted limit is logged once per period, at the first contact refused for it")
    func exhaustedComes() async throws {
        let box = try TestBox()
        let context = LineContext.line(budget: BudgetRules(box: .init(total: cents2, perMonth: cents2)))
        try await box.answer(.text("a"), in: context)
        #expect(try await box.kinds().contains(.budgetExhausted) == false)
        for index in 0..<3 { try await box.take(.text("b", from: "+1514555200\(index)"), in: context) }
        let events = try await box.store.events().filter { $0.kind == .budgetExhausted }
        #expect(events.map { $0.details["limit"] } == ["total", "per_month"])
        #expect(events.allSatisfy { $0.line == nil })
        try await box.take(.text("c", from: third), in: context, now: noon + .days(31))
        #expect(try await box.kinds().filter { $0 == .budgetExhausted }.count == 2)
    }

    @Test("added money counts for the total of the box and answers no old message")
    func addedMoney() async throws {
        let box = try TestBox()
        let budget = BudgetRules(box: .init(total: Money(micros: 10_000)))
        let context = LineContext.line(budget: budget)
        #expect(try await box.take(.text("a"), in: context) == [.budgetTotal])
        try await box.store.addBudget(Money(micros: 10_000), now: noon)
        #expect(try await report(box, budget).box.total == cents2)
        #expect(try await box.store.begin(in: context, now: noon) == .nothing)
        #expect(try await box.take(.text("b"), in: context) == [nil])
        #expect(try await box.last(.operatorAction)?.details["amount"] == "0.01")
    }

    @Test("an invalid amount is not added", arguments: [0, -1, Int64.max])
    func amountMakes(micros: Int64) async throws {
        let box = try TestBox()
        await #expect(throws: StoreError.self) {
            try await box.store.addBudget(Money(micros: micros), now: noon)
        }
    }

    @Test("the monthly price is charged once per line and month")
    func monthlyPrice() async throws {
        let box = try TestBox()
        let context = LineContext.line(budget: BudgetRules(box: .init(total: Money(micros: 100), warnAt: 800_000)))
        let price = Money(micros: 80)
        #expect(try await box.store.chargeMonthly(price, in: context, now: noon))
        #expect(try await box.kinds() == [.budgetWarning])
        #expect(try await box.store.chargeMonthly(price, in: context, now: noon + .days(10)) == false)
        #expect(try await box.store.chargeMonthly(price, in: .line("quebec"), now: noon))
        #expect(try await box.store.chargeMonthly(price, in: context, now: noon + .days(20)))
        #expect(try await box.number("SELECT sum(spent) FROM ledger WHERE scope = ''") == 240)
        try await box.expectConsistentMoney()
    }

    @Test("extreme amounts end in an error or a refusal, not in a trap")
    func amountsBeyond() async throws {
        let box = try TestBox()
        let dear = LineContext.line(
            budget: BudgetRules(box: .init(total: Money.limit, perMonth: Money.limit, warnAt: 5))
        ) {
            $0.pricePerPart = Money.limit
            $0.replyParts = 3
        }
        #expect(try await box.take(.text("a"), in: dear) == [.budgetTotal])
        for _ in 0..<3 { try await box.store.addBudget(Money.limit, now: noon) }
        #expect(try await report(box, dear.budget).box.total == Money(micros: 4 * Money.limit.micros))
    }
}
