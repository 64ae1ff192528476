import LinePolicy
import Testing
import Vocabulary

@testable import EventStore

struct DecisionTests {
    @Test("an answered text is recorded, planned and reserved in one transaction")
    func textAnswered() async throws {
        let box = try TestBox()
        let before = try await box.store.latestSeq()
        let result = try await box.store.ingest(
            [.text("Who are you?", at: noon, details: TextDetails(networkTime: "2026-03-15T08:00:00-04:00"))],
            in: .line(), now: noon, start: .allowed)
        let events = try await box.store.events(EventFilter(after: before))
        #expect(events.map(\.kind) == [.smsReceived, .replyPlanned])
        #expect(events[0].sender == caller)
        #expect(events[0].senderID?.count == 18)
        #expect(events[0].reason == nil)
        #expect(events[0].details["network_time"] == "2026-03-15T08:00:00-04:00")
        #expect(events[1].text == "No.")
        #expect(events[1].cost == Money(micros: 20_000))
        #expect(events[1].replyID == result.started?.id)
        #expect(result.outcomes == [.recorded(seq: events[0].seq, reason: nil)])
        let reply = try #require(result.started)
        #expect(reply.to == caller && reply.text == "No." && reply.part == 0 && reply.parts == 1 && reply.attempt == 0)
    }

    /// The preceding events, the condition of the line, and the resulting decision about a text.
    struct Case: Sendable {
        var reason: Reason?
        var context = LineContext.line()
        var before: @Sendable (TestBox) async throws -> Void = { _ in }
        var text: IncomingMessage = .text("hello", at: noon)
    }

    static let cases: [Case] = [
        Case(reason: nil),
        Case(reason: .notAPerson, text: .text("class 0", isPerson: false)),
        Case(reason: .notAPerson, text: .text("from nobody", sender: .withheld, isPerson: false)),
        Case(reason: .alphanumericSender, text: .text("hello", sender: .name("Bank"))),
        Case(reason: .shortCode, text: .text("hello", sender: .shortCode("12345"))),
        Case(reason: .ownNumber, text: .text("hello", from: "+15145550101")),
        Case(reason: .blocked, before: { try await $0.store.block(.number(caller), note: nil, now: noon) }),
        Case(reason: .stopRequested, before: { try await $0.take(.text("STOP"), in: .line("quebec")) }),
        Case(reason: .stopRequested, text: .text("Stop")),
        Case(reason: .destinationNotAllowed, text: .text("hello", from: "+33612345678")),
        Case(reason: .stale, text: .text("hello", at: noon - .hours(13))),
        Case(
            reason: .loop,
            before: { box in
                for _ in 0..<2 { try await box.take(.text(" hello "), in: .line { $0.mode = .record }) }
            }),
        Case(reason: .repliedInWindow, before: { try await $0.take(.text("one"), in: .line("quebec")) }),
        Case(
            reason: .repliedInWindow,
            before: { try await $0.answer(.text("one"), outcome: .failed(.legacy("38"))) }),
        Case(
            reason: .repliedInWindow,
            before: { try await $0.answer(.text("one"), outcome: .unknown(.legacy("reset"))) }),
        Case(
            reason: .lifetimeCap, context: .line { $0.repliesLifetime = 1 },
            before: { try await $0.answer(.text("one"), now: noon - .days(400)) }),
        Case(
            reason: nil, context: .line { $0.repliesLifetime = 1 },
            before: { try await $0.answer(.text("one"), now: noon - .days(2), outcome: .failed(.legacy("38"))) }),
        Case(
            reason: .raid, context: .line { $0.raidSenders = 2 },
            before: { box in try await box.take(.text("x", from: other), in: .line { $0.raidSenders = 2 }) }),
        Case(reason: .budgetLine, context: .line(budget: .init(line: .init(total: Money(micros: 19_999))))),
        Case(reason: .budgetLine, context: .line(budget: .init(line: .init(perMonth: .zero)))),
        Case(reason: .budgetTotal, context: .line(budget: .init(box: .init(perMonth: .zero)))),
        Case(reason: nil, context: .line(budget: .init(box: .init(total: Money(micros: 20_000))))),
        Case(
            reason: .dailyCap, context: .line { $0.repliesPerDay = 1 },
            before: { try await $0.answer(.text("x", from: other)) }),
        Case(
            reason: .dailyCap, context: .line { $0.repliesPerDay = 1 },
            before: { try await $0.take(.text("x", from: other)) }),
        Case(
            reason: nil, context: .line { $0.repliesPerDay = 1 },
            before: { try await $0.answer(.text("x", from: other), now: noon - .hours(9)) }),
        Case(
            reason: .monthlyCap, context: .line { $0.newRecipientsPerMonth = 1 },
            before: { try await $0.answer(.text("x", from: other), now: noon - .days(14)) }),
        Case(
            reason: nil,
            context: .line {
                $0.newRecipientsPerMonth = 1
                $0.window = .hours(1)
            },
            before: { try await $0.answer(.text("x"), now: noon - .days(2)) }),
        Case(reason: .repliesOff, context: .line { $0.mode = .record }),
        Case(reason: .repliesOff, context: .line(condition: LineCondition(isRoaming: true))),
        Case(
            reason: .linePaused, context: .line(),
            before: { try await $0.store.pauseLine("montreal", why: nil, releasePort: false, now: noon) }),
        Case(reason: .shadow, context: .line { $0.mode = .shadow }),
    ]

    @Test("the decision is in the event and in the counters", arguments: cases.indices)
    func decisionStands(index: Int) async throws {
        let one = DecisionTests.cases[index]
        let box = try TestBox()
        try await one.before(box)
        let before = try await box.counters()
        #expect(try await box.take(one.text, in: one.context) == [one.reason])
        let event = try #require(try await box.last(.smsReceived))
        #expect(event.reason == one.reason)
        let after = try await box.counters()
        #expect(after.received == before.received + 1)
        if one.reason != .raid {
            #expect(after.refused == before.refused + (one.reason == nil ? 0 : 1))
            #expect(after.queued == before.queued + (one.reason == nil ? 1 : 0))
        }
        try await box.expectConsistentMoney()
    }

    @Test("a shadow line reserves and counts nothing, and gives the reason shadow again")
    func shadowLine() async throws {
        let box = try TestBox()
        let shadow = LineContext.line { $0.mode = .shadow }
        #expect(try await box.take(.text("a"), .text("b"), in: shadow) == [.shadow, .shadow])
        #expect(try await box.kinds() == [.smsReceived, .smsReceived])
        #expect(try await box.number("SELECT count(*) FROM reply") == 0)
        #expect(try await box.number("SELECT count(*) FROM ledger") == 0)
    }

    @Test("an undecodable message keeps its octets")
    func undecodableMessage() async throws {
        let box = try TestBox()
        let message = IncomingMessage(
            source: .direct, pdu: [0, 255, 7], content: .undecodable(.legacy("deliver.dcs: reserved")))
        #expect(try await box.take(message) == [.notAPerson])
        let event = try #require(try await box.last(.smsReceived))
        #expect(event.text == nil && event.sender == nil && event.senderID == nil)
        #expect(event.pdus == [[0, 255, 7]])
        #expect(event.details["error"] == "deliver.dcs: reserved")
    }

    @Test("a status report is recorded but not counted")
    func statusReport() async throws {
        let box = try TestBox()
        let contact = Contact(kind: .text, sender: .number(caller), text: nil, isPerson: false, networkTime: nil)
        let report = IncomingMessage(
            source: .direct, pdu: [1], content: .text(TextContent(contact: contact, isStatusReport: true)))
        #expect(try await box.take(report) == [.notAPerson])
        #expect(try await box.counters() == LineCounters())
    }

    @Test("a name that looks like a number is not treated as that number")
    func nameLooks() async throws {
        let box = try TestBox()
        try await box.store.block(.number(caller), note: nil, now: noon)
        try await box.take(.text("spoof", sender: .name(caller)), .text("real"))
        let events = try await box.store.events().filter { $0.kind == .smsReceived }
        #expect(events.map(\.reason) == [.alphanumericSender, .blocked])
        #expect(events[0].senderID != events[1].senderID)
    }

    @Test("a text with NUL characters, escapes and combining marks is stored exactly")
    func textZero() async throws {
        let box = try TestBox()
        let hostile = "\u{0}a\u{0}\u{1B}]0;x\u{7}\u{202E}\u{2066}\u{85}'; DROP TABLE event; --\u{1F6D1}e\u{301}"
        try await box.take(.text(hostile, sender: .name("\u{0}\u{1B}[31m")))
        let event = try #require(try await box.store.events().first)
        #expect(event.text.map { Array($0.unicodeScalars) } == Array(hostile.unicodeScalars))
        #expect(event.sender == "\u{0}\u{1B}[31m")
    }
}
