import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct ConfiguredLineTests {
    private static let delayed = LineContext.line {
        $0.replyDelayMin = .hours(1); $0.replyDelayMax = .hours(1)
    }

    @Test("a line that was removed while the service was down keeps only its history")
    func lineWas() async throws {
        let folder = try TestFolder()
        do {
            let box = try TestBox(folder)
            try await box.take(.text("a"), in: Self.delayed)
            try await box.store.pauseLine("montreal", why: nil, releasePort: false, now: noon)
            try await box.take(.text("b", from: other), in: .line("quebec"))
            try box.store.close()
        }
        let box = try TestBox(folder)
        try await box.store.apply([ConfiguredLine(context: .line("quebec"))], now: noon, isTimeKnown: true)
        let refused = try await box.last(.refused)
        #expect(refused?.line == "montreal" && refused?.reason == .repliesOff)
        #expect(try await box.number("SELECT reserved FROM ledger WHERE scope = 'montreal'") == 0)
        #expect(try await box.store.pauses().isEmpty)
        #expect(try await box.counters().received == 1)
        #expect(try await box.number("SELECT count(*) FROM reply WHERE line = 'quebec' AND state = 'planned'") == 1)
        try await box.expectConsistentMoney()
        // Applying the same configuration again changes nothing.
        let before = try await box.store.latestSeq()
        try await box.store.apply([ConfiguredLine(context: .line("quebec"))], now: noon, isTimeKnown: true)
        #expect(try await box.store.latestSeq() == before)
    }

    @Test("the new settings of a line apply to its planned replies")
    func newSettings() async throws {
        let box = try TestBox()
        try await box.take(.text("a"), in: Self.delayed)
        var record = Self.delayed
        record.rules.mode = .record
        try await box.store.apply([ConfiguredLine(context: record)], now: noon, isTimeKnown: true)
        #expect(try await box.last(.refused)?.reason == .repliesOff)
        try await box.expectConsistentMoney()
    }

    @Test("a new line is charged for its month at once, and only once")
    func newLine() async throws {
        let box = try TestBox()
        let lines = [
            ConfiguredLine(context: .line(), monthly: Money(micros: 80)), ConfiguredLine(context: .line("quebec")),
        ]
        for _ in 0..<2 { try await box.store.apply(lines, now: noon, isTimeKnown: true) }
        #expect(try await box.number("SELECT sum(spent) FROM ledger WHERE scope = ''") == 80)
        #expect(try await box.number("SELECT count(*) FROM charge") == 1)
    }

    @Test("without a usable clock nothing is judged or charged, but a removed line is still removed")
    func withoutUsable()
        async throws
    {
        let box = try TestBox()
        let early = Timestamp(seconds: 1_000)
        try await box.take(.text("a"), in: Self.delayed)
        try await box.take(.text("b", from: other), in: .line("quebec"))
        var record = Self.delayed
        record.rules.mode = .record
        try await box.store.apply(
            [ConfiguredLine(context: record, monthly: Money(micros: 80))], now: early, isTimeKnown: false)
        #expect(try await box.number("SELECT count(*) FROM charge") == 0)
        #expect(try await box.number("SELECT count(*) FROM reply WHERE line = 'montreal' AND state = 'planned'") == 1)
        #expect(try await box.number("SELECT count(*) FROM reply WHERE line = 'quebec' AND state = 'planned'") == 0)
    }

    @Test("a failed transaction changes nothing at all")
    func cannotWritten() async throws {
        let box = try TestBox()
        try await box.take(.text("a"), in: Self.delayed)
        try await box.store.pauseLine("quebec", why: nil, releasePort: false, now: noon)
        // The last line of the list fails the transaction after the others were processed.
        try await box.store.write(now: noon) {
            try $0.db.run(
                "CREATE TRIGGER broken BEFORE INSERT ON charge WHEN new.line = 'last' BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        }
        var record = Self.delayed
        record.rules.mode = .record
        let before = try await box.store.latestSeq()
        await #expect(throws: StoreError.self) {
            try await box.store.apply(
                [ConfiguredLine(context: record), ConfiguredLine(context: .line("last"), monthly: Money(micros: 80))],
                now: noon, isTimeKnown: true)
        }
        #expect(try await box.store.latestSeq() == before)
        #expect(try await box.store.pauses().keys.sorted() == ["quebec"])
        #expect(try await box.number("SELECT count(*) FROM reply WHERE state = 'planned'") == 1)
    }
}
