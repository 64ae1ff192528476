import LinePolicy
import Testing
import Vocabulary

/// The exact edges of the rules that count and measure.
struct LimitTests {
    @Test(
        "stale begins after stale_after, by the network's time",
        arguments: [
            (-12 * 3_600_000, nil), (-12 * 3_600_000 - 1, .stale), (0, nil), (3_600_000, nil), (nil, nil),
        ] as [(Int64?, Reason?)])
    func stale(offset: Int64?, reason: Reason?) throws {
        var situation = Situation()
        situation.contact.networkTime = offset.map { .noon + Span(milliseconds: $0) }
        #expect(try situation.verdict().reason == reason)
    }

    @Test(
        "the window is open at its far end",
        arguments: [(0, .repliedInWindow), (86_399_999, .repliedInWindow), (86_400_000, nil)] as [(Int64, Reason?)])
    func window(age: Int64, reason: Reason?) throws {
        var situation = Situation()
        situation.facts.replies[Situation.number] = [.init(at: .noon - Span(milliseconds: age))]
        #expect(try situation.verdict().reason == reason)
    }

    @Test("a window may hold several replies, and a lifetime may be without limit")
    func severalReplies() throws {
        var situation = Situation()
        situation.rules.repliesPerWindow = 2
        situation.rules.repliesLifetime = 0
        situation.facts.replies[Situation.number] = Array(repeating: .init(at: .noon - .days(3)), count: 50)
        situation.facts.replies[Situation.number]?.append(.init(at: .noon - .hours(1)))
        #expect(try situation.verdict().reason == nil)
        situation.facts.replies[Situation.number]?.append(.init(at: .noon - .minutes(1)))
        #expect(try situation.verdict().reason == .repliedInWindow)
    }

    @Test(
        "a reply is refused when it costs more than is left, not when it takes the last of it",
        arguments: [
            (40_000, 40_000, nil), (39_999, 40_000, .budgetLine), (40_000, 39_999, .budgetTotal), (0, 0, .budgetLine),
        ]
            as [(Int64, Int64, Reason?)])
    func budget(line: Int64, total: Int64, reason: Reason?) throws {
        var situation = Situation()
        situation.rules.replyParts = 2
        situation.facts.lineLeft = Money(micros: line)
        situation.facts.totalLeft = Money(micros: total)
        #expect(try situation.verdict().reason == reason)
    }

    @Test("a reply that costs nothing needs no money")
    func freeReply() throws {
        var situation = Situation()
        situation.rules.pricePerPart = .zero
        situation.facts.lineLeft = .zero
        #expect(try situation.verdict().reason == nil)
    }

    @Test(
        "the cap of a day counts segments and the whole reply has to fit",
        arguments: [(198, 2, nil), (199, 2, .dailyCap), (199, 1, nil), (500, 1, .dailyCap)] as [(Int, Int, Reason?)])
    func dailyCap(sent: Int, parts: Int, reason: Reason?) throws {
        var situation = Situation()
        situation.rules.repliesPerDay = 200
        situation.rules.replyParts = parts
        situation.facts.parts = sent
        #expect(try situation.verdict().reason == reason)
    }

    @Test("the cap of a month is for new recipients only")
    func monthlyCap() throws {
        var situation = Situation()
        situation.rules.newRecipientsPerMonth = 1
        situation.facts.recipients = [Situation.number]
        #expect(try situation.verdict().reason == nil)
        situation.facts.recipients = ["+15145550199"]
        #expect(try situation.verdict().reason == .monthlyCap)
    }

    @Test(
        "the third equal text within ten minutes is a loop",
        arguments: [
            ([-5, -1], .loop), ([-10, -1], .loop), ([-11, -1], nil), ([-1], nil), ([-20, -15, -1], nil),
        ] as [([Int64], Reason?)])
    func loop(minutes: [Int64], reason: Reason?) throws {
        var situation = Situation()
        situation.contact.text = " Who\n are  you? "
        situation.facts.heard[Situation.number] = minutes.map {
            .init(folded: "Who are you?", at: .noon + .minutes($0))
        }
        #expect(try situation.verdict().reason == reason)
    }

    @Test("a loop is measured by the network's time, and one ahead of now counts as now")
    func loopTime() throws {
        var situation = Situation()
        situation.facts.heard[Situation.number] = Array(
            repeating: .init(folded: "Who are you?", at: .noon - .minutes(61)), count: 2)
        #expect(try situation.verdict().reason == nil)
        situation.contact.networkTime = .noon - .hours(1)
        #expect(try situation.verdict().reason == .loop)
        // What came in later, by the same time, is not before it.
        situation.contact.networkTime = .noon - .minutes(62)
        #expect(try situation.verdict().reason == nil)
        situation.contact.networkTime = .noon + .hours(1)
        situation.facts.heard[Situation.number] = Array(
            repeating: .init(folded: "Who are you?", at: .noon), count: 2)
        #expect(try situation.verdict().reason == .loop)
    }

    @Test("our own text with other white space is a loop, other people's equal texts and calls are not")
    func notLoops() throws {
        var situation = Situation()
        situation.rules.ownReplyTexts = ["Who are you?"]
        situation.contact.text = "\u{00A0}Who are\r\nyou?"
        #expect(try situation.verdict().reason == .loop)
        situation.contact = .call(.number(Situation.number))
        #expect(try situation.verdict().reason == nil)
        situation.rules.ownReplyTexts = []
        situation.contact = .text(Situation.number)
        situation.facts.heard["+15145550199"] = Array(repeating: .init(folded: "Who are you?", at: .noon), count: 9)
        #expect(try situation.verdict().reason == nil)
        // Binary data has no text, so it equals nothing.
        situation.contact = .text(Situation.number, nil)
        #expect(try situation.verdict().reason == nil)
    }
}
