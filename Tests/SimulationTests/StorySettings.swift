import EventStore
import LineCore
import LinePolicy
import SeededRandom
import Vocabulary

@testable import LineService
@testable import ModemSimulator

/// What a box is like in a story.
struct StoryBox {
    /// A raid is planned.
    let isRaided: Bool
    /// Its clock is wrong at first, or later.
    let hasWrongClock: Bool
    /// It has never seen a right time when it starts.
    let startsWithoutClock: Bool
    /// What all lines may spend; nil = no limit.
    let total: Money?
    let lineCount: Int

    init(random: inout SeededRandom.SeededGenerator) {
        isRaided = Int.random(in: 0..<5, using: &random) == 0
        hasWrongClock = Int.random(in: 0..<3, using: &random) == 0
        startsWithoutClock = hasWrongClock && Bool.random(using: &random)
        total =
            Int.random(in: 0..<4, using: &random) == 0
            ? Money(micros: Int64.random(in: 2...12, using: &random) * 20_000) : nil
        lineCount = Bool.random(using: &random) ? 2 : 1
    }
}

/// What a line and its modem are like in a story.
final class StoryLine {
    let id: String
    let number: String
    var rules: LineRules
    var replyText: String
    let modem: SimulatedSettings
    let profile: SimulatedProfile
    /// How its voice stands when the story begins; nil = it has none.
    let voice: VoiceProofState?
    /// The length of its message.
    let message: Span
    let answerAfterRings: Int
    let letsRefusedCallersRing: Bool

    var imei: String { modem.imei }

    static func lines(_ box: StoryBox, random: inout SeededRandom.SeededGenerator) -> [StoryLine] {
        let lines = (0..<box.lineCount).map { StoryLine($0, box, random: &random) }
        let numbers = Set(lines.map(\.number))
        for line in lines { line.rules.ownNumbers = numbers }
        return lines
    }

    private init(_ index: Int, _ box: StoryBox, random: inout SeededRandom.SeededGenerator) {
        id = ["montreal", "quebec"][index]
        number = "+1514555010\(index + 1)"
        rules = LineRules(countries: [.canada])
        rules.pricePerPart = Money(micros: 20_000)
        rules.pricePerCall = Money(micros: 30_000)
        // Longer than any clock jumps: nobody gets two replies.
        rules.window = .days(300)
        rules.calls = CallMode.allCases.randomElement(using: &random) ?? .auto
        rules.minSendInterval = [.zero, .seconds(6)].randomElement(using: &random) ?? .zero
        if Bool.random(using: &random) {
            // One delay for all: the product draws by itself.
            rules.replyDelayMin = .seconds(Int64.random(in: 1...20, using: &random))
            rules.replyDelayMax = rules.replyDelayMin
        }
        rules.raidSenders = box.isRaided ? 4 : 0
        rules.raidWindow = .minutes(1)
        rules.raidQuiet = .minutes(1)
        replyText = Bool.random(using: &random) ? "No." : String(repeating: "A no is a no. ", count: 25)
        rules.replyParts = replyText.count > 160 ? 3 : 1
        let hasVoice = rules.calls.maySpeak && Int.random(in: 0..<5, using: &random) > 0
        voice = hasVoice ? [.verified, .verified, VoiceProofState.none].randomElement(using: &random) : nil
        message = .seconds(Int64.random(in: 3...34, using: &random))
        answerAfterRings = Int.random(in: 1...3, using: &random)
        letsRefusedCallersRing = Int.random(in: 0..<3, using: &random) == 0
        // The only one of the two whose sound can be had by a serial port and whose ICCID the standard command tells.
        profile = .quectelEC25
        var modem = SimulatedSettings()
        modem.latency =
            [.milliseconds(5), .milliseconds(50), .milliseconds(300)].randomElement(using: &random) ?? .zero
        modem.sendTime = .milliseconds([900, 3_000].randomElement(using: &random) ?? 900)
        modem.callerLineDelay = .milliseconds([0, 0, 1_000, 4_000].randomElement(using: &random) ?? 0)
        modem.answerDelay = .milliseconds([0, 600, 3_000].randomElement(using: &random) ?? 0)
        modem.iccid = "8930272000000000000\(index + 1)"
        modem.imei = "86675804000001\(index + 3)"
        modem.number = number
        modem.seed = UInt64.random(in: 1...1_000_000, using: &random)
        self.modem = modem
    }
}
