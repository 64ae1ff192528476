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

    @Test("a raid starts with the last straw, which is refused, and cancels what the line planned")
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

    @Test("one sender counts once, whatever she writes")
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

    @Test("it ends after the quiet time, once, and replies come back")
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

    @Test("a message after the quiet time ends it by itself")
    func messageAfter() async throws {
        let box = try TestBox()
        try await attack(box, 3)
        #expect(try await box.take(.text("x"), in: context, now: noon + .hours(2)) == [nil])
        #expect(try await box.kinds().contains(.raidEnded))
    }

    @Test("it survives a restart")
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
}
