import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct RaidTests {
    private let context = LineContext.line { $0.raidSenders = 3 }

    private func attack(_ box: TestBox, _ count: Int, from first: Int = 0, now: Timestamp = noon) async throws {
        for index in first..<first + count {
            try await box.take(.text("x", from: "+1514555200\(index)"), in: context, now: now)
        }
    }

    @Test("a raid starts with the sender above the limit, who is refused, and cancels planned replies of the line")
    func raidStarts() async throws {
        let box = try TestBox()
        try await box.take(.text("elsewhere"), in: .line("quebec"))
        try await attack(box, 2)
        #expect(try await box.store.raids().isEmpty)
        try await attack(box, 1, from: 2)
        #expect(try await box.store.raids().keys.sorted() == ["montreal"])
        let tail = try await box.store.events().suffix(4)
        #expect(tail.map(\.kind) == [.smsReceived, .raidStarted, .refused, .refused])
        #expect(tail.first?.reason == .raid && tail.last?.reason == .raid)
        #expect(try await box.counters().queued == 0)
        #expect(try await box.counters("quebec").queued == 1)
        #expect(try await box.store.begin(in: context, now: noon) == .nothing)
        try await box.expectConsistentMoney()
    }

    @Test("one sender counts once, however many texts she sends")
    func senderCounts() async throws {
        let box = try TestBox()
        let lax = LineContext.line {
            $0.raidSenders = 3
            $0.repliesPerWindow = 100
            $0.repliesLifetime = 0
        }
        for index in 0..<20 { try await box.take(.text("x\(index)"), in: lax, now: noon + .seconds(Int64(index))) }
        #expect(try await box.store.raids().isEmpty)
        #expect(try await box.number("SELECT count(*) FROM sighting") == 1)
    }

    @Test("it ends after the quiet time, once, and replies resume")
    func endsAfter() async throws {
        let box = try TestBox()
        try await attack(box, 3)
        let later = noon + .hours(2)
        #expect(try await box.store.endRaid(on: "montreal", rules: context.rules, now: noon + .minutes(1)) == false)
        #expect(try await box.store.endRaid(on: "montreal", rules: context.rules, now: later))
        #expect(try await box.store.endRaid(on: "montreal", rules: context.rules, now: later) == false)
        #expect(try await box.kinds().last == .raidEnded)
        #expect(try await box.take(.text("x"), in: context, now: later) == [nil])
    }

    @Test("a message after the quiet time ends it")
    func messageAfter() async throws {
        let box = try TestBox()
        try await attack(box, 3)
        #expect(try await box.take(.text("x"), in: context, now: noon + .hours(2)) == [nil])
        #expect(try await box.kinds().contains(.raidEnded))
    }

    @Test("a raid survives a restart")
    func survivesRestart() async throws {
        let folder = try TestFolder()
        do {
            let store = try EventStore.open(folder: folder.path, mode: .service)
            let flood = (0..<3).map { IncomingMessage.text("x", from: "+1514555200\($0)") }
            _ = try await store.ingest(flood, in: context, now: noon, start: .notNow)
            try store.close()
        }
        let store = try EventStore.open(folder: folder.path, mode: .service)
        let result = try await store.ingest([.text("x")], in: context, now: noon + .minutes(1), start: .allowed)
        #expect(result.started == nil)
        #expect(try await store.events().last?.reason == .raid)
    }

    @Test("a raid by hand lasts until a person ends it, cancels waiting replies, and its end has its figures")
    func byHand() async throws {
        let box = try TestBox()
        try await box.take(.text("a"), in: context)
        #expect(try await box.store.declareRaid(on: ["montreal", "quebec"], now: noon) == ["montreal", "quebec"])
        #expect(try await box.store.declareRaid(on: ["montreal"], now: noon).isEmpty)
        #expect(try await box.take(.text("b", from: other), in: context, now: noon + .days(2)) == [.raid])
        #expect(try await box.store.endRaid(on: "montreal", rules: context.rules, now: noon + .days(2)) == false)
        #expect(try await box.store.declareRaidOver(on: ["montreal"], now: noon + .days(3)) == ["montreal"])
        #expect(try await box.store.declareRaidOver(on: ["montreal"], now: noon + .days(3)).isEmpty)
        #expect(try await box.take(.text("c", from: third), in: context, now: noon + .days(3)) == [nil])
        #expect(try await box.store.raids().keys.sorted() == ["quebec"])
        let end = try #require(try await box.last(.raidEnded))
        #expect(
            end.payload
                == .raidEnded(RaidEndDetails(lasted: .days(3), contacts: 1, spent: .zero, wasByHand: true)))
        let actions = try await box.store.events().filter { $0.kind == .operatorAction }.map(\.payload)
        #expect(
            actions == [
                .operatorAction(.raidOn, by: nil), .operatorAction(.raidOn, by: nil),
                .operatorAction(.raidOff, by: nil),
            ])
        try await box.expectConsistentMoney()
    }

    @Test("the operator can take over an active raid, and an end by hand restarts the count of senders")
    func takenOver() async throws {
        let box = try TestBox()
        try await attack(box, 3)
        #expect(try await box.store.declareRaid(on: ["montreal"], now: noon) == ["montreal"])
        #expect(try await box.store.endRaid(on: "montreal", rules: context.rules, now: noon + .days(1)) == false)
        #expect(try await box.kinds().count { $0 == .raidStarted } == 1)
        #expect(try await box.store.declareRaidOver(on: ["montreal"], now: noon + .minutes(1)) == ["montreal"])
        #expect(try await box.take(.text("x", from: other), in: context, now: noon + .minutes(1)) == [nil])
    }

    @Test("its end has its duration, the number of refused contacts and the money spent")
    func figures() async throws {
        let box = try TestBox()
        let reply = try await box.store.ingest([.text("a", from: other)], in: context, now: noon, start: .allowed)
        let sending = try #require(reply.started)
        try await attack(box, 5)
        try await box.store.settle(Settlement(reply: sending.id, outcome: .sent), now: noon)
        #expect(try await box.store.endRaid(on: "montreal", rules: context.rules, now: noon + .hours(3)))
        let end = try #require(try await box.last(.raidEnded))
        #expect(
            end.payload
                == .raidEnded(
                    RaidEndDetails(
                        lasted: .hours(3), contacts: 4, spent: Money(micros: 20_000), wasByHand: false)))
    }
}
