import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// Noon of the tests is 15 March, 08:00 local time.
struct SpendingRateTests {
    private let zone = TimeZone(identifier: "America/Toronto") ?? .gmt

    private func state(_ box: TestBox, _ limits: BudgetLimits, now: Timestamp) async throws -> BudgetState {
        try await box.store.budgetReport(
            box: limits, lines: [:], highestReplyPrice: Money(micros: 20_000), timeZone: zone, now: now
        ).box
    }

    private func text(_ number: Int) -> IncomingMessage { .text("x", from: "+1514555\(3_000 + number)") }

    @Test("without spending there is no rate; the first hour counts as a day")
    func first() async throws {
        let box = try TestBox()
        #expect(try await state(box, BudgetLimits(total: Money(micros: 1_000_000)), now: noon).perDay == nil)
        _ = try await box.answer(text(0))
        let after = try await state(box, BudgetLimits(total: Money(micros: 1_000_000)), now: noon + .hours(1))
        #expect(after.perDay == Money(micros: 20_000))
        #expect(after.runsOutAt == noon + .hours(1) + .days(49))
    }

    @Test("the days since the first start are counted, and at most those of this month and the last")
    func days() async throws {
        let box = try TestBox()
        for number in 0..<10 { _ = try await box.answer(text(number)) }
        #expect(try await state(box, BudgetLimits(), now: noon + .days(10)).perDay == Money(micros: 20_000))
        // In May nothing of March counts any more.
        let may = noon + .days(60)
        #expect(try await state(box, BudgetLimits(), now: may).perDay == nil)
    }

    @Test("a monthly limit counts when it is used up before the end of the month, and not after")
    func monthly() async throws {
        let box = try TestBox()
        for number in 0..<10 { _ = try await box.answer(text(number)) }
        let now = noon + .days(10)
        let soon = try await state(box, BudgetLimits(perMonth: Money(micros: 240_000)), now: now)
        #expect(soon.runsOutAt == now + .days(2))
        let late = try await state(box, BudgetLimits(perMonth: Money(micros: 2_000_000)), now: now)
        #expect(late.runsOutAt == nil)
        let gone = try await state(box, BudgetLimits(total: Money(micros: 100_000)), now: now)
        #expect(gone.runsOutAt == now)
    }
}
