import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct OutboxTests {
    private let threeParts = LineContext.line { $0.replyParts = 3 }

    @Test("only one reply is sent at a time, and begin settles the previous one")
    func sendTime() async throws {
        let box = try TestBox()
        let result = try await box.store.ingest(
            [.text("a"), .text("b", from: other)], in: .line(), now: noon, start: .allowed)
        let first = try #require(result.started)
        #expect(try await box.store.begin(in: .line(), now: noon) == .nothing)
        let next = try await box.store.begin(
            in: .line(), now: noon + .seconds(6), settling: Settlement(reply: first.id, outcome: .sent))
        guard case .send(let second) = next else { return #expect(Bool(false), "\(next)") }
        #expect(second.to == other)
        #expect(
            try await box.kinds() == [.smsReceived, .replyPlanned, .smsReceived, .replyPlanned, .replySent])
        let sent = try #require(try await box.last(.replySent))
        #expect(sent.cost == Money(micros: 20_000) && sent.replyID == first.id && sent.sender == caller)
        #expect(try await box.counters().replied == 1)
        #expect(try await box.counters().lastRepliedAt == noon + .seconds(6))
        try await box.expectConsistentMoney()
    }

    @Test("no reply begins without permission")
    func nothingBegun() async throws {
        let box = try TestBox()
        let result = try await box.store.ingest([.text("a")], in: .line(), now: noon, start: .notNow)
        #expect(result.started == nil)
        #expect(try await box.number("SELECT count(*) FROM reply WHERE state = 'planned'") == 1)
    }

    @Test("a delay is drawn once, stored, and counted from the network time")
    func delayDrawn() async throws {
        let folder = try TestFolder()
        let late = LineContext.line {
            $0.replyDelayMin = .minutes(45)
            $0.replyDelayMax = .minutes(90)
        }
        var due: BeginResult
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            let result = try await store.ingest(
                [.text("a", at: noon - .minutes(40))], in: late, now: noon, start: .allowed)
            #expect(result.started == nil)
            due = try await store.begin(in: late, now: noon)
            try store.close()
        }
        guard case .waitUntil(let time) = due else { return #expect(Bool(false), "\(due)") }
        #expect((noon + .minutes(5)...noon + .minutes(50)).contains(time))
        let store = try EventStore.open(folder: folder.path, mode: .service)
        #expect(try await store.begin(in: late, now: noon) == due)
        guard case .send = try await store.begin(in: late, now: time) else { return #expect(Bool(false)) }
    }

    @Test("a reply that is refused when it is due gives way to the next")
    func replyRefused() async throws {
        let box = try TestBox()
        let delayed = LineContext.line {
            $0.replyDelayMin = .minutes(1); $0.replyDelayMax = .minutes(1)
        }
        try await box.take(.text("a"), .text("b", from: "+33612345678"), .text("c", from: other), in: delayed)
        // The rules have changed since: the first recipient is now one of our own numbers.
        var changed = delayed
        changed.rules.ownNumbers.insert(caller)
        guard case .send(let reply) = try await box.store.begin(in: changed, now: noon + .minutes(1)) else {
            return #expect(Bool(false))
        }
        #expect(reply.to == other)
        let refused = try #require(try await box.last(.refused))
        #expect(refused.reason == .ownNumber && refused.sender == caller && refused.replyID != nil)
        #expect(refused.cost == .zero)
        #expect(try await box.counters().refused == 2)
        try await box.expectConsistentMoney()
    }

    @Test("a planned reply does not count against itself")
    func plannedReply() async throws {
        let box = try TestBox()
        let tight = LineContext.line(
            budget: .init(box: .init(total: Money(micros: 20_000)), line: .init(perMonth: Money(micros: 20_000)))
        ) {
            $0.repliesPerDay = 1
            $0.newRecipientsPerMonth = 1
            $0.repliesLifetime = 1
            $0.raidSenders = 2
        }
        try await box.take(.text("hello"), in: tight)
        #expect(try await box.store.judgeAllAgain(in: tight, now: noon + .seconds(1)) == 0)
        guard case .send = try await box.store.begin(in: tight, now: noon + .seconds(1)) else {
            return #expect(Bool(false))
        }
    }

    @Test("a reply planned last month is judged by the budget of that month")
    func replyPlanned() async throws {
        let box = try TestBox()
        let tight = LineContext.line(budget: .init(line: .init(perMonth: Money(micros: 20_000)))) {
            $0.replyDelayMin = .hours(2)
            $0.replyDelayMax = .hours(2)
        }
        var wide = tight
        wide.budget = BudgetRules()
        let lastHour = Timestamp(seconds: 1_775_016_000 - 3_600)  // 2026-03-31, 23:00 in Toronto
        try await box.take(.text("a"), in: tight, now: lastHour)
        try await box.take(.text("b", from: other), in: tight, now: lastHour + .hours(1))
        // April's limit is lowered below what April holds; March is unchanged.
        try await box.take(.text("c", from: third), in: wide, now: lastHour + .hours(1))
        guard case .send(let reply) = try await box.store.begin(in: tight, now: lastHour + .hours(2)) else {
            return #expect(Bool(false))
        }
        #expect(reply.to == caller)
        #expect(
            try await box.number("SELECT reserved FROM ledger WHERE scope = 'montreal' AND month = 202604") == 40_000)
    }

    @Test("a text does not make a loop with itself when its reply is judged again")
    func textDoes() async throws {
        let box = try TestBox()
        try await box.take(.text("hello", at: noon), in: .line { $0.mode = .record })
        try await box.take(.text("hello", at: noon))
        guard case .send = try await box.store.begin(in: .line(), now: noon + .seconds(1)) else {
            return #expect(Bool(false))
        }
    }

    @Test("a pause holds planned replies, a resume releases them")
    func pauseHolds() async throws {
        let box = try TestBox()
        try await box.take(.text("a"))
        try await box.store.pauseLine("montreal", why: nil, releasePort: false, now: noon)
        #expect(try await box.store.judgeAllAgain(in: .line(), now: noon) == 0)
        #expect(try await box.store.begin(in: .line(), now: noon) == .nothing)
        try await box.store.resumeLine("montreal", now: noon)
        guard case .send = try await box.store.begin(in: .line(), now: noon) else { return #expect(Bool(false)) }
    }

    @Test("a reload that turns replies off cancels planned replies, due or not")
    func reloadTurns() async throws {
        let box = try TestBox()
        let delayed = LineContext.line {
            $0.replyDelayMin = .hours(1); $0.replyDelayMax = .hours(1)
        }
        try await box.take(.text("a"), .text("b", from: other), in: delayed)
        #expect(try await box.store.judgeAllAgain(in: .line { $0.mode = .record }, now: noon) == 2)
        #expect(try await box.last(.refused)?.reason == .repliesOff)
        #expect(try await box.number("SELECT sum(reserved) FROM ledger") == 0)
    }

    @Test("a removed line sends nothing more and its counts remain")
    func removedLine() async throws {
        let box = try TestBox()
        try await box.take(.text("a"))
        try await box.store.apply([], now: noon, isTimeKnown: true)
        #expect(try await box.last(.refused)?.reason == .repliesOff)
        #expect(try await box.counters().received == 1)
        #expect(try await box.store.begin(in: .line(), now: noon) == .nothing)
        // The cancelled reply no longer counts for the window.
        #expect(try await box.take(.text("b")) == [nil])
    }

    @Test("each part is committed as attempted before it is sent, and only once")
    func eachPart() async throws {
        let box = try TestBox()
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: threeParts, now: noon, start: .allowed).started)
        #expect(try await box.store.beginPart(2, of: reply.id, now: noon) == false)
        #expect(try await box.store.beginPart(1, of: reply.id, now: noon))
        #expect(try await box.store.beginPart(1, of: reply.id, now: noon) == false)
        #expect(try await box.store.beginPart(2, of: reply.id, now: noon))
        #expect(try await box.store.beginPart(3, of: reply.id, now: noon) == false)
        #expect(try await box.number("SELECT count(*) FROM submission") == 3)
        try await box.store.settle(Settlement(reply: reply.id, outcome: .sent), now: noon)
        #expect(try await box.last(.replySent)?.cost == Money(micros: 60_000))
        #expect(try await box.store.beginPart(1, of: reply.id, now: noon) == false)
    }

    /// The end of a reply of three parts of which `attempted` were begun.
    static let ends: [(attempted: Int, outcome: Settlement.Outcome, kind: EventKind, cost: Int64)] = [
        (3, .sent, .replySent, 60_000),
        (1, .unknown(.legacy("reset")), .replyUnknown, 20_000),
        (2, .unknown(.legacy("reset")), .replyUnknown, 40_000),
        (1, .failed(.legacy("21")), .replyFailed, 0),
        (2, .failed(.legacy("21")), .replyUnknown, 40_000),
        (2, .retry(.legacy("42"), notBefore: noon), .replyUnknown, 40_000),
    ]

    @Test("an outcome settles the attempted parts and releases the rest", arguments: ends.indices)
    func outcomeSettles(index: Int) async throws {
        let end = OutboxTests.ends[index]
        let box = try TestBox()
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: threeParts, now: noon, start: .allowed).started)
        for part in 1..<max(end.attempted, 1) { _ = try await box.store.beginPart(part, of: reply.id, now: noon) }
        try await box.store.settle(Settlement(reply: reply.id, outcome: end.outcome), now: noon)
        let event = try #require(try await box.store.events().last)
        #expect(event.kind == end.kind && event.cost == Money(micros: end.cost))
        #expect(try await box.number("SELECT spent FROM ledger WHERE scope = ''") == end.cost)
        try await box.expectConsistentMoney()
        // A second outcome for the same reply changes nothing.
        try await box.store.settle(Settlement(reply: reply.id, outcome: .sent), now: noon)
        #expect(try await box.store.events().last == event)
    }

    @Test("a definite error is tried once more, not before its time, and then fails")
    func definiteError() async throws {
        let box = try TestBox()
        let later = noon + .seconds(6)
        let retry = Settlement.Outcome.retry(.legacy("302"), notBefore: later)
        let reply = try #require(try await box.answer(.text("a"), outcome: retry))
        #expect(try await box.kinds() == [.smsReceived, .replyPlanned])
        #expect(try await box.counters().queued == 1)
        #expect(try await box.store.begin(in: .line(), now: noon) == .waitUntil(later))
        guard case .send(let again) = try await box.store.begin(in: .line(), now: later) else {
            return #expect(Bool(false))
        }
        #expect(again.id == reply.id && again.attempt == 1)
        try await box.store.settle(Settlement(reply: again.id, outcome: retry), now: later)
        let failed = try #require(try await box.last(.replyFailed))
        #expect(failed.cost == .zero && failed.details["code"] == "302")
        try await box.expectConsistentMoney()
    }

    @Test("only a body that was written counts for the caps of the SIM")
    func onlyBody() async throws {
        let box = try TestBox()
        let one = LineContext.line { $0.repliesPerDay = 1 }
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: one, now: noon, start: .allowed).started)
        let unwritten = Settlement(reply: reply.id, outcome: .failed(.noPrompt()), bodyWritten: false)
        try await box.store.settle(unwritten, now: noon)
        #expect(try await box.take(.text("b", from: other), in: one) == [nil])
        let written = try #require(try await box.answer(.text("c", from: third), in: .line("quebec")))
        #expect(written.parts == 1)
        #expect(try await box.number("SELECT count(*) FROM submission") == 1)
    }

    @Test("the window begins when the reply is sent, not when it was planned")
    func windowBegins() async throws {
        let box = try TestBox()
        let delayed = LineContext.line {
            $0.replyDelayMin = .hours(1)
            $0.replyDelayMax = .hours(1)
        }
        try await box.take(.text("a"), in: delayed)
        guard case .send(let reply) = try await box.store.begin(in: delayed, now: noon + .hours(5)) else {
            return #expect(Bool(false))
        }
        try await box.store.settle(Settlement(reply: reply.id, outcome: .sent), now: noon + .hours(5))
        #expect(try await box.take(.text("b"), now: noon + .hours(28)) == [.repliedInWindow])
        #expect(try await box.take(.text("c"), now: noon + .hours(30)) == [nil])
    }

    @Test("after a crash a reply in `sending` is unknown and is never sent again")
    func afterCrash() async throws {
        let box = try TestBox()
        _ = try await box.store.ingest(
            [.text("a"), .text("b", from: other)], in: threeParts, now: noon, start: .allowed)
        #expect(try await box.store.recover(now: noon + .minutes(1)) == 1)
        let unknown = try #require(try await box.last(.replyUnknown))
        #expect(unknown.cost == Money(micros: 20_000))
        guard case .send(let next) = try await box.store.begin(in: threeParts, now: noon + .minutes(1)) else {
            return #expect(Bool(false))
        }
        #expect(next.to == other)
        #expect(try await box.take(.text("again")) == [.repliedInWindow])
        try await box.expectConsistentMoney()
    }
}
