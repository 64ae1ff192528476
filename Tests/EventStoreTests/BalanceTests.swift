import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// The balance of a SIM: queried once a day, compared with our own count, and a limit.
struct BalanceTests {
    private let cents2 = Money(micros: 20_000)
    private let context = LineContext.line(budget: asking)

    private static var asking: BudgetRules {
        var rules = BudgetRules()
        rules.asksBalance = true
        return rules
    }

    private func ask(_ box: TestBox, at now: Timestamp) async throws -> BalanceTiming {
        try await box.store.beginBalance(in: context, now: now).timing
    }

    private func tell(_ box: TestBox, _ decimal: String, at now: Timestamp) async throws {
        guard case .ask = try await ask(box, at: now) else { throw Unexpected() }
        let amount = try #require(Money(decimal: decimal))
        _ = try await box.store.noteBalance(.amount(amount), in: context, now: now)
    }

    private struct Unexpected: Error {}

    @Test("the balance is queried once a day, whatever the outcome; a query that was not written does not count")
    func daily() async throws {
        let box = try TestBox()
        #expect(try await ask(box, at: noon) == .ask(failures: 0))
        #expect(try await ask(box, at: noon + .seconds(1)) == .notBefore(noon + .days(1)))
        try box.store.close()
        let again = try TestBox(box.folder)
        #expect(try await ask(again, at: noon + .days(1) - .milliseconds(1)) == .notBefore(noon + .days(1)))
        _ = try await again.store.noteBalance(.failed(.noAnswer, answer: nil), in: context, now: noon + .hours(1))
        #expect(try await ask(again, at: noon + .days(1)) == .ask(failures: 1))
        _ = try await again.store.noteBalance(.notAsked, in: context, now: noon + .days(1))
        #expect(try await ask(again, at: noon + .days(1) + .seconds(5)) == .ask(failures: 1))
    }

    @Test("the network's balance is compared with the previous one minus our own count")
    func difference() async throws {
        let box = try TestBox()
        try await tell(box, "5.00", at: noon)
        #expect(try await box.last(.balanceRead)?.details == ["balance": "5.00"])
        try await box.answer(.text("a"), in: context)
        try await tell(box, "4.90", at: noon + .days(1))
        #expect(
            try await box.last(.balanceRead)?.details
                == ["balance": "4.90", "before": "5.00", "spent": "0.02", "difference": "-0.08"])
        try await tell(box, "24.90", at: noon + .days(2))
        #expect(try await box.last(.balanceRead)?.details["difference"] == "20.00")
        let stored = try #require(try await box.store.balances()["montreal"])
        #expect(stored.difference == Money(decimal: "20.00") && stored.known.spentSince == .zero)
    }

    @Test("the balance limits the line: contacts are recorded, not answered, and reported once until a top-up")
    func limit() async throws {
        let box = try TestBox()
        try await tell(box, "0.03", at: noon)
        #expect(try await box.take(.text("a"), in: context) == [nil])
        #expect(try await box.take(.text("b", from: other), in: context) == [.budgetLine])
        #expect(try await box.take(.text("c", from: third), in: context) == [.budgetLine])
        let told = try await box.store.events().filter { $0.kind == .budgetExhausted }
        #expect(told.map(\.details) == [["scope": "line", "limit": "balance", "amount": "0.03", "used": "0.02"]])
        // Another line, and one that does not query its balance, are not affected.
        #expect(try await box.take(.text("d", from: third), in: .line("quebec", budget: Self.asking)) == [nil])
        try await tell(box, "10.00", at: noon + .days(1))
        #expect(
            try await box.take(
                .text("e", from: "+15145550177"), in: context, now: noon + .days(1)) == [nil])
        try await tell(box, "0.00", at: noon + .days(2))
        #expect(
            try await box.take(.text("f", from: "+15145550178"), in: context, now: noon + .days(2)) == [.budgetLine])
        #expect(try await box.store.events().filter { $0.kind == .budgetExhausted }.count == 2)
    }

    @Test("with a balance of zero not even a reply without a price is sent")
    func free() async throws {
        let box = try TestBox()
        var free = context
        free.rules.pricePerPart = .zero
        #expect(try await box.take(.text("a"), in: free) == [nil])
        try await tell(box, "0.00", at: noon)
        #expect(try await box.take(.text("b", from: other), in: free) == [.budgetLine])
        #expect(try await box.take(.text("c", from: other), in: .line()) == [nil])
    }

    @Test("failed queries limit nothing: a balance older than three days is no limit, and failures are recorded")
    func failing() async throws {
        let box = try TestBox()
        try await tell(box, "0.00", at: noon)
        for day in 1...4 {
            let now = noon + .days(Int64(day))
            #expect(try await ask(box, at: now) == .ask(failures: day - 1))
            _ = try await box.store.noteBalance(.failed(.unreadable, answer: "Bonjour\u{0}"), in: context, now: now)
        }
        #expect(try await box.take(.text("a"), in: context, now: noon + .days(3) - .seconds(1)) == [.budgetLine])
        #expect(try await box.take(.text("b", from: other), in: context, now: noon + .days(4)) == [nil])
        let stored = try #require(try await box.store.balances()["montreal"])
        #expect(stored.known.failingSince == noon + .days(1) && stored.answer == "Bonjour\u{0}")
        #expect(BalanceStanding(stored.known, floor: nil, now: noon + .days(4)) == .unknown(.unreadable))
    }

    @Test("the balance of another SIM does not apply; a removed line leaves no balance")
    func otherSIM() async throws {
        let box = try TestBox()
        try await tell(box, "0.00", at: noon)
        var other = context
        other.sim = "89302720000000000099"
        var first = context
        first.sim = "89302720000000000001"
        _ = try await box.store.beginBalance(in: first, now: noon + .days(1))
        #expect(try await box.take(.text("a"), in: other, now: noon + .days(1)) == [nil])
        #expect(try await box.store.beginBalance(in: other, now: noon + .days(1)).timing == .ask(failures: 0))
        #expect(try await box.store.balances()["montreal"]?.known == KnownBalance())
        try await box.store.removeLine("montreal", now: noon + .days(1))
        #expect(try await box.store.balances().isEmpty)
    }
}
