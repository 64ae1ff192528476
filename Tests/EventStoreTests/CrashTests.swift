import Foundation
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

/// The database files are copied after each commit; each copy is what a crash at that moment leaves.
struct CrashTests {
    private typealias Step = @Sendable (EventStore, Ledger) async throws -> Void

    /// The effects outside: messages that may be deleted, bodies handed to the modem.
    private actor Ledger {
        var acknowledged: Set<String> = []
        var bodies: [String: Int] = [:]
        var reply: OutgoingReply?

        func acknowledge(_ texts: [String]) { acknowledged.formUnion(texts) }
        func send(_ reply: OutgoingReply) {
            if reply.attempt == 0 { bodies["\(reply.to)/\(reply.part)", default: 0] += 1 }
            self.reply = reply
        }
    }

    private static let context = LineContext.line(
        budget: BudgetRules(box: .init(total: Money(micros: 200_000), warnAt: 500_000))
    ) { $0.replyParts = 2 }

    private static func take(_ texts: [(String, String)], _ start: StartPermission = .allowed) -> Step {
        { store, ledger in
            let messages = texts.enumerated().map {
                IncomingMessage.text($1.1, from: $1.0, slot: $0, pdu: "\($1.0) \($1.1)")
            }
            let result = try await store.ingest(messages, in: context, now: noon, start: start)
            await ledger.acknowledge(texts.map(\.1))
            if let started = result.started { await ledger.send(started) }
        }
    }

    private static func begin(_ outcome: Settlement.Outcome) -> Step {
        { store, ledger in
            let settlement = await ledger.reply.map { Settlement(reply: $0.id, outcome: outcome) }
            let slots = (0..<4).map { Slot(store: "iccid", memory: "SM", index: $0) }
            let result = try await store.begin(in: context, now: noon, settling: settlement, confirmed: slots)
            if case .send(let reply) = result { await ledger.send(reply) }
        }
    }

    private static let nextPart: Step = { store, ledger in
        guard var reply = await ledger.reply else { return }
        reply.part += 1
        if try await store.beginPart(reply.part, of: reply.id, now: noon) { await ledger.send(reply) }
    }

    private static let steps: [Step] = [
        take([(caller, "one"), (other, "two"), (third, "three")]), nextPart, begin(.sent), nextPart,
        take([(other, "STOP")], .notNow), begin(.unknown(.legacy("reset"))), begin(.failed(.legacy("38"))),
        { store, _ in try await store.block(.number(third), note: nil, now: noon) },
        take([("+15145552001", "four"), ("+15145552002", "five"), ("+15145552003", "six")]),
        begin(.retry(.legacy("302"), notBefore: noon)), nextPart, begin(.sent),
    ]

    @Test("after a crash at any moment nothing is lost and nothing is sent twice")
    func whateverMoment() async throws {
        let box = try TestBox()
        let ledger = Ledger()
        for step in CrashTests.steps {
            try await step(box.store, ledger)
            try await check(box.folder, ledger)
            try await box.expectConsistentMoney()
        }
        #expect(await ledger.bodies.count >= 6)
    }

    private func check(_ folder: TestFolder, _ ledger: Ledger) async throws {
        let copy = try TestFolder()
        for name in ["jedisnon.db", "jedisnon.db-wal", "sender.key", "stops.log"] {
            try FileManager.default.copyItem(atPath: "\(folder.path)/\(name)", toPath: "\(copy.path)/\(name)")
        }
        let after = try TestBox(copy)
        try await after.store.recover(now: noon + .minutes(1))

        let texts = Set(try await after.store.events().filter { $0.kind == .smsReceived }.compactMap(\.text))
        #expect(await ledger.acknowledged.isSubset(of: texts))
        #expect(try await after.number("SELECT count(*) FROM reply WHERE state = 'sending'") == 0)
        try await after.expectConsistentMoney()

        // The new service sends all planned replies; no body is sent twice except after a definite error.
        var sent = await ledger.bodies
        var settlement: Settlement?
        while case .send(let reply) = try await after.store.begin(
            in: CrashTests.context, now: noon + .minutes(2), settling: settlement)
        {
            for part in 0..<reply.parts {
                if part > 0 { #expect(try await after.store.beginPart(part, of: reply.id, now: noon + .minutes(2))) }
                if reply.attempt == 0 { sent["\(reply.to)/\(part)", default: 0] += 1 }
            }
            settlement = Settlement(reply: reply.id, outcome: .sent)
        }
        #expect(sent.values.allSatisfy { $0 == 1 }, "\(sent)")
        let answered = try await after.number(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM reply WHERE state <> 'cancelled' GROUP BY sender)")
        #expect((answered ?? 0) <= 1)
        try await after.expectConsistentMoney()
    }
}
