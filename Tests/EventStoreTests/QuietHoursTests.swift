import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// Noon of the tests is 08:00 local time.
struct QuietHoursTests {
    private let toronto = TimeZone(identifier: "America/Toronto") ?? .gmt

    private static func hours(_ from: Int, _ to: Int) -> QuietHours {
        QuietHours([QuietHours.DailySpan(from: from * 60, to: to * 60)].compactMap(\.self))
    }

    private func context(_ quiet: QuietHours, _ answers: QuietAnswers = .later) -> LineContext {
        .line {
            $0.quiet = quiet
            $0.quietAnswers = answers
        }
    }

    @Test("a reply planned in quiet hours waits for their end, and is sent then")
    func waits() async throws {
        let box = try TestBox()
        let context = context(Self.hours(7, 9))
        let result = try await box.store.ingest([.text("a")], in: context, now: noon, start: .allowed)
        #expect(result.started == nil)
        #expect(try await box.kinds() == [.smsReceived, .replyPlanned])
        #expect(try await box.store.begin(in: context, now: noon + .minutes(59)) == .waitUntil(noon + .hours(1)))
        guard case .send = try await box.store.begin(in: context, now: noon + .hours(1)) else {
            return #expect(Bool(false), "nothing was sent at nine")
        }
    }

    @Test("a configuration without quiet hours releases it at once")
    func reloaded() async throws {
        let box = try TestBox()
        try await box.take(.text("a"), in: context(Self.hours(0, 24)))
        #expect(try await box.store.begin(in: context(Self.hours(0, 24)), now: noon) == .waitUntil(noon + .days(1)))
        guard case .send = try await box.store.begin(in: .line(), now: noon) else {
            return #expect(Bool(false), "it still waits")
        }
    }

    @Test("STOP, a block and age cancel waiting replies, each with its reason")
    func overtaken() async throws {
        let box = try TestBox()
        let night = context(Self.hours(0, 24))
        try await box.take(.text("a"), in: night)
        try await box.take(.text("b", from: other), in: night)
        try await box.take(.text("c", from: third, at: noon), in: night)
        try await box.take(.text("STOP"), in: night, now: noon + .minutes(1))
        try await box.store.block(.number(other), note: nil, now: noon + .minutes(2))
        try await box.store.judgeLate(in: night, dueBefore: noon + .hours(12), now: noon + .hours(13))
        let refused = try await box.store.events().filter { $0.kind == .refused }.map(\.reason)
        #expect(refused == [.stopRequested, .blocked, .stale])
        try await box.expectConsistentMoney()
    }

    @Test("with `never`, a contact in quiet hours is not answered, not even later")
    func never() async throws {
        let box = try TestBox()
        #expect(try await box.take(.text("a"), in: context(Self.hours(7, 9), .never)) == [.repliesOff])
        #expect(try await box.take(.text("b"), in: context(Self.hours(9, 10), .never)) == [nil])
    }

    @Test("the end is in local time, also in the nights of a clock change")
    func clockChange() throws {
        // 2026-03-08: 02:00 becomes 03:00; 2026-11-01: 02:00 becomes 01:00.
        let spring = Timestamp(seconds: 1_772_946_000)  // 2026-03-08T00:00:00-05:00
        let night = Self.hours(22, 7)
        #expect(night.end(after: spring, in: toronto) == spring + .hours(6))
        let autumn = Timestamp(seconds: 1_793_505_600)  // 2026-11-01T00:00:00-04:00
        #expect(night.end(after: autumn, in: toronto) == autumn + .hours(8))
        let skipped = QuietHours([QuietHours.DailySpan(from: 0, to: 150)].compactMap(\.self))
        #expect(skipped.end(after: spring, in: toronto) == spring + .hours(2))
        #expect(night.end(after: noon, in: toronto) == nil)
    }
}
