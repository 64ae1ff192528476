import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

private let zone = TimeZone(identifier: "America/Toronto") ?? .gmt
private let earliest = Timestamp(seconds: 1_767_225_600)  // 2026-01-01

extension TestBox {
    /// Begins a run with a known time.
    fileprivate func begin(at now: Timestamp, isKnown: Bool = true) async throws {
        let change = TimeChange(from: now, to: now, uptime: .zero, wasKnown: isKnown, isKnown: isKnown)
        try await store.beginRun(
            at: change, retention: try await store.retentionTime(), earliest: earliest, timeZone: zone)
        try await store.serviceStarted(version: "1", now: now)
    }

    /// The time jumps; `retention` is the time of the retention clock, nil = it jumps too.
    @discardableResult
    fileprivate func jump(
        from: Timestamp, to: Timestamp, after uptime: Span = .hours(1), retention: Timestamp? = nil,
        wasKnown: Bool = true
    ) async throws -> Int {
        try await store.adjust(
            to: TimeChange(from: from, to: to, uptime: uptime, wasKnown: wasKnown), retention: retention ?? to,
            isFirst: !wasKnown, earliest: earliest, timeZone: zone)
    }

    fileprivate func texts() async throws -> [String?] {
        try await store.events().filter { $0.kind == .smsReceived }.map(\.text)
    }
}

private let delayed = LineContext.line {
    $0.replyDelayMin = .hours(1); $0.replyDelayMax = .hours(1)
}

struct StoredTimeTests {
    @Test("the newest times are known, and a network time ahead of now is not stored")
    func newestTimes() async throws {
        let box = try TestBox()
        try await box.store.findNewestStored()
        #expect(box.store.newestStoredAt == nil)
        #expect(try await box.store.newestNetworkTime() == nil)
        try await box.take(.text("a", at: noon - .hours(1)))
        try await box.take(.text("b", at: noon - .hours(2)), now: noon - .minutes(1))
        try await box.take(.text("c", at: noon + .days(3)))
        #expect(box.store.newestStoredAt == noon)
        #expect(try await box.store.newestNetworkTime() == noon - .hours(1))
    }

    @Test(
        "replies of earlier runs without a clock count for the window, however the time becomes known",
        arguments: [false, true])
    func undatedRuns(isKnownAtStart: Bool) async throws {
        let box = try TestBox()
        let nowhere = Timestamp(seconds: 45_576_000)
        try await box.begin(at: nowhere, isKnown: false)
        let call = Contact(kind: .call, sender: .number(caller), text: nil, isPerson: true, networkTime: nowhere)
        var speaking = LineContext.line { $0.calls = .speak }
        speaking.condition.speaks = true
        let rang = try await box.store.recordCall(call, in: speaking, now: nowhere, start: .notNow)
        #expect(try await box.store.commitAnswering(of: rang.call, in: speaking, now: nowhere) != nil)
        if isKnownAtStart {
            try await box.begin(at: noon)
        } else {
            try await box.begin(at: nowhere - .minutes(30), isKnown: false)
            try await box.jump(from: nowhere, to: noon, after: .minutes(30), wasKnown: false)
        }
        try await box.store.recover(now: noon)
        #expect(try await box.take(.text("again", at: noon), now: noon) == [.repliedInWindow])
        #expect(try await box.store.events().first?.at == nowhere, "what the box believed then stays as it is")
    }

    @Test("at a start times ahead of the clock are flagged and treated as now")
    func startTimes() async throws {
        let box = try TestBox()
        let wrong = noon + .days(1000)
        try await box.answer(.text("a"), now: wrong)
        try await box.take(.text("b", from: other), in: delayed, now: wrong)
        try await box.begin(at: noon)
        #expect(box.store.newestStoredAt == nil)
        #expect(try await box.store.events().allSatisfy { $0.details["clock_ahead"] == true })

        // The window begins now instead of in a thousand days, and the delay keeps its length.
        #expect(try await box.take(.text("c"), now: noon + .hours(23)) == [.repliedInWindow])
        #expect(try await box.take(.text("d"), now: noon + .hours(25)) == [nil])
        let next = try await box.store.begin(in: delayed, now: noon)
        #expect(next == .waitUntil(noon + .hours(1)))
        try await box.expectConsistentMoney()
    }

    @Test(
        "a temporarily wrong clock leaves windows, delays, limits and months unchanged",
        arguments: [400, 2, -365, -2] as [Int64])
    func clockWrong(
        days: Int64
    ) async throws {
        let box = try TestBox()
        let wrong = noon + .minutes(10) + .days(days)
        try await box.begin(at: noon)
        try await box.store.chargeMonthly(Money(micros: 2_000_000), in: .line(), now: noon)
        try await box.answer(.text("a"), now: noon + .minutes(1))
        try await box.take(.text("b", from: other, at: noon), in: delayed, now: noon + .minutes(1))
        try await box.jump(from: noon + .minutes(10), to: wrong, after: .minutes(10), retention: noon + .minutes(10))
        try await box.store.chargeMonthly(Money(micros: 2_000_000), in: .line(), now: wrong)
        try await box.answer(.text("c", from: third), now: wrong)
        // A time that only a wrong clock contradicts makes the reply neither stale nor due.
        #expect(try await box.store.judgeAllAgain(in: delayed, now: wrong) == 0)
        let flagged = try await box.jump(
            from: wrong + .minutes(10), to: noon + .minutes(20), after: .minutes(20), retention: noon + .minutes(20))
        #expect((flagged > 0) == (days > 0))

        #expect(try await box.take(.text("d"), now: noon + .hours(23)) == [.repliedInWindow])
        #expect(try await box.take(.text("e", from: third), now: noon + .hours(23)) == [.repliedInWindow])
        #expect(try await box.take(.text("f"), now: noon + .hours(25)) == [nil])
        #expect(try await box.store.begin(in: delayed, now: noon + .minutes(20)) == .waitUntil(noon + .hours(1)))
        #expect(try await box.number("SELECT count(*) FROM charge") == 1)
        #expect(try await box.number("SELECT count(*) FROM ledger WHERE month <> 202603 AND spent + reserved > 0") == 0)
        let late = (noon + .hours(1)).milliseconds
        #expect(try await box.number("SELECT count(*) FROM submission WHERE at > \(late)") == 0)
        try await box.expectConsistentMoney()
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .hours(25))
        #expect(try await box.texts().allSatisfy { $0 != nil })
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(31) + .hours(2))
        #expect(try await box.texts().allSatisfy { $0 == nil })
    }

    @Test("a reply that was due by a clock that was ahead stays due after the correction or the next start")
    func dueByWrongClock() async throws {
        for isRestarted in [false, true] {
            let box = try TestBox()
            try await box.begin(at: noon + .minutes(20))
            try await box.take(.text("a", at: noon), now: noon + .minutes(20))
            // This includes a clock that is then behind the network.
            let right = noon - .minutes(isRestarted ? 30 : -1)
            if isRestarted {
                try await box.begin(at: right)
            } else {
                try await box.jump(from: noon + .minutes(21), to: right, after: .minutes(1))
            }
            let next = try await box.store.begin(in: .line(), now: right)
            guard case .send = next else {
                Issue.record("it waits: \(next)")
                continue
            }
        }
    }

    @Test("a second try waits for the rest of its delay, however wrong the clock was at the first one")
    func secondTry() async throws {
        let box = try TestBox()
        let wrong = noon + .minutes(20)
        try await box.begin(at: wrong)
        try await box.take(.text("a", at: noon), now: wrong)
        guard case .send(let reply) = try await box.store.begin(in: .line(), now: wrong) else {
            Issue.record("nothing is sent")
            return
        }
        let outcome = Settlement.Outcome.retry(.noPrompt(), notBefore: wrong + .seconds(6))
        box.store.keep(.outcome(Settlement(reply: reply.id, outcome: outcome)), of: "montreal")
        try await box.store.writeNotes(now: wrong)
        try await box.jump(from: wrong + .seconds(2), to: noon + .seconds(2), after: .seconds(2))
        let next = try await box.store.begin(in: .line(), now: noon + .seconds(2))
        #expect(next == .waitUntil(noon + .seconds(6)))
    }

    @Test("contacts from before any usable clock are dated when the time becomes known")
    func cameBefore() async throws {
        let box = try TestBox()
        let nowhere = Timestamp(seconds: 3600)
        try await box.begin(at: nowhere, isKnown: false)
        var call = Contact(kind: .call, sender: .number(caller), text: nil, isPerson: true, networkTime: nowhere)
        let context = LineContext.line {
            $0.calls = .hangUpAndText; $0.replyDelayMin = .minutes(5)
        }
        #expect(try await box.store.recordCall(call, in: context, now: nowhere, start: .notNow).reason == nil)
        // The box restarts, still without a clock.
        try await box.begin(at: nowhere + .hours(2), isKnown: false)
        call.sender = .number(other)
        call.networkTime = nowhere + .hours(2)
        _ = try await box.store.recordCall(call, in: context, now: nowhere + .hours(2), start: .notNow)
        try await box.jump(from: nowhere + .hours(2) + .minutes(4), to: noon, after: .minutes(4), wasKnown: false)

        #expect(try await box.store.begin(in: context, now: noon) == .waitUntil(noon + .minutes(1)))
        guard case .send(let reply) = try await box.store.begin(in: context, now: noon + .minutes(1)) else {
            Issue.record("nothing is sent")
            return
        }
        #expect(reply.to == other)
        #expect(try await box.number("SELECT count(DISTINCT month) FROM reply WHERE month = 202603") == 1)
        #expect(try await box.number("SELECT count(*) FROM ledger WHERE month <> 202603 AND spent + reserved > 0") == 0)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .minutes(2))
        #expect(try await box.store.events().filter { $0.kind == .callReceived }.map(\.sender) == [caller, other])
        try await box.expectConsistentMoney()
    }

    @Test("times that a run stored by a clock one year behind are moved at the next start")
    func runWrote() async throws {
        let box = try TestBox()
        try await box.begin(at: noon)
        try await box.take(.text("before"))
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon)
        try await box.begin(at: noon - .days(365))
        try await box.answer(.text("during", from: other), now: noon - .days(365) + .minutes(1))
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .minutes(2))
        try await box.begin(at: noon + .minutes(3))
        #expect(try await box.take(.text("again", from: other), now: noon + .hours(1)) == [.repliedInWindow])
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .hours(1))
        #expect(try await box.texts() == ["before", "during", "again"])
        #expect(try await box.number("SELECT count(*) FROM sender WHERE key IS NULL") == 0)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(31))
        #expect(try await box.texts() == [nil, nil, nil])
    }

    @Test("a code is valid for fifteen minutes by any clock")
    func codeWaits() async throws {
        let box = try TestBox()
        try await box.begin(at: noon)
        try await box.store.beginVerification(line: "montreal", code: "123456", expires: noon + .minutes(15), now: noon)
        try await box.jump(from: noon + .minutes(5), to: noon + .days(9), after: .minutes(5))
        #expect(try await box.store.verification(line: "montreal", now: noon + .days(9))?.state == .waiting)
        #expect(
            try await box.store.verification(line: "montreal", now: noon + .days(9) + .minutes(11))?.state == .expired)
    }

    @Test("a step of the retention clock ages only events from before the power-off")
    func stepClock() async throws {
        let box = try TestBox()
        try await box.begin(at: noon)
        try await box.take(.text("before"))
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon)
        // Forty days without power.
        let back = noon + .days(40)
        try await box.begin(at: back)
        try await box.take(.text("after", from: other), now: back)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .minutes(1))
        #expect(try await box.texts() == ["before", "after"])
        try await box.store.take(
            RetentionClock.Step(shift: .days(40), shiftBeforeStart: .zero), began: noon, now: back + .days(1))
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: back + .days(1))
        #expect(try await box.texts() == [nil, "after"])
    }
}
