import EventStore
import Foundation
import LinePolicy
import SeededRandom
import Vocabulary

@testable import LineService
@testable import ModemSimulator

/// What is outside the line in a story: its settings, the clock, the disk, and what is to come.
final class StoryWorld {
    static let line = "montreal"
    /// 2026-03-15T12:00:00Z.
    private static let noon = Timestamp(seconds: 1_773_576_000)
    /// The trouble is over then, and everything has to come right by itself.
    static let calm = Uptime(milliseconds: 1_000_000) + .minutes(7)
    private static let end = calm + .minutes(10)

    /// What may happen, in the order of its time.
    enum Turn {
        case text(from: String, String)
        case call(from: String)
        case callerHangsUp
        case fault(SimulatedFault, times: Int?)
        case pull
        case plugIn
        case pause(Bool)
        case reload
        case lock(Bool)
        case jump(Span)
        case crash
        /// Everything is mended.
        case calm
    }

    var rules: LineRules
    var replyText: String
    var isPaused = false
    /// The disk takes nothing.
    var isLocked = false
    private var jumped = Span.zero
    private(set) var turns: [(at: Uptime, turn: Turn)] = []
    /// Effects that are left until the program dies.
    private var effectsToLive: Int?
    private var stopped: Set<String> = []
    private var random: SeededRandom.SeededGenerator
    /// What people sent, and who called.
    private(set) var sent: [(from: String, text: String)] = []

    init(seed: UInt64) {
        random = SeededRandom.SeededGenerator(seed: seed)
        rules = LineRules(countries: [.canada])
        rules.ownNumbers = ["+15145550101"]
        rules.pricePerPart = Money(micros: 20_000)
        rules.pricePerCall = Money(micros: 30_000)
        rules.calls = Bool.random(using: &random) ? .hangUp : .hangUpAndText
        rules.minSendInterval = [.zero, .seconds(6)].randomElement(using: &random) ?? .zero
        rules.raidSenders = 0
        replyText = Bool.random(using: &random) ? "No." : String(repeating: "A no is a no. ", count: 25)
        rules.replyParts = replyText.count > 160 ? 3 : 1
        plan()
    }

    /// `JEDISNON_TRACE`: what happens is printed, for whoever looks for a fault.
    private static let traces = ProcessInfo.processInfo.environment["JEDISNON_TRACE"] != nil

    func trace(_ what: @autoclosure () -> String, at now: Uptime) {
        if Self.traces { print("\(now.milliseconds - 1_000_000): \(what())") }
    }

    /// The moment by the box's clock.
    func time(at now: Uptime) -> Timestamp { Self.noon + (now - Uptime(milliseconds: 1_000_000)) + jumped }

    func isOver(at now: Uptime) -> Bool { now >= Self.end }

    func context(sim: String?, isRoaming: Bool) -> LineContext {
        LineContext(
            line: Self.line, sim: sim ?? "line:\(Self.line)", rules: rules,
            condition: LineCondition(isRoaming: isRoaming), replyText: replyText, budget: BudgetRules(),
            timeZone: TimeZone(identifier: "America/Toronto") ?? .gmt, joinedText: JoinedParts.text,
            edges: JoinedParts.edges)
    }

    // MARK: What is to come

    private func plan() {
        for number in 0..<Int.random(in: 3...10, using: &random) {
            let from = "+1514555\(String(200 + Int.random(in: 0...5, using: &random) * 7 + number % 3).leftPadded(4))"
            add(.text(from: from, "text \(number)"))
            if chance(8), stopped.insert(from).inserted {
                add(.text(from: from, "STOP"), after: .milliseconds(Int64.random(in: 0...8_000, using: &random)))
            }
            // Whoever texts once often texts or calls again at once.
            if chance(3) { add(.call(from: from), after: .seconds(Int64.random(in: 0...3, using: &random))) }
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            add(.call(from: "+1514555\(Int.random(in: 1000...1009, using: &random))"))
            if chance(2) { add(.callerHangsUp, after: .milliseconds(Int64.random(in: 100...9_000, using: &random))) }
        }
        for _ in 0..<Int.random(in: 0...5, using: &random) {
            add(.fault(fault(), times: Int.random(in: 1...2, using: &random)))
        }
        // Trouble comes while there is work: soon after somebody texted or called.
        func close() -> Span? {
            guard chance(2), let near = turns.map(\.at).randomElement(using: &random), let last = turns.last?.at else {
                return nil
            }
            return (near - last) + .milliseconds(Int64.random(in: 0...4_000, using: &random))
        }
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            add(.pull, after: close())
            add(.plugIn, after: .seconds(Int64.random(in: 1...40, using: &random)))
        }
        if chance(3) {
            add(.pause(true), after: close())
            add(.pause(false), after: .seconds(Int64.random(in: 1...90, using: &random)))
        }
        if chance(3) { add(.reload, after: close()) }
        if chance(3) {
            add(.lock(true), after: close())
            add(.lock(false), after: .seconds(Int64.random(in: 1...60, using: &random)))
        }
        if chance(4) { add(.jump(.minutes(Int64.random(in: 1...90, using: &random)))) }
        for _ in 0..<Int.random(in: 0...2, using: &random) { add(.crash, after: close()) }
        turns = turns.map { (min($0.at, Self.calm - .milliseconds(1)), $0.turn) }
        turns.append((Self.calm, .calm))
        // Of two at one moment the one that was planned first.
        turns = turns.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    private func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    /// Adds a turn at a moment of the trouble, or some time after the one that was added last.
    private func add(_ turn: Turn, after span: Span? = nil) {
        let last = turns.last?.at ?? Uptime(milliseconds: 1_000_000)
        let moment = Uptime(milliseconds: 1_000_000 + Int64.random(in: 0...360_000, using: &random))
        turns.append((span.map { last + $0 } ?? moment, turn))
    }

    private func fault() -> SimulatedFault {
        let commands = ["+CMGR", "+CMGL", "+CMGD", "+CPMS", "+CMGS", "+CLCC", "+CHUP", "+CREG", ""]
        let command = commands.randomElement(using: &random) ?? ""
        let faults: [SimulatedFault] = [
            .noAnswer(to: command), .noFinalResult(to: command), .lateAnswer(to: command, by: .seconds(7)),
            .commandFails(command, .error), .reset(on: command), .everyByteAlone, .randomPieces(upTo: 7),
            .indicationInEveryGap("+CREG: 1"), .noPrompt, .refusedBeforeBody(.cms(500)), .refusedAfterBody(.cms(38)),
            .errorThoughSent(.cms(500)), .hangAfterBody, .vanishAtPrompt, .vanishInBody(after: 9),
            .vanishAfterBody(sent: true), .vanishAfterBody(sent: false), .deletionIgnored, .deletionFailsThoughDone,
            .announcementLost, .announcementWithoutIndex, .hangUpIgnored, .callEndUnannounced, .ringsThoughGone,
            .freeze,
        ]
        return faults.randomElement(using: &random) ?? .freeze
    }

    // MARK: What happens

    /// When the next turn comes.
    var next: Uptime? { turns.first?.at }

    /// The turn that is due at `now`.
    func take(at now: Uptime) -> Turn? {
        guard let first = turns.first, first.at <= now else { return nil }
        turns.removeFirst()
        trace("-- \(first.turn)", at: now)
        switch first.turn {
        case .text(let from, let text): sent.append((from, text))
        case .pause(let isPaused): self.isPaused = isPaused
        case .lock(let isLocked): self.isLocked = isLocked
        case .jump(let span): jumped = jumped + span
        case .crash: effectsToLive = Int.random(in: 0...6, using: &random)
        case .calm: (isPaused, isLocked, effectsToLive) = (false, false, nil)
        default: break
        }
        return first.turn
    }

    /// Dies where the story has the program killed: before an effect, or after it and before that was noted.
    func mayDie(at now: Uptime, line: SimulatedLine) throws {
        guard let left = effectsToLive else { return }
        effectsToLive = left > 0 ? left - 1 : nil
        guard left == 0 else { return }
        line.coverage.count(.crashes)
        if line.isSending { line.coverage.count(.crashesInSending) }
        throw Crash()
    }
}

extension String {
    fileprivate func leftPadded(_ count: Int) -> String {
        String(repeating: "0", count: max(0, count - self.count)) + self
    }
}
