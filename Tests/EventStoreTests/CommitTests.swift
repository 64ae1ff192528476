import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// Each commit waits for the disk, so each call has one at most.
struct CommitTests {
    @Test("a listing of a hundred messages with its first reply is one commit")
    func listingHundred() async throws {
        let box = try TestBox()
        let messages = (0..<100).map { IncomingMessage.text("x\($0)", from: "+1514555\(2000 + $0)", slot: $0) }
        let slots = (0..<100).map { Slot(store: "iccid", memory: "SM", index: $0) }
        let many = LineContext.line { $0.raidSenders = 0 }

        var before = try commits(box)
        let result = try await box.store.ingest(messages, in: many, now: noon, start: .allowed)
        let reply = try #require(result.started)
        #expect(try commits(box) == before + 1)

        before = try commits(box)
        let settlement = Settlement(reply: reply.id, outcome: .sent)
        let next = try await box.store.begin(in: many, now: noon, settling: settlement, confirmed: slots)
        guard case .send = next else { return #expect(Bool(false), "\(next)") }
        #expect(try commits(box) == before + 1)
    }

    @Test("an outbox without work does not write to the disk")
    func outboxNothing() async throws {
        let box = try TestBox()
        try await box.take(.text("x"), in: .line { $0.mode = .record })
        let before = try commits(box)
        #expect(try await box.store.begin(in: .line(), now: noon) == .nothing)
        #expect(try await box.store.recover(now: noon) == 0)
        #expect(try await box.store.endRaid(on: "montreal", rules: .canadian(), now: noon) == false)
        #expect(try commits(box) == before)
    }

    /// The commit records in the write-ahead log: frames that contain the size of the database.
    private func commits(_ box: TestBox) throws -> Int {
        let log = [UInt8](try Data(contentsOf: URL(filePath: box.folder.path + "/jedisnon.db-wal")))
        let salt = log[16..<24]
        let page = log[8..<12].reduce(0) { $0 << 8 | Int($1) }
        var count = 0
        for frame in stride(from: 32, to: log.count - page - 23, by: page + 24)
        where log[(frame + 8)..<(frame + 16)].elementsEqual(salt) {
            if log[(frame + 4)..<(frame + 8)].contains(where: { $0 != 0 }) { count += 1 }
        }
        return count
    }
}
