import LinePolicy
import SeededRandom
import Vocabulary

/// Boxes and what comes to them, drawn from a seed.
struct RandomHistory {
    private var random: SeededGenerator
    private let shared: LineRules

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed &* 0x2545_F491_4F6C_DD1D)
        var rules = LineRules(countries: [.canada])
        rules.ownNumbers = ["+15145550101", "+15145550102"]
        rules.ownReplyTexts = ["No is no."]
        rules.pricePerPart = Money(micros: 20_000)
        rules.pricePerCall = Money(micros: 30_000)
        rules.repliesPerWindow = 1 + Int(random.next() % 2)
        rules.window = random.next() % 3 == 0 ? .minutes(30) : .hours(24)
        rules.repliesLifetime = Int(random.next() % 4)
        shared = rules
    }

    /// Plays one history; `trace` gets each step.
    mutating func play(_ trace: (History.Step) -> Void = { _ in }) throws -> History {
        var history = History(world())
        let steps = 2 + draw(12)
        for _ in 0..<steps where history.wrong.isEmpty {
            let step = step()
            trace(step)
            try history.take(step)
        }
        return history
    }

    private mutating func draw(_ count: Int) -> Int { Int(truncatingIfNeeded: random.next() >> 33) % count }
    private mutating func happens(_ per: Int) -> Bool { draw(per) == 0 }

    private mutating func world() -> World {
        var world = World(lines: [line(), line()])
        world.boxLimit = happens(3) ? Money(micros: Int64(20_000 * (1 + draw(4)))) : nil
        world.isQuiet = happens(12)
        world.cancelsAtOnce = !happens(4)
        return world
    }

    private mutating func line() -> World.Line {
        var line = World.Line(rules: rules())
        line.limit = happens(3) ? Money(micros: Int64(20_000 * (1 + draw(4)))) : nil
        line.condition.speaks = happens(2)
        line.condition.isRoaming = happens(20)
        return line
    }

    private mutating func rules() -> LineRules {
        var rules = shared
        if happens(6) { rules.mode = happens(2) ? .shadow : .record }
        rules.calls = CallMode.allCases[draw(CallMode.allCases.count)]
        rules.replyParts = 1 + draw(2)
        rules.staleAfter = happens(2) ? .hours(12) : .hours(1)
        if happens(3) { (rules.replyDelayMin, rules.replyDelayMax) = (.minutes(10), .minutes(20)) }
        rules.repliesPerDay = [0, 0, 2, 3][draw(4)]
        rules.newRecipientsPerMonth = [0, 0, 1, 2][draw(4)]
        rules.withheldCallsPerDay = draw(3)
        rules.raidSenders = [0, 2, 3, 30][draw(4)]
        rules.answersWhileRoaming = happens(4)
        rules.quiet = QuietHours([QuietHours.DailySpan(from: 0, to: 1_440)].compactMap(\.self))
        rules.quietAnswers = happens(2) ? .later : .never
        if happens(20) { rules.law.applied = .frenchMobile }
        return rules
    }

    /// Mostly the same people, so that they meet their own past.
    private mutating func sender() -> Int { happens(3) ? draw(Cast.senders.count) : draw(3) }

    private mutating func step() -> History.Step {
        let line = happens(3) ? 1 : 0
        switch draw(24) {
        case 0...9:
            let age: [Int64?] = [0, 0, 0, 1, 7, 59, 61, 721, -5, nil]
            return .text(
                sender: sender(), text: happens(3) ? draw(Cast.texts.count) : draw(3), isPerson: !happens(12),
                age: age[draw(age.count)], line: line)
        case 10...12: return .call(sender: happens(4) ? 8 : sender(), line: line)
        case 13...15: return .wait(minutes: [1, 3, 11, 25, 61, 700, 1_441, 44_000][draw(8)])
        case 16...18: return .send(line: line, outcome: draw(4))
        case 19:
            switch draw(4) {
            case 0: return .block(sender: sender())
            case 1: return .unblock(sender: sender())
            case 2: return .wait(minutes: -Int64(draw(60)))
            default: return .quiet
            }
        case 20: return .pause(line: line)
        case 21: return happens(2) ? .raid(line: line) : .addBudget
        case 22: return .reload(line: line, rules())
        default: return .condition(line: line, roams: happens(4), speaks: happens(2))
        }
    }
}
