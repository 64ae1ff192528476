import Foundation
import GRDB
import Glibc
import LinePolicy
import MoneyAudit
import Synchronization
import Testing
import Vocabulary

@testable import EventStore

/// 2026-03-15T12:00:00Z, a Sunday: 08:00 in Toronto.
let noon = Timestamp(seconds: 1_773_576_000)
let caller = "+15145550123"
let other = "+15145550124"
let third = "+15145550125"

/// A state folder that is removed when the test is over.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "eventstore-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path): \(error)") }
    }
}

/// The mode of a file or folder.
func mode(of path: String) throws -> UInt32 {
    var status = stat()
    try #require(stat(path, &status) == 0)
    return status.st_mode & 0o777
}

/// A service's store in a folder of its own, and one line.
struct TestBox {
    let folder: TestFolder
    let store: EventStore

    init(_ folder: TestFolder? = nil) throws {
        self.folder = try folder ?? TestFolder()
        store = try EventStore.open(folder: self.folder.path, mode: .service)
    }

    /// Receives texts in one transaction and returns the decision about each.
    @discardableResult
    func take(
        _ messages: IncomingMessage..., in context: LineContext = .line(), now: Timestamp = noon,
        start: StartPermission = .notNow
    ) async throws -> [Reason?] {
        try await store.ingest(messages, in: context, now: now, start: start).outcomes.compactMap {
            if case .recorded(_, let reason) = $0 { .some(reason) } else { nil }
        }
    }

    /// Receives a text and sends its reply to the given outcome.
    @discardableResult
    func answer(
        _ message: IncomingMessage, in context: LineContext = .line(), now: Timestamp = noon,
        outcome: Settlement.Outcome = .sent
    ) async throws -> OutgoingReply? {
        let result = try await store.ingest([message], in: context, now: now, start: .allowed)
        guard let reply = result.started else { return nil }
        try await store.settle(Settlement(reply: reply.id, outcome: outcome), now: now)
        return reply
    }

    /// The long messages that wait.
    func open() async throws -> [Int64] { try await store.openWork().longMessages.map(\.id) }

    func kinds() async throws -> [EventKind] {
        try await store.events().map(\.kind)
    }

    func last(_ kind: EventKind) async throws -> EventRecord? {
        try await store.events().last { $0.kind == kind }
    }

    func number(_ sql: String) async throws -> Int64? {
        try await store.read { try Int64.fetchOne($0, sql: sql) }
    }

    func counters(_ line: String = "montreal") async throws -> LineCounters {
        try await store.counters()[line] ?? LineCounters()
    }

    /// Checks that the ledger of the box equals the sum over replies and charges, in every month and scope.
    func expectConsistentMoney(_ sourceLocation: SourceLocation = #_sourceLocation) async throws {
        #expect(try await number(MoneyAudit.wrongMonths) == 0, sourceLocation: sourceLocation)
        #expect(try await number(MoneyAudit.boxDifference) == 0, sourceLocation: sourceLocation)
        #expect(try await number(MoneyAudit.idleReservations) == 0, sourceLocation: sourceLocation)
    }
}

extension EventStore {
    /// Records an outcome in a transaction of its own.
    func settle(_ settlement: Settlement, now: Timestamp, line: String = "montreal") async throws {
        keep(.outcome(settlement), of: line)
        #expect(try await writeNotes(now: now).isEmpty)
    }

    /// Leaves an outcome with the store, and begins the next reply.
    func begin(
        in context: LineContext, now: Timestamp, settling settlement: Settlement?, confirmed: [Slot] = []
    ) async throws -> BeginResult {
        if let settlement { keep(.outcome(settlement), of: context.line) }
        return try await begin(in: context, now: now, confirmed: confirmed)
    }

    /// Whether a further part may go.
    func beginPart(_ part: Int, of reply: Int64, now: Timestamp) async throws -> Bool {
        if case .send = try await beginPart(part, of: reply, line: "montreal", now: now) { true } else { false }
    }
}

extension LineRules {
    /// The defaults for a Canadian line whose reply costs 0.02.
    static func canadian(_ change: (inout LineRules) -> Void = { _ in }) -> LineRules {
        var rules = LineRules(countries: [.canada])
        rules.ownNumbers = ["+15145550101"]
        rules.pricePerPart = Money(micros: 20_000)
        rules.pricePerCall = Money(micros: 30_000)
        change(&rules)
        return rules
    }
}

extension LineContext {
    static func line(
        _ line: String = "montreal", budget: BudgetRules = BudgetRules(), condition: LineCondition = LineCondition(),
        rules change: (inout LineRules) -> Void = { _ in }
    ) -> LineContext {
        LineContext(
            line: line, sim: "sim-\(line)", rules: .canadian(change), condition: condition, replyText: "No.",
            budget: budget, timeZone: TimeZone(identifier: "America/Toronto") ?? .gmt, joinedText: joined, edges: { $0 }
        )
    }
}

/// Joins parts as the codec would, with letters for alphabets: a part ends in `<` or begins with `>` where a character is
/// cut, and the halves together are an `X`.
@Sendable private func joined(_ parts: [PartPiece]) -> String? {
    var text = ""
    for (index, part) in parts.enumerated() {
        guard let own = part.content?.letters ?? part.text else { continue }
        let before = index > 0 && parts[index - 1].number + 1 == part.number ? parts[index - 1] : nil
        let isWhole = own.hasPrefix(">") && before?.content?.letters.hasSuffix("<") ?? false
        if isWhole, !part.isRecorded || before?.isRecorded == false { text += "X" }
        guard !part.isRecorded else { continue }
        text += own.drop { $0 == ">" }.prefix { $0 != "<" }
    }
    return parts.contains { !$0.isRecorded && $0.text != nil } ? text : nil
}

extension PartContent {
    static func letters(_ text: String) -> PartContent {
        PartContent(alphabet: Word("letters"), elements: Array(text.utf8))
    }

    fileprivate var letters: String { String(decoding: elements, as: UTF8.self) }
}

private let nonce = Mutex(0)

private func nextNonce() -> Int {
    nonce.withLock {
        $0 += 1
        return $0
    }
}

extension IncomingMessage {
    /// A text of its own; two calls never give equal octets unless `pdu` says so.
    static func text(
        _ text: String?, from number: String = caller, at time: Timestamp? = nil, slot: Int? = nil,
        pdu: String? = nil, sender: Sender? = nil, isPerson: Bool = true, details: TextDetails = TextDetails()
    ) -> IncomingMessage {
        let contact = Contact(
            kind: .text, sender: sender ?? .number(number), text: text, isPerson: isPerson, networkTime: time)
        return IncomingMessage(
            source: slot.map { .slot(Slot(store: "iccid", memory: "SM", index: $0)) } ?? .direct,
            pdu: Array((pdu ?? "octets \(nextNonce())").utf8),
            content: .text(TextContent(contact: contact, details: details)))
    }

    /// A part of a long message.
    static func part(
        _ number: Int, of total: Int, _ text: String, reference: Int = 7, bits: Int = 8, from sender: String = caller,
        pdu: String? = nil, piece: PartContent? = nil
    ) -> IncomingMessage {
        let contact = Contact(kind: .text, sender: .number(sender), text: text, isPerson: true, networkTime: nil)
        let place = TextContent.Part(reference: reference, referenceBits: bits, total: total, number: number)
        return IncomingMessage(
            source: .slot(Slot(store: "iccid", memory: "SM", index: nextNonce())),
            pdu: Array((pdu ?? "\(sender) \(reference) \(bits) \(number)/\(total) \(text)").utf8),
            content: .text(TextContent(contact: contact, part: place, piece: piece ?? .letters(text))))
    }
}

extension EventStore {
    /// The `seq` of the newest event; 0 when there is none.
    func latestSeq() async throws -> Int64 { try await events(EventFilter(last: 1)).last?.seq ?? 0 }
}
