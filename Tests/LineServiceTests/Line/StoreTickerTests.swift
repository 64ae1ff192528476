import Evidence
import Foundation
import LineCore
import LinePolicy
import Logging
import Synchronization
import TestFolders
import Testing
import Vocabulary
import WordLiterals

@testable import EventStore
@testable import LineService

/// The work that the store's ticker completes, in simulated time, without a modem.
struct StoreTickerTests {
    private let start = Uptime(milliseconds: 1_000_000)

    @Test("a single part is recorded after 30 s, and the line is notified")
    func partStays() async throws {
        let box = try await TickerBox()
        try await box.take(part: 2, of: 3)
        await box.ticker.tick(at: start)
        await box.ticker.tick(at: start + .seconds(29))
        #expect(try await box.events(.smsReceived).isEmpty)
        try await box.take(part: 1, of: 3)
        await box.ticker.tick(at: start + .seconds(31))
        await box.ticker.tick(at: start + .seconds(60))
        #expect(try await box.events(.smsReceived).isEmpty)
        await box.ticker.tick(at: start + .seconds(61))
        let event = try #require(try await box.events(.smsReceived).first)
        #expect(event.details["parts_missing"] == .array([3]) && event.reason == nil)
        #expect(box.lines.told.withLock { $0.contains("a") })
        // Only a session sends it.
        #expect(try await box.store.counters()["a"]?.queued == 1)
        await box.ticker.tick(at: start + .seconds(100))
        #expect(try await box.events(.smsReceived).count == 1)
    }

    @Test("parts of a removed line are recorded without a reply, and its planned replies are cancelled")
    func removedLine() async throws {
        let box = try await TickerBox()
        try await box.take(part: 1, of: 2)
        try await box.take("+15145550124", "salut", delay: .minutes(5))
        box.lines.known.withLock { $0 = ["b"] }
        await box.ticker.tick(at: start)
        #expect(try await box.events(.smsReceived).map(\.reason) == [nil, .repliesOff])
        #expect(try await box.events(.refused).map(\.reason) == [.repliesOff])
        #expect(try await box.store.openWork() == OpenWork())
    }

    @Test("an outcome is written for any line, and a reply without a session is unknown after 30 s")
    func outcomeWritten()
        async throws
    {
        let box = try await TickerBox()
        let sent = try await #require(box.take("+15145550124", "salut"))
        box.store.take(inHand: sent)
        await box.ticker.tick(at: start)
        await box.ticker.tick(at: start + .seconds(1_000))
        #expect(try await box.events(.replyUnknown).isEmpty)
        box.lines.known.withLock { $0 = [] }
        box.store.keep(.outcome(Settlement(reply: sent.id, outcome: .sent)), of: "a")
        await box.ticker.tick(at: start + .seconds(1_001))
        #expect(try await box.events(.replySent).count == 1)
        box.lines.known.withLock { $0 = ["a"] }
        let lost = try await #require(box.take("+15145550125", "salut"))
        await box.ticker.tick(at: start + .seconds(1_002))
        await box.ticker.tick(at: start + .seconds(1_031))
        #expect(try await box.events(.replyUnknown).isEmpty)
        await box.ticker.tick(at: start + .seconds(1_032))
        await box.ticker.tick(at: start + .seconds(1_033))
        #expect(try await box.events(.replyUnknown).map(\.replyID) == [lost.id])
    }

    @Test("an unusable database is not tried for five seconds, and nothing is lost")
    func databaseCannot() async throws {
        let box = try await TickerBox()
        let sent = try await #require(box.take("+15145550124", "salut"))
        box.store.keep(.outcome(Settlement(reply: sent.id, outcome: .sent)), of: "a")
        try await box.refuseEvents(true)
        await box.ticker.tick(at: start)
        try await box.refuseEvents(false)
        await box.ticker.tick(at: start + .seconds(4))
        #expect(try await box.events(.replySent).isEmpty && box.store.hasNotes)
        await box.ticker.tick(at: start + .seconds(5))
        #expect(try await box.events(.replySent).count == 1)
    }

    @Test("the log is signed at midnight UTC, also when nothing happened, and each head continues the one before")
    func midnight() async throws {
        let evening = Timestamp(seconds: 20_800 * 86_400 + 86_400 - 10)
        let clocks = FakeClocks(evening, isSynchronised: true)
        let box = try await TickerBox(clocks)
        try await box.store.append(.backup(path: "/mnt/copy.db"), now: evening)
        for second in 0..<9 { await box.tick(clocks, after: .seconds(second == 0 ? 0 : 1)) }
        #expect(try await box.store.newestHead() == nil)
        await box.tick(clocks, after: .seconds(2))
        let first = try #require(try await box.store.newestHead())
        #expect(first.head.isSigned(by: first.key) && first.at == evening + .seconds(10))
        // Its own event comes after the events it covers.
        #expect(try await box.store.newestIndex() == first.head.size)
        // A whole day without events, checked every hour: one more head, at midnight.
        for hour in 1...47 {
            await box.tick(clocks, after: .hours(1))
            let newest = try #require(try await box.store.newestHead())
            #expect((newest == first) == (hour < 24), "\(hour)")
        }
        let second = try #require(try await box.store.newestHead())
        #expect(second.head.size == first.head.size + 1)
        let nodes = try await box.store.proof(
            size: second.head.size, shown: [], sizes: [first.head.size])
        let found = SharedProof.roots(size: second.head.size, shown: [], sizes: [first.head.size], nodes: nodes)
        #expect(found?.root == second.head.root && found?.earlier == [first.head.root])
        #expect(try await box.events(.headSigned).count == 2)
    }

    @Test("days that the clock skipped, forth or back, or in which the service was off, are signed once")
    func jumped() async throws {
        let noon = Timestamp(seconds: 20_800 * 86_400 + 43_200)
        let clocks = FakeClocks(noon, isSynchronised: true)
        let box = try await TickerBox(clocks)
        try await box.take("+15145550124", "salut", at: noon)
        await box.tick(clocks)
        #expect(try await box.events(.headSigned).isEmpty)
        await box.tick(clocks, after: .hours(13))
        #expect(try await box.events(.headSigned).count == 1)
        for (jump, count) in [(noon + .days(9), 2), (noon + .days(9), 2), (noon - .days(2), 3), (noon + .hours(13), 4)]
        {
            clocks.set(jump)
            for _ in 0..<3 { await box.tick(clocks, after: .seconds(5)) }
            #expect(try await box.events(.headSigned).count == count, "\(jump)")
        }
        let heads = try await box.store.heads(covering: 0, before: .max, limit: 10)
        #expect(heads.map(\.head.size) == heads.map(\.head.size).sorted() && heads.count == 4)
        // Without a usable clock midnight is not known.
        clocks.set(Timestamp(seconds: 0), isSynchronised: false)
        let dark = try await TickerBox(clocks)
        try await dark.take("+15145550124", "salut", at: Timestamp(seconds: 0))
        for _ in 0..<3 { await dark.tick(clocks, after: .days(1)) }
        #expect(try await dark.events(.headSigned).isEmpty)
        clocks.set(noon)
        for _ in 0..<2 { await dark.tick(clocks, after: .seconds(5)) }
        #expect(try await dark.events(.headSigned).count <= 1)
        clocks.set(noon + .hours(14))
        await dark.tick(clocks, after: .seconds(5))
        #expect(try await dark.store.newestHead() != nil)
    }
}

/// A store with one line `a`, and a ticker whose time the test sets.
private struct TickerBox {
    let folder: ConfigurationFolder
    let store: EventStore
    let lines = Lines()
    let ticker: StoreTicker
    private let now = Timestamp(seconds: 1_793_700_000)

    init(_ clocks: FakeClocks? = nil) async throws {
        folder = try ConfigurationFolder("")
        store = try EventStore.open(folder: folder.path + "/state", mode: .service)
        let logger = Logger(label: "ticker")
        let clock = try await ServiceClock(
            store: store, buildDate: clocks == nil ? Timestamp(seconds: 0) : Program.buildDate, timeZone: .gmt,
            logger: logger, source: clocks?.source)
        ticker = StoreTicker(store: store, clock: clock, lines: lines, logger: logger)
    }

    final class Lines: TickedLines {
        let known = Mutex<Set<String>>(["a"])
        let told = Mutex<Set<String>>([])

        func ids() -> Set<String> { known.withLock { $0 } }
        func context(of line: String) -> LineContext {
            Self.context(line, mode: known.withLock { $0.contains(line) } ? .answer : .record)
        }
        func replyPlanned(line: String) { told.withLock { _ = $0.insert(line) } }

        static func context(_ line: String, mode: LineMode = .answer, delay: Span = .zero) -> LineContext {
            var rules = LineRules(countries: [.canada])
            (rules.mode, rules.replyDelayMin, rules.replyDelayMax) = (mode, delay, delay)
            // The box's clock is used as it is.
            rules.staleAfter = .days(36_500)
            return LineContext(
                line: line, sim: "sim", rules: rules, condition: LineCondition(), replyText: "Non.",
                budget: BudgetRules(), timeZone: .gmt, joinedText: JoinedParts.text, edges: JoinedParts.edges)
        }
    }

    func take(part number: Int, of total: Int) async throws {
        let contact = Contact(
            kind: .text, sender: .number("+15145550123"), text: "x", isPerson: true, networkTime: nil)
        let part = TextContent.Part(reference: 7, referenceBits: 8, total: total, number: number)
        let message = IncomingMessage(
            source: .direct, pdu: [UInt8(number)], content: .text(TextContent(contact: contact, part: part)))
        _ = try await store.ingest([message], in: Lines.context("a"), now: now, start: .notNow)
    }

    /// Lets time pass, and runs the ticker.
    func tick(_ clocks: FakeClocks, after span: Span = .zero) async {
        clocks.pass(span)
        await ticker.tick(at: Uptime(milliseconds: clocks.source().uptime.milliseconds))
    }

    @discardableResult
    func take(
        _ number: String, _ text: String, delay: Span = .zero, at now: Timestamp? = nil
    ) async throws -> OutgoingReply? {
        let contact = Contact(kind: .text, sender: .number(number), text: text, isPerson: true, networkTime: nil)
        let message = IncomingMessage(
            source: .direct, pdu: Array(number.utf8), content: .text(TextContent(contact: contact)))
        return try await store.ingest(
            [message], in: Lines.context("a", delay: delay), now: now ?? self.now, start: .allowed
        ).started
    }

    func events(_ kind: EventKind) async throws -> [EventRecord] { try await store.events().filter { $0.kind == kind } }

    /// The database refuses writes, or accepts them again.
    func refuseEvents(_ refuses: Bool) async throws {
        try await store.onWriter { try $0.run("PRAGMA query_only = \(refuses)") }
    }
}
