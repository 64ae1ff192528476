import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct StopAndBlockTests {
    @Test("the first STOP is recorded once and cancels planned replies, on every line")
    func firstSTOP() async throws {
        let box = try TestBox()
        try await box.take(.text("a"), in: .line("quebec") { $0.repliesPerWindow = 2 })
        try await box.take(.text("b"), in: .line { $0.repliesPerWindow = 2 })
        #expect(try await box.take(.text("STOP")) == [.stopRequested])
        #expect(
            try await box.kinds() == [
                .smsReceived, .replyPlanned, .smsReceived, .replyPlanned, .smsReceived, .senderStopped, .refused,
                .refused,
            ])
        #expect(try await box.last(.refused)?.reason == .stopRequested)
        #expect(try await box.last(.senderStopped)?.sender == caller)
        #expect(try await box.take(.text("STOP"), .text("sorry")) == [.stopRequested, .stopRequested])
        #expect(try await box.kinds().filter { $0 == .senderStopped }.count == 1)
        #expect(try await box.counters("quebec").refused == 1)
        #expect(try await box.counters().refused == 4)
        try await box.expectConsistentMoney()
    }

    @Test("a STOP in the same batch cancels the reply planned before it")
    func stopSame() async throws {
        let box = try TestBox()
        let result = try await box.store.ingest([.text("a"), .text("STOP")], in: .line(), now: noon, start: .allowed)
        #expect(result.started == nil)
    }

    @Test("a reply in `sending` is not cancelled by STOP or block")
    func replySending() async throws {
        let box = try TestBox()
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: .line(), now: noon, start: .allowed).started)
        try await box.take(.text("STOP"))
        try await box.store.block(.number(caller), note: nil, now: noon)
        try await box.store.settle(Settlement(reply: reply.id, outcome: .sent), now: noon)
        #expect(try await box.kinds().contains(.refused) == false)
        #expect(try await box.counters().replied == 1)
    }

    @Test("a block is listed with its reason, cancels replies, and can be removed by id")
    func blockListed() async throws {
        let box = try TestBox()
        try await box.take(.text("a"))
        try await box.store.block(.number(caller), note: "insults\u{0}", now: noon)
        #expect(try await box.last(.refused)?.reason == .blocked)
        let blocks = try await box.store.blocks()
        #expect(blocks.map(\.number) == [caller])
        #expect(blocks[0].note == "insults\u{0}" && blocks[0].at == noon)
        let action = try #require(try await box.last(.operatorAction))
        #expect(action.sender == nil && action.senderID == blocks[0].senderID)

        #expect(try await box.store.unblock(.senderID(blocks[0].senderID), now: noon))
        #expect(try await box.store.unblock(.number(caller), now: noon) == false)
        #expect(try await box.store.blocks().isEmpty)
        #expect(try await box.take(.text("b")) == [nil])
    }

    @Test("an unknown number can be blocked")
    func numberNever() async throws {
        let box = try TestBox()
        try await box.store.block(.number(other), note: nil, now: noon)
        #expect(try await box.take(.text("a", from: other)) == [.blocked])
    }

    @Test("unblock does not undo a STOP")
    func unblockDoes() async throws {
        let box = try TestBox()
        try await box.take(.text("STOP"))
        try await box.store.block(.number(caller), note: nil, now: noon)
        try await box.store.unblock(.number(caller), now: noon)
        #expect(try await box.take(.text("a")) == [.stopRequested])
    }

    @Test("STOP and blocks survive restarts, and depend on the sender's row only")
    func restarts() async throws {
        let first = try TestBox()
        try await first.take(.text("STOP"), .text("a", from: other))
        try await first.store.block(.number(other), note: nil, now: noon)
        try first.store.close()
        for run in 1...2 {
            let box = try TestBox(first.folder)
            let now = noon + .days(Int64(run))
            try await box.store.serviceStarted(version: "1.0", now: now)
            _ = try await box.store.recover(now: now)
            #expect(try await box.take(.text("again"), now: now) == [.stopRequested])
            #expect(try await box.take(.text("again", from: other), now: now) == [.blocked])
            #expect(try await box.take(.text("STOP"), now: now) == [.stopRequested])
            #expect(try await box.store.events().filter { $0.kind == .senderStopped }.count == 1)
            try box.store.close()
        }
    }

    @Test(
        "an unknown id is an error",
        arguments: ["s-0000000000000000", "s-000000000000000", "s-00000000000000zz", "s-+00000000000000", "", "s-"])
    func idNobody(id: String) async throws {
        let box = try TestBox()
        try await box.take(.text("a"))
        await #expect {
            try await box.store.block(.senderID(id), note: nil, now: noon)
        } throws: { error in
            (error as? StoreError)?.kind == .unknownPerson
        }
        #expect(try await box.store.blocks().isEmpty)
    }

    @Test("the id of a sender is stable on a box and differs between boxes")
    func idSender() async throws {
        let boxes = [try TestBox(), try TestBox()]
        var ids: [Set<String?>] = []
        for box in boxes {
            try await box.take(.text("a"), .text("b"))
            ids.append(Set(try await box.store.events().map(\.senderID)))
        }
        #expect(ids[0].count == 1 && ids[1].count == 1 && ids[0] != ids[1])
    }
}
