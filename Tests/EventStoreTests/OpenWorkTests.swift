import Foundation
import GRDB
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct OpenWorkTests {
    @Test("planned replies and parts of a removed line are found")
    func removedLines() async throws {
        let box = try TestBox()
        let delayed = LineContext.line("quebec") {
            $0.replyDelayMin = .minutes(2); $0.replyDelayMax = .minutes(2)
        }
        try await box.take(.text("a"), in: delayed)
        try await box.take(.part(1, of: 3, "x", from: other), in: .line("gaspe"))
        let work = try await box.store.openWork()
        #expect(work.lines == ["quebec", "gaspe"])
        #expect(work.longMessages.map(\.line) == ["gaspe"] && work.longMessages.map(\.parts) == [1])
        for line in work.lines.sorted() where line != "gaspe" { try await box.store.removeLine(line, now: noon) }
        #expect(try await box.store.openWork().lines == ["gaspe"])
        #expect(try await box.last(.refused)?.reason == .repliesOff)
        #expect(try await box.number("SELECT sum(reserved) FROM ledger") == 0)
        // The window is free again.
        #expect(try await box.take(.text("b")) == [nil])
        try await box.expectConsistentMoney()
    }

    @Test("a reply in `sending` is an orphan only without a sender and without an outcome")
    func replySending() async throws {
        let box = try TestBox()
        let reply = try #require(
            try await box.store.ingest([.text("a")], in: .line(), now: noon, start: .allowed).started)
        #expect(try await box.store.openWork().orphans == [reply.id: "montreal"])
        box.store.take(inHand: reply)
        #expect(try await box.store.openWork().orphans.isEmpty)
        box.store.keep(.outcome(Settlement(reply: reply.id, outcome: .sent)), of: "montreal")
        #expect(try await box.store.openWork().orphans.isEmpty)
        try await box.store.writeNotes(now: noon)
        #expect(try await box.store.openWork().orphans.isEmpty)
    }

    @Test("replies that became too old while their line had no modem are cancelled, others wait")
    func repliesBecame() async throws {
        let box = try TestBox()
        let line = LineContext.line { $0.staleAfter = .hours(1) }
        try await box.take(.text("a", at: noon), in: line)
        try await box.take(.text("b", from: other, at: noon + .minutes(50)), in: line, now: noon + .minutes(50))
        let late = noon + .minutes(65)
        #expect(try await box.store.judgeLate(in: line, dueBefore: late - .minutes(1), now: late) == 1)
        #expect(try await box.last(.refused)?.reason == .stale)
        #expect(try await box.last(.refused)?.sender == caller)
        #expect(try await box.number("SELECT count(*) FROM reply WHERE state = 'planned'") == 1)
        try await box.expectConsistentMoney()
    }
}

struct FreeDatabaseTests {
    @Test("a locked database is detected at once, and waited for again afterwards")
    func databaseSomebody() async throws {
        let box = try TestBox()
        try await box.store.requireUnlocked()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: box.folder.path + "/jedisnon.db", configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let began = ContinuousClock.now
        await #expect {
            try await box.store.requireUnlocked()
        } throws: { error in
            (error as? StoreError)?.kind == .busy
        }
        #expect(ContinuousClock.now - began < .seconds(3))
        try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try await box.store.requireUnlocked()
        #expect(try await box.store.onWriter { try $0.number("PRAGMA busy_timeout") } == 5000)
    }
}

struct PartKeepingTests {
    @Test("300 single parts of messages of 200 parts cost little, and each is recorded")
    func when300Lonely() async throws {
        let box = try TestBox()
        for index in 0..<300 {
            let sender = "+1514555\(3000 + index % 10)"
            try await box.take(
                .part(1, of: 200, "abcdefghijklmnopqrst", reference: 7 * (index / 10) % 256, from: sender))
        }
        let open = try await box.open()
        var line = LineContext.line()
        line.edges = { PartContent(alphabet: $0.alphabet, elements: Array($0.elements.prefix(6))) }
        _ = try await box.store.completeOverdueMessages(open, in: line, now: noon, start: .notNow)
        #expect(try await box.counters().received == 300)
        #expect(try await box.last(.smsReceived)?.details["parts_missing"] == .array((2...200).map { .integer($0) }))
        try await box.store.pack()
        let size = try FileManager.default.attributesOfItem(atPath: box.folder.path + "/jedisnon.db")[.size] as? Int
        // This includes the received octets, and a leaf of the log for each.
        #expect(try #require(size) <= 300 * 1000)
    }

    @Test("the text of a part is kept no longer than any other, each by its own time")
    func textPart() async throws {
        let box = try TestBox()
        try await box.take(.part(1, of: 3, "first secret"))
        _ = try await box.store.completeOverdueMessages(box.open(), in: .line(), now: noon, start: .notNow)
        try await box.take(.part(2, of: 3, "second secret"), now: noon + .hours(3))
        try await box.store.forgetOld(keepText: .hours(4), keepNumbers: .days(9), now: noon + .hours(5))
        #expect(try await box.number("SELECT count(*) FROM part WHERE content IS NOT NULL") == 1)
        #expect(try await box.open().count == 1)
        try await box.store.checkpoint()
        let octets = try Data(contentsOf: URL(filePath: box.folder.path + "/jedisnon.db"))
        #expect(octets.range(of: Data("first secret".utf8)) == nil)
        // The last part completes it: nothing is kept, and nothing is logged twice.
        try await box.take(.part(3, of: 3, "third"), now: noon + .hours(5))
        #expect(try await box.last(.smsReceived)?.text == "second secretthird")
    }
}

struct LogClearingTests {
    @Test("data erased by retention is erased from the write-ahead log too")
    func retentionForgets() async throws {
        let box = try TestBox()
        try await box.answer(.text("a phrase to recognise"))
        try await box.store.forgetOld(keepText: .minutes(1), keepNumbers: .minutes(2), now: noon + .hours(1))
        #expect(try octets(of: "a phrase to recognise", in: box) == 0)
        #expect(try octets(of: "15145550123", in: box) == 0)
        #expect(try await box.counters().received == 1)
    }

    @Test("a reader delays nobody, and the log is cleared once it has ended")
    func readerWay() async throws {
        let box = try TestBox()
        try await box.take(.text("a phrase to recognise"))
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: box.folder.path + "/jedisnon.db", configuration: configuration)
        try await reader.writeWithoutTransaction { try $0.execute(sql: "BEGIN; SELECT count(*) FROM event") }
        let began = ContinuousClock.now
        try await box.store.forgetOld(keepText: .minutes(1), keepNumbers: .minutes(2), now: noon + .hours(1))
        #expect(try await box.store.clearLog() == false)
        #expect(ContinuousClock.now - began < .seconds(3))
        #expect(try octets(of: "a phrase to recognise", in: box) > 0)
        try await reader.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try reader.close()
        #expect(try await box.store.clearLog())
        #expect(try octets(of: "a phrase to recognise", in: box) == 0)
    }

    /// The number of files in the folder that contain it.
    private func octets(of text: String, in box: TestBox) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: box.folder.path).count { name in
            try Data(contentsOf: URL(filePath: box.folder.path + "/" + name)).range(of: Data(text.utf8)) != nil
        }
    }
}
