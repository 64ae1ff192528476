import LinePolicy
import SeededRandom
import Testing
import Vocabulary

/// What must hold whatever comes: verdicts of long random floods, written down as the store does.
struct FloodTests {
    static func number(_ index: Int) -> String { "+1514\(2_000_000 + index)" }

    @Test(
        "20,000 messages of 50 senders: nobody gets two replies in a window or more than three in all",
        arguments: [1, 2, 3])
    func fewSenders(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var rules = LineRules.plain
        rules.window = .hours(6)
        var ledger = Ledger(rules)
        ledger.facts.totalLeft = Money(micros: 20_000 * 100)
        var answered: [String: [Timestamp]] = [:]
        var now = Timestamp.noon
        for index in 0..<20_000 {
            now = now + .seconds(Int64.random(in: 0...20, using: &generator))
            let number = Self.number(Int.random(in: 0..<50, using: &generator))
            let time = now - .minutes(Int64.random(in: -30...900, using: &generator))
            let verdict = try ledger.receive(.text(number, "Insult \(index)", at: time), at: now)
            if verdict.reason == nil { answered[number, default: []].append(now) }
        }
        #expect(answered.count == 50)
        for times in answered.values {
            #expect(times.count <= 3)
            for (earlier, later) in zip(times, times.dropFirst()) { #expect(later - earlier >= rules.window) }
        }
        #expect(try #require(ledger.facts.totalLeft) >= .zero)
        #expect(answered.values.joined().count == 100, "the money was for a hundred replies")
    }

    @Test("20,000 distinct senders in four hours: the raid stops the replies at the thirtieth")
    func manySenders() throws {
        var rules = LineRules.plain
        rules.raidSenders = 30
        var ledger = Ledger(rules)
        var answered = 0
        for index in 0..<20_000 {
            let now = Timestamp.noon + Span(milliseconds: Int64(index) * 720)
            let verdict = try ledger.receive(.text(Self.number(index), at: now), at: now)
            #expect(verdict.sighting == now)
            if verdict.reason == nil { answered += 1 }
        }
        #expect(answered == 29)
        #expect(ledger.raidsStarted == 1)
    }

    @Test("caps hold under any mixture of texts, calls, times and senders", arguments: [11, 12])
    func mixture(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var rules = LineRules.plain
        rules.repliesPerDay = 40
        rules.newRecipientsPerMonth = 25
        rules.withheldCallsPerDay = 3
        rules.repliesLifetime = 2
        rules.window = .minutes(30)
        rules.replyParts = 2
        rules.calls = .speakAndText
        rules.raidSenders = 200
        var ledger = Ledger(rules)
        let senders: [Sender] =
            (0..<60).map { .number(Self.number($0)) }
            + [
                .withheld, .name("Bank"), .shortCode("12345"), .other("999"), .number("+19005550142"),
                .number("+4915112345678"),
            ]
        var texted: Set<String> = []
        for index in 0..<5000 {
            let now = Timestamp.noon + .seconds(Int64(index) * 5)
            ledger.condition.speaks = Bool.random(using: &generator)
            let sender = senders[Int.random(in: 0..<senders.count, using: &generator)]
            let contact =
                Bool.random(using: &generator)
                ? Contact.call(sender, at: now)
                : Contact(kind: .text, sender: sender, text: "Text \(index)", isPerson: true, networkTime: now)
            guard let plan = try ledger.receive(contact, at: now).plan else { continue }
            if plan.parts > 0 {
                let number = try #require(sender.number)
                #expect(Country(number: number) == .canada)
                texted.insert(number)
            }
        }
        #expect(ledger.facts.parts <= 40)
        #expect(ledger.facts.withheldAnswers == 3)
        #expect(texted.count <= 25)
        #expect(!texted.isEmpty)
        #expect(ledger.facts.replies.filter { $0.key != RaidSighting.withheldKey }.values.allSatisfy { $0.count <= 2 })
    }
}
