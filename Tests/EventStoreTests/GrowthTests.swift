import Foundation
import GRDB
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct GrowthTests {
    @Test("every table has a rule for its growth")
    func everyTable() async throws {
        let box = try TestBox()
        let tables = try await box.store.read { db in
            try db.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0[0] as String }
        }
        #expect(Set(tables) == Set(TableGrowth.rules.keys))
    }

    @Test("in ten years of texts, calls, states and months every table stays within its rule")
    func tenYears() async throws {
        let box = try TestBox()
        var counts: [Int: [String: Int]] = [:]
        // Every twelfth day stands for twelve, because the result does not depend on their density.
        let step = 12
        for day in stride(from: 0, to: 3650, by: step) {
            try await live(day, in: box)
            if day % 365 < step { counts[day / 365] = try await rows(of: box) }
        }
        let (third, last) = (try #require(counts[3]), try #require(counts[9]))
        let days = 6 * 365 / step + 2
        for (table, rule) in TableGrowth.rules.sorted(by: { $0.key < $1.key }) {
            let growth = last[table, default: 0] - third[table, default: 0]
            let allowed =
                switch rule {
                case .box, .acts: 0
                // The variation within a month, and a batch that is not done yet.
                case .days: 40
                case .person: days
                case .reply: days
                case .contact: days * 16
                case .month: 6 * 12 * 4
                case .day: days + 10
                case .lineDay: days * 4
                }
            #expect(
                growth <= allowed,
                "\(table): \(third[table, default: 0]) rows, six years later \(growth) more; \(allowed) allowed")
        }
        #expect(last["submission", default: 0] > 0 && last["heard_text", default: 0] < 20)
        #expect(
            try await box.store.read {
                try $0.number("SELECT count(*) FROM event WHERE text IS NOT NULL /* reads all: a test */")
            } ?? 0 < 100)
    }

    /// A day of a line: a stranger, somebody who wrote before, two parts, a call, a state, the month and the night.
    private func live(_ day: Int, in box: TestBox) async throws {
        let now = noon + .days(Int64(day))
        let context = LineContext.line { $0.raidSenders = 0 }
        let number = "+1514555\(1000 + day)"
        try await box.answer(.text("hello", from: number, slot: day % 20), in: context, now: now)
        for text in 0..<3 { try await box.take(.text("again \(day) \(text)", from: caller), in: context, now: now) }
        for part in 1...2 {
            let message = IncomingMessage.part(part, of: 2, "half", reference: day % 256, from: number)
            try await box.take(message, in: context, now: now)
            if case .slot(let slot) = message.source { try await box.store.confirmDeletions([slot], now: now) }
        }
        try await box.store.chargeMonthly(Money(micros: 1_000_000), in: context, now: now)
        try await box.store.signHead(at: now, now: now)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: now + .hours(11))
        try await box.store.keep(within: 1 << 30, now: now)
    }

    private func rows(of box: TestBox) async throws -> [String: Int] {
        try await box.store.read { db in
            var counts: [String: Int] = [:]
            for table in TableGrowth.rules.keys {
                counts[table] = Int(try db.number("SELECT count(*) FROM \(table) /* reads all: a test */") ?? 0)
            }
            return counts
        }
    }
}
