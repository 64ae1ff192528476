import LinePolicy
import SeededRandom
import Vocabulary

@testable import ModemSimulator

/// What is to come, made from a seed: a few bursts in which people contact the lines while things go wrong, then calm.
struct Story {
    /// The trouble is over then, and everything has to come right by itself.
    static let calm = VirtualClock.start + .minutes(4)
    /// Nothing has to take longer.
    static let end = calm + .minutes(10)

    let box: StoryBox
    let lines: [StoryLine]
    private(set) var turns: [(at: Uptime, turn: Turn)] = []
    private var random: SeededRandom.SeededGenerator
    private let people: [String]
    private var texts = 0
    private var stopped: Set<String> = []

    init(seed: UInt64) {
        var random = SeededRandom.SeededGenerator(seed: seed)
        box = StoryBox(random: &random)
        lines = StoryLine.lines(box, random: &random)
        people = (0..<Int.random(in: 3...8, using: &random)).map { "+15145550\(211 + $0 * 17)" }
        self.random = random
        if box.isRaided { addRaid() }
        for _ in 0..<Int.random(in: 2...5, using: &self.random) { addBurst() }
        addClocks()
        turns.append((Self.calm, .calm))
        // Of two at one moment the one that was planned first.
        turns = turns.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    // MARK: Chance

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    private mutating func milliseconds(_ range: ClosedRange<Int64>) -> Span {
        .milliseconds(Int64.random(in: range, using: &random))
    }

    private mutating func anyLine() -> Int { Int.random(in: 0..<lines.count, using: &random) }

    private mutating func person() -> String { people.randomElement(using: &random) ?? people[0] }

    private mutating func add(_ turn: Turn, at moment: Uptime) {
        turns.append((min(moment, Self.calm - .milliseconds(1)), turn))
    }

    // MARK: Bursts

    private mutating func addBurst() {
        let start = VirtualClock.start + milliseconds(0...210_000)
        var moment = start
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            addContact(at: moment)
            moment = moment + milliseconds(0...4_000)
        }
        for _ in 0..<Int.random(in: 1...3, using: &random) { addTrouble(near: start, until: moment) }
    }

    private mutating func addContact(at moment: Uptime) {
        let (line, from) = (anyLine(), person())
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<5:
            addText(line, from: from, at: moment)
            // Whoever texts once often texts or calls again at once, and may have enough of it.
            if chance(3) { addCall(line, from: from, at: moment + milliseconds(0...3_000)) }
            if chance(3) { addStop(from: from, at: moment + milliseconds(0...9_000)) }
        case 5: addLongText(line, from: from, at: moment)
        case 6 where lines.count > 1:
            // Our own lines answer nobody of us.
            addText(line, from: lines[1 - line].number, at: moment)
        default:
            addCall(
                line,
                from: chance(5) ? nil : chance(2) ? from : "+1514555\(1_000 + Int.random(in: 0...9, using: &random))",
                at: moment)
            if chance(3) { addText(line, from: from, at: moment + milliseconds(0...6_000)) }
        }
    }

    private mutating func addText(_ line: Int, from: String, at moment: Uptime) {
        texts += 1
        let part = StoryPart(text: texts, number: 0, total: 1, words: "text \(texts)")
        add(.text(line, from: from, [part]), at: moment)
    }

    /// The first STOP of a person, to any of the lines; then the person writes once more, to another one.
    private mutating func addStop(from: String, at moment: Uptime) {
        guard stopped.insert(from).inserted else { return }
        texts += 1
        let line = anyLine()
        add(.text(line, from: from, [StoryPart(text: texts, number: 0, total: 1, words: "STOP")]), at: moment)
        if chance(2) { addText(lines.count - 1 - line, from: from, at: moment + milliseconds(2_000...20_000)) }
    }

    /// Two or three parts in any order; one may come late, twice or never.
    private mutating func addLongText(_ line: Int, from: String, at moment: Uptime) {
        texts += 1
        let total = Int.random(in: 2...3, using: &random)
        let parts = (0..<total).map { StoryPart(text: texts, number: $0, total: total, words: Self.words(texts, $0)) }
        var order = parts.shuffled(using: &random)
        if chance(3), let late = order.popLast() {
            // Before or after the 30 s for which the others wait, or not at all.
            if !chance(3) { add(.text(line, from: from, [late]), at: moment + milliseconds(5_000...90_000)) }
        }
        if chance(3), let twice = order.randomElement(using: &random) { order.append(twice) }
        for part in order { add(.text(line, from: from, [part]), at: moment + milliseconds(0...3_000)) }
    }

    /// As long as a part can be, so that the parts of a text are cut where they were made.
    private static func words(_ text: Int, _ number: Int) -> String {
        let name = "\(text)/\(number) "
        return String(String(repeating: name, count: 153 / name.count + 1).prefix(153))
    }

    private mutating func addCall(_ line: Int, from: String?, at moment: Uptime) {
        add(.call(line, from: from, rings: chance(4) ? 25 : 8), at: moment)
        let speaks = lines[line].rules.calls.maySpeak
        if chance(speaks ? 4 : 2) {
            add(.callerHangsUp(line, waiting: false), at: moment + milliseconds(100...(speaks ? 30_000 : 9_000)))
        }
        guard speaks else { return }
        if chance(3) {
            add(.key(line, chance(4) ? "5" : "9", byEar: chance(2)), at: moment + milliseconds(4_000...25_000))
        } else if chance(2) {
            add(.trap(line, .playing, [.key(line, "9", byEar: chance(2))]), at: moment)
        }
        if chance(3) {
            add(.call(line, from: person(), rings: 6), at: moment + milliseconds(2_000...25_000))
            if chance(2) { add(.callerHangsUp(line, waiting: true), at: moment + milliseconds(5_000...30_000)) }
        }
        if chance(5) {
            let flow = moment + milliseconds(5_000...20_000)
            add(.soundFlow(line, isOpen: false), at: flow)
            add(.soundFlow(line, isOpen: true), at: flow + milliseconds(300...4_000))
        }
    }

    private static let raider = "+15145552"

    /// Somebody who comes with others, and never again.
    static func isRaider(_ number: String) -> Bool { number.hasPrefix(raider) }

    private mutating func addRaid() {
        let (line, start) = (anyLine(), VirtualClock.start + milliseconds(0...120_000))
        for number in 0..<Int.random(in: 5...9, using: &random) {
            addText(line, from: "\(Self.raider)\(100 + number * 3)", at: start + milliseconds(0...25_000))
        }
    }

    // MARK: Trouble

    /// Something goes wrong in a burst: at a moment, or at a point of the line's work.
    private mutating func addTrouble(near start: Uptime, until end: Uptime) {
        let line = anyLine()
        let moment = start + milliseconds(0...max(1, (end - start).milliseconds + 3_000))
        let (turns, then) = trouble(of: line)
        if chance(2) {
            for turn in turns { add(turn, at: moment) }
        } else {
            add(.trap(line, LinePoint.allCases.randomElement(using: &random) ?? .begun, turns), at: start)
        }
        for (turn, after) in then { add(turn, at: moment + after) }
    }

    private mutating func trouble(of line: Int) -> (at: [Turn], then: [(Turn, Span)]) {
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: return ([.crash(after: Int.random(in: 0...3, using: &random))], [])
        case 2: return ([.pull(line)], [(.plugIn(line), milliseconds(4_000...40_000))])
        case 3, 4: return ([.pause(line, true)], [(.pause(line, false), milliseconds(5_000...90_000))])
        case 5: return ([.reload], [])
        case 6, 7: return ([.lock(true)], [(.lock(false), milliseconds(4_000...60_000))])
        case 8:
            return (
                [.call(line, from: person(), rings: 8)],
                [(.callerHangsUp(line, waiting: false), milliseconds(4_000...20_000))]
            )
        default: return ([.fault(line, fault(), times: Int.random(in: 1...2, using: &random))], [])
        }
    }

    private mutating func fault() -> SimulatedFault {
        let commands = ["+CMGR", "+CMGL", "+CMGD", "+CPMS", "+CMGS", "+CLCC", "+CHUP", "+CREG", "A", ""]
        let command = commands.randomElement(using: &random) ?? ""
        let faults: [SimulatedFault] = [
            .noAnswer(to: command), .noFinalResult(to: command), .lateAnswer(to: command, by: .seconds(7)),
            .commandFails(command, .error), .reset(on: command), .everyByteAlone, .randomPieces(upTo: 7),
            .indicationInEveryGap("+CREG: 1"), .noPrompt, .refusedBeforeBody(.cms(500)), .refusedAfterBody(.cms(38)),
            .errorThoughSent(.cms(500)), .hangAfterBody, .vanishAtPrompt, .vanishInBody(after: 9),
            .vanishAfterBody(sent: true), .vanishAfterBody(sent: false), .deletionIgnored, .deletionFailsThoughDone,
            .announcementLost, .announcementWithoutIndex, .hangUpIgnored, .callEndUnannounced, .ringsThoughGone,
            .freeze, .answerRefused(.error), .answerRefused(.noCarrier), .answerRefused(.callerGone),
            .carrierLostAtAnswer, .audioRefused(for: nil), .keyIndicationLost,
        ]
        return faults.randomElement(using: &random) ?? .freeze
    }

    /// The box's clock jumps, or is not to be trusted for a while.
    private mutating func addClocks() {
        guard box.hasWrongClock else { return }
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let offset = Span.minutes(Int64.random(in: -90...90, using: &random))
            add(.clock(offset: offset, isSynchronised: !chance(3)), at: VirtualClock.start + milliseconds(0...220_000))
        }
    }
}
