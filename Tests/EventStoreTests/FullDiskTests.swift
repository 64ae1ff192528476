import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct FullDiskTests {
    @Test("on a full disk nothing is written in part, and the store works again afterwards")
    func fullDisk() async throws {
        let box = try TestBox()
        try await box.answer(.text("first"))
        let before = try await box.store.events()
        try await limitPages(box, to: nil)

        let long = String(repeating: "x", count: 40_000)
        let batch = (0..<20).map { IncomingMessage.text(long, from: "+1514555\(2000 + $0)", slot: $0) }
        await #expect {
            try await box.store.ingest(batch, in: .line(), now: noon + .minutes(1), start: .allowed)
        } throws: { error in
            (error as? StoreError)?.kind == .full
        }
        #expect(try await box.store.events() == before)
        #expect(try await box.number("SELECT count(*) FROM slot") == 0)
        #expect(try await box.counters().received == 1)
        try await box.expectConsistentMoney()

        try await limitPages(box, to: 1_000_000)
        let again = try await box.store.ingest(batch, in: .line(), now: noon + .minutes(2), start: .allowed)
        #expect(again.outcomes.count == 20)
        #expect(again.started != nil)
        #expect(try await box.counters().received == 21)
        try await box.expectConsistentMoney()
    }

    /// Limits the file to `count` pages; nil = its present size.
    private func limitPages(_ box: TestBox, to count: Int64?) async throws {
        try await box.store.write(now: noon) { transaction in
            let limit = try count ?? transaction.db.number("PRAGMA page_count") ?? 0
            _ = try transaction.db.number("PRAGMA max_page_count = \(limit)")
        }
    }
}
