import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct FloodTests {
    @Test("20,000 messages of 50 senders are counted, answered at most once, and take little room")
    func when20000() async throws {
        let box = try TestBox()
        let clock = ContinuousClock()
        let context = LineContext.line { $0.raidSenders = 0 }
        var settlement: Settlement?
        let elapsed = try await clock.measure {
            for batch in 0..<200 {
                let now = noon + .seconds(Int64(batch) * 72)
                let messages = (0..<100).map { index in
                    IncomingMessage.text(
                        "You will regret this, number \(batch * 100 + index), and all your friends will hear of it too.",
                        from: "+151455520\(10 + index % 50)", at: now, slot: index)
                }
                let result = try await box.store.ingest(messages, in: context, now: now, start: .allowed)
                if let reply = result.started { settlement = Settlement(reply: reply.id, outcome: .sent) }
                let slots = (0..<100).map { Slot(store: "iccid", memory: "SM", index: $0) }
                let next = try await box.store.begin(in: context, now: now, settling: settlement, confirmed: slots)
                settlement = nil
                if case .send(let reply) = next { settlement = Settlement(reply: reply.id, outcome: .sent) }
            }
        }
        let counters = try await box.counters()
        #expect(counters.received == 20_000)
        #expect(counters.refused == 20_000 - 50)
        let most = try await box.number("SELECT max(n) FROM (SELECT count(*) AS n FROM reply GROUP BY sender)")
        #expect(most == 1)
        try await box.expectConsistentMoney()
        try await box.store.checkpoint()
        let size = try ["jedisnon.db", "jedisnon.db-wal"].map { name in
            try FileManager.default.attributesOfItem(atPath: "\(box.folder.path)/\(name)")[.size] as? Int ?? 0
        }.reduce(0, +)
        #expect(size <= 20 * 1024 * 1024)
        print("flood: \(Int(20_000 / (elapsed / .seconds(1)))) messages a second, \(size / 1024) KiB")
    }

    @Test("a flood from unknown senders does not slow the store down")
    func floodStrangers() async throws {
        let box = try TestBox()
        let clock = ContinuousClock()
        var slowest = Duration.zero
        for batch in 0..<50 {
            let messages = (0..<100).map { index in
                IncomingMessage.text("x", from: "+1514\(2_000_000 + batch * 100 + index)", at: noon)
            }
            let taken = try await clock.measure {
                _ = try await box.store.ingest(messages, in: .line(), now: noon, start: .notNow)
            }
            slowest = max(slowest, taken)
        }
        #expect(try await box.counters().received == 5_000)
        #expect(try await box.counters().queued == 0)
        print("strangers: slowest batch of 100 took \(slowest)")
    }
}
