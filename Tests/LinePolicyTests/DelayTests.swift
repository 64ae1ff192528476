import LinePolicy
import Testing
import Vocabulary

struct DelayTests {
    func due(min: Span, max: Span, at time: Timestamp?, draw: Double) throws -> Timestamp? {
        var rules = LineRules.plain
        rules.replyDelayMin = min
        rules.replyDelayMax = max
        return try LinePolicy(rules: rules).judge(
            .text(Situation.number, at: time), condition: LineCondition(), facts: InMemoryFacts(), now: .noon,
            draw: draw
        ).plan?.dueAt
    }

    @Test(
        "the draw places the reply within the range",
        arguments: [(0, 45), (0.5, 67), (0.999_999, 89), (.nan, 45), (-1, 45), (7, 45)] as [(Double, Int64)])
    func range(draw: Double, minutes: Int64) throws {
        let due = try #require(try due(min: .minutes(45), max: .minutes(90), at: .noon, draw: draw))
        #expect((due - .noon).milliseconds / 60_000 == minutes)
    }

    @Test(
        "the delay counts from the network's time, never below now",
        arguments: [(-10, 35), (-50, 0), (0, 45), (30, 45), (nil, 45)] as [(Int64?, Int64)])
    func base(offset: Int64?, minutes: Int64) throws {
        let time = offset.map { Timestamp.noon + .minutes($0) }
        #expect(try due(min: .minutes(45), max: .minutes(45), at: time, draw: 0.3) == .noon + .minutes(minutes))
    }

    @Test("a range the wrong way round is its lower end, and no span overflows")
    func hostileRange() throws {
        #expect(try due(min: .minutes(9), max: .minutes(1), at: .noon, draw: 0.9) == .noon + .minutes(9))
        let endless = Span(milliseconds: .max)
        #expect(try due(min: .zero, max: endless, at: .noon, draw: 0x1.fffffffffffffp-1) != nil)
        #expect(try due(min: endless, max: endless, at: .noon, draw: 0) == Timestamp(milliseconds: .max))
    }
}
