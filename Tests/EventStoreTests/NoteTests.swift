import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// Notes that could not be written when their events happened.
struct NoteTests {
    @Test("an outcome waits for the disk and is written with the next transaction of its line")
    func outcomeWaits() async throws {
        let box = try TestBox()
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: .line(), now: noon, start: .allowed).started)
        box.store.keep(.outcome(Settlement(reply: reply.id, outcome: .sent)), of: "montreal")
        #expect(box.store.hasNotes)
        // Another line's transaction does not write it; its own writes it first, so that the next reply begins.
        try await box.take(.text("b", from: other), in: .line("quebec"))
        #expect(try await box.last(.replySent) == nil)
        let next = try await box.store.ingest([.text("c", from: third)], in: .line(), now: noon, start: .allowed)
        #expect(next.started?.to == third)
        #expect(try await box.last(.replySent)?.replyID == reply.id)
        #expect(!box.store.hasNotes)
        try await box.expectConsistentMoney()
    }

    @Test("notes that the database refuses are kept, in order, and written once")
    func databaseDoes() async throws {
        let box = try TestBox()
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: .line(), now: noon, start: .allowed).started)
        let call = try await box.store.recordCall(.call(other), in: .line(), now: noon, start: .notNow).call
        try await limitPages(box, to: nil)
        var long = CallEndDetails()
        long.fault = .legacy(String(repeating: "x", count: 160_000))
        box.store.keep(.outcome(Settlement(reply: reply.id, outcome: .unknown(.legacy("reset")))), of: "montreal")
        box.store.keep(.callStep(.rejected(isConfirmed: true), of: call), of: "montreal")
        box.store.keep(.callStep(.ended(long), of: call), of: "montreal")
        box.store.keep(.rang(.call(third), RingDetails(), in: .line()), of: "montreal")
        await #expect {
            try await box.store.writeNotes(now: noon)
        } throws: { error in
            (error as? StoreError)?.kind == .full
        }
        #expect(box.store.hasNotes)
        #expect(try await box.last(.replyUnknown) == nil)
        try await limitPages(box, to: 1_000_000)
        #expect(try await box.store.writeNotes(now: noon).isEmpty)
        #expect(try await box.store.writeNotes(now: noon).isEmpty)
        #expect(
            try await box.kinds().suffix(7) == [
                .replyUnknown, .callRejected, .callEnded, .callReceived, .replyPlanned, .callRejected, .callEnded,
            ])
        #expect(try await box.store.events().last { $0.kind == .callReceived }?.details["recorded_late"] == true)
        try await box.expectConsistentMoney()
    }

    @Test("a note that the database always refuses does not block others")
    func noteDatabase() async throws {
        let box = try TestBox()
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: .line(), now: noon, start: .allowed).started)
        let call = try await box.store.recordCall(.call(other), in: .line(), now: noon, start: .notNow).call
        try await box.store.write(now: noon) {
            try $0.db.run(
                "CREATE TRIGGER bad BEFORE INSERT ON event WHEN NEW.kind = 'call_rejected' BEGIN SELECT raise(ABORT, 'no'); END"
            )
        }
        box.store.keep(.callStep(.rejected(isConfirmed: true), of: call), of: "montreal")
        box.store.keep(.outcome(Settlement(reply: reply.id, outcome: .sent)), of: "montreal")
        #expect(try await box.store.writeNotes(now: noon).count == 1)
        #expect(try await box.last(.replySent) != nil && !box.store.hasNotes)
    }

    @Test("a flood of calls on a full disk does not fill the memory, and no outcome is rejected")
    func floodCalls() async throws {
        let box = try TestBox()
        let kept = (0..<1_500).count { _ in
            box.store.keep(.rang(.call(caller), RingDetails(), in: .line()), of: "montreal")
        }
        #expect(kept == 1_000)
        #expect(box.store.keep(.rang(.call(caller), RingDetails(), in: .line("quebec")), of: "quebec"))
        #expect(box.store.keep(.outcome(Settlement(reply: 1, outcome: .sent)), of: "montreal"))
    }

    @Test("a reply that was not written waits again, with its second try, and costs nothing")
    func nothingWas() async throws {
        let box = try TestBox()
        let twoParts = LineContext.line { $0.replyParts = 2 }
        let first = try #require(
            try await box.store.ingest([.text("a")], in: twoParts, now: noon, start: .allowed).started)
        try await box.store.settle(Settlement(reply: first.id, outcome: .notWritten), now: noon)
        #expect(try await box.number("SELECT count(*) FROM submission") == 0)
        #expect(try await box.number("SELECT attempted + retried FROM reply WHERE state = 'planned'") == 0)
        guard case .send(let again) = try await box.store.begin(in: twoParts, now: noon) else {
            return #expect(Bool(false))
        }
        #expect(again.id == first.id && again.attempt == 0)
        // A second part was committed and not written: the first one stays paid.
        #expect(try await box.store.beginPart(1, of: again.id, now: noon))
        try await box.store.settle(Settlement(reply: again.id, outcome: .notWritten), now: noon)
        #expect(try await box.number("SELECT attempted FROM reply WHERE state = 'sending'") == 1)
        try await box.store.settle(Settlement(reply: again.id, outcome: .unknown(.legacy("stopped"))), now: noon)
        #expect(try await box.last(.replyUnknown)?.cost == Money(micros: 20_000))
        #expect(try await box.number("SELECT count(*) FROM submission") == 1)
        try await box.expectConsistentMoney()
    }

    private func limitPages(_ box: TestBox, to count: Int64?) async throws {
        try await box.store.write(now: noon) { transaction in
            let limit = try count ?? transaction.db.number("PRAGMA page_count") ?? 0
            _ = try transaction.db.number("PRAGMA max_page_count = \(limit)")
        }
    }
}

/// A permission to send is valid until an event is committed that may forbid it.
struct PermissionTests {
    private typealias Step = @Sendable (TestBox, OutgoingReply) async throws -> Void

    @Test("a pause, a STOP, a block, a raid and a removal revoke it, and the store then refuses")
    func pauseSTOP() async throws {
        let raiding = LineContext.line { $0.raidSenders = 2 }
        let steps: [(Step, Reason)] = [
            (
                { box, _ in try await box.store.pauseLine("montreal", why: nil, releasePort: false, now: noon) },
                .linePaused
            ),
            ({ box, _ in try await box.take(.text("STOP")) }, .stopRequested),
            ({ box, _ in try await box.store.block(.number(caller), note: nil, now: noon) }, .blocked),
            ({ box, _ in try await box.take(.text("x", from: other), in: raiding) }, .raid),
        ]
        for (step, reason) in steps {
            let box = try TestBox()
            let reply = try #require(
                try await box.store.ingest([.text("a")], in: raiding, now: noon, start: .allowed).started)
            #expect(box.store.permission == reply.permission)
            try await step(box, reply)
            #expect(box.store.permission != reply.permission)
            #expect(try await box.store.permission(toSend: reply.id, in: raiding, now: noon) == nil)
            // It returns to the store as an ordinary planned reply.
            try await box.store.settle(Settlement(reply: reply.id, outcome: .notWritten), now: noon)
            #expect(try await box.store.begin(in: raiding, now: noon) == .nothing)
            #expect(try await box.last(.refused)?.reason == (reason == .linePaused ? nil : reason))
            try await box.expectConsistentMoney()
        }
    }

    @Test("after an event that concerns somebody else it is checked again, and sent")
    func concernsSomebody() async throws {
        let box = try TestBox()
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: .line(), now: noon, start: .allowed).started)
        try await box.take(.text("STOP", from: other))
        #expect(box.store.permission != reply.permission)
        let permission = try #require(try await box.store.permission(toSend: reply.id, in: .line(), now: noon))
        #expect(box.store.permission == permission)
    }

    @Test("the pause is read in the transaction: a text and a call between pause and resume are paused")
    func pauseRead()
        async throws
    {
        let box = try TestBox()
        #expect(try await box.take(.text("a")) == [nil])
        try await box.store.pauseLine("montreal", why: nil, releasePort: false, now: noon)
        // The caller does not know of the pause.
        #expect(try await box.take(.text("b", from: other)) == [.linePaused])
        #expect(
            try await box.store.recordCall(.call(third), in: .line(), now: noon, start: .notNow).reason == .linePaused)
        #expect(try await box.take(.text("b", from: third), in: .line("quebec")) == [nil])
        try await box.store.resumeLine("montreal", now: noon)
        let stale = LineContext.line(condition: LineCondition(isPaused: true))
        #expect(try await box.take(.text("c", from: "+15145550126"), in: stale) == [nil])
    }

    @Test("a further part is held by a pause and sent after it")
    func furtherPart() async throws {
        let box = try TestBox()
        let twoParts = LineContext.line { $0.replyParts = 2 }
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: twoParts, now: noon, start: .allowed).started)
        try await box.store.pauseLine("montreal", why: nil, releasePort: false, now: noon)
        #expect(try await box.store.beginPart(1, of: reply.id, line: "montreal", now: noon) == .held)
        #expect(try await box.number("SELECT attempted FROM reply") == 1)
        try await box.store.resumeLine("montreal", now: noon)
        #expect(try await box.store.beginPart(1, of: reply.id, now: noon))
    }
}

extension Contact {
    fileprivate static func call(_ number: String) -> Contact {
        Contact(kind: .call, sender: .number(number), text: nil, isPerson: true, networkTime: noon)
    }
}
