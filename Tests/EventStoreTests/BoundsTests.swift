import Foundation
import GRDB
import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct FoldingTests {
    let folding: LineContext = {
        var context = LineContext.line()
        context.foldAfter = 5
        return context
    }()

    @Test(
        "from the sixth text of one sender and day on, texts are counted exactly, and logged within the hour"
    )
    func folded() async throws {
        let box = try TestBox()
        for index in 0..<100 {
            try await box.take(.text("insult \(index)"), in: folding, now: noon + .seconds(Int64(index)))
        }
        try await box.take(.text("of another", from: other), in: folding, now: noon + .seconds(100))
        #expect(try await box.kinds().filter { $0 == .smsReceived }.count == 6)
        let counters = try await box.counters()
        #expect(counters.received == 101 && counters.refused == 99)
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .minutes(61))
        let told = try #require(try await box.last(.textsFolded))
        #expect(
            told.payload
                == .textsFolded(
                    FoldDetails(count: 95, first: (noon + .seconds(5)).utc, last: (noon + .seconds(99)).utc)))
        #expect(told.sender == caller && told.line == "montreal")
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .minutes(62))
        #expect(try await box.kinds().filter { $0 == .textsFolded }.count == 1)
        // The next day starts from zero.
        try await box.take(.text("next day"), in: folding, now: noon + .days(1))
        #expect(try await box.store.events().last { $0.kind == .smsReceived }?.text == "next day")
        try await box.store.forgetOld(keepText: .days(30), keepNumbers: .days(365), now: noon + .days(4))
        #expect(try await box.number("SELECT count(*) FROM day_texts") == 0)
    }

    @Test("a STOP, a loop and a reply have the same effect in a folded text")
    func rules() async throws {
        let box = try TestBox()
        for index in 0..<10 { try await box.take(.text("a\(index)"), in: folding) }
        for _ in 0..<2 { try await box.take(.text("same"), in: folding, now: noon + .minutes(1)) }
        let before = try await box.counters().refused
        let folded = try await box.store.ingest([.text("same")], in: folding, now: noon + .minutes(2), start: .notNow)
        #expect(folded.outcomes == [.folded(reason: .loop)])
        #expect(try await box.counters().refused == before + 1)
        #expect(try await box.take(.text("STOP"), in: folding, now: noon + .minutes(3)) == [.stopRequested])
        #expect(try await box.last(.smsReceived)?.text == "STOP")
        #expect(try await box.last(.senderStopped) != nil)
        // An answered text has its own event, however many texts came before.
        var again = folding
        again.rules.repliesPerWindow = 50
        let late = try TestBox()
        for index in 0..<10 { try await late.take(.text("a\(index)"), in: again, now: noon + .seconds(Int64(index))) }
        #expect(try await late.kinds().filter { $0 == .smsReceived }.count == 5)
        try await late.expectConsistentMoney()
    }

    @Test("no text of a kept person is folded; long texts are folded too, with their late parts")
    func kept() async throws {
        let box = try TestBox()
        _ = try await box.store.keep(.number(caller), until: noon + .days(9), why: nil, now: noon)
        for index in 0..<9 { try await box.take(.text("a\(index)"), in: folding) }
        #expect(try await box.kinds().filter { $0 == .smsReceived }.count == 9)
        for index in 0..<9 { try await box.take(.text("b\(index)", from: other), in: folding) }
        try await box.take(
            .part(1, of: 2, "one", from: other), .part(2, of: 2, "two", from: other), in: folding)
        #expect(try await box.kinds().filter { $0 == .smsReceived }.count == 9 + 5)
        #expect(try await box.counters().received == 19)
    }
}

extension FoldingTests {
    @Test("a message with missing parts is kept while there is room, because they may still come")
    func incomplete() async throws {
        let box = try TestBox()
        for index in 0..<9 { try await box.take(.part(1, of: 200, "part \(index)", reference: index), in: folding) }
        let open = try await box.open()
        _ = try await box.store.completeOverdueMessages(open, in: folding, now: noon, start: .notNow)
        #expect(try await box.kinds().filter { $0 == .smsReceived }.count == 9)
        try await box.take(.text("whole"), in: folding)
        #expect(try await box.kinds().filter { $0 == .smsReceived }.count == 9)
    }
}

struct StorageLimitTests {
    @Test("near its limit the database folds, then erases texts nobody keeps, then octets; each step is logged once")
    func plan() async throws {
        let box = try TestBox()
        _ = try await box.store.keep(.number(other), until: noon + .days(9), why: nil, now: noon)
        let long = String(repeating: "x", count: 800)
        let calm = LineContext.line {
            $0.raidSenders = 0; $0.repliesPerDay = 0
        }
        for index in 0..<1200 {
            let isKept = index % 20 == 0
            try await box.take(
                .text("\(isKept ? "kept " : "")\(index) \(long)", from: isKept ? other : "+1514555\(2000 + index)"),
                in: calm)
        }
        try await box.take(IncomingMessage(source: .direct, pdu: [1, 2], content: .undecodable(.legacy("bad"))))
        let used = try await box.store.octetsInUse()
        let before = try await box.counters()
        try await box.store.keep(within: used * 2, now: noon)
        #expect(try await box.store.storageStep() == .none)
        try await box.store.keep(within: used * 100 / 85, now: noon)
        #expect(try await box.store.storageStep() == .fold)
        #expect(try await box.take(.text("one", from: third), .text("two", from: third), in: Self.folding) == [nil])
        #expect(try await box.number("SELECT count(*) FROM event WHERE text LIKE '% xxx%'") == 1200)

        try await box.store.keep(within: used * 100 / 95, now: noon)
        #expect(try await box.store.octetsInUse() < used * 100 / 95)
        #expect(try await box.store.storageStep() == .texts)
        let kept = try await box.number("SELECT count(*) FROM event WHERE text LIKE 'kept %'")
        let others = try await box.number("SELECT count(*) FROM event WHERE text LIKE '% xxx%'")
        #expect(kept == 60 && (others ?? 0) < 1200)

        try await box.store.keep(within: 1 << 16, now: noon)
        #expect(try await box.store.storageStep() == .octets)
        #expect(try await box.number("SELECT count(*) FROM event WHERE pdu IS NOT NULL AND sender IS NULL") == 0)
        #expect(try await box.number("SELECT count(*) FROM event WHERE text LIKE 'kept %'") == 60)
        #expect(try await box.counters().received == before.received + 2)
        let causes = try await box.store.events().compactMap { event in
            if case .retentionRun(let run)? = event.payload { run.cause } else { nil }
        }
        #expect(causes == [.limitFold, .limitTexts, .limitOctets])
        // It still receives.
        #expect(try await box.take(.text("still", from: "+15145550188"), in: calm) == [nil])
    }

    @Test("as a last step, unanswered events of erased people are deleted; the log of leaves stays complete")
    func records() async throws {
        let box = try TestBox()
        let calm = LineContext.line { $0.raidSenders = 0 }
        try await box.answer(.text("answered"))
        for index in 0..<200 {
            try await box.take(.text("\(index)", sender: .shortCode("\(10_000 + index)")), in: calm)
        }
        let before = try await box.counters()
        let leaves = try await box.store.read { try $0.leafCount() }
        try await box.store.forgetOld(keepText: .days(1), keepNumbers: .days(1), now: noon + .days(2))
        try await box.store.keep(within: 1 << 16, now: noon + .days(2))
        #expect(try await box.store.storageStep() == .records)
        let kinds = try await box.kinds()
        #expect(kinds.filter { $0 == .smsReceived }.count == 1 && kinds.contains(.replySent))
        #expect(try await box.counters() == before)
        #expect(try await box.store.read { try $0.leafCount() } > leaves)
        try await box.store.signHead(at: noon + .days(2), now: noon + .days(2))
    }

    private static let folding: LineContext = {
        var context = LineContext.line {
            $0.raidSenders = 0; $0.repliesPerDay = 0
        }
        context.foldAfter = 20
        return context
    }()
}
