import EventStore
import Foundation
import LineConfiguration
import LineCore
import LinePolicy
import Logging
import SeededRandom
import Testing
import Vocabulary
import Voice
import WordLiterals

@testable import LineService

/// Which line starts, continues with other settings, or ends.
struct LineRosterTests {
    @Test("lines start once the roster is open, in the order of the configuration")
    func start() {
        var roster = LineRoster()
        roster.want([.line("b"), .line("a")])
        #expect(roster.next() == nil)
        roster.open()
        #expect(roster.steps() == [.start(.line("b")), .start(.line("a"))])
    }

    @Test("an unchanged line keeps running")
    func same() {
        var roster = LineRoster.running([.line("a")])
        roster.want([.line("a")])
        #expect(roster.next() == nil)
    }

    @Test("settings outside the port are given to the running line", arguments: LineSetup.liveChanges)
    func live(name: String, change: @Sendable (inout LineSetup) -> Void) {
        var roster = LineRoster.running([.line("a"), .line("b")])
        var changed = LineSetup.line("a")
        change(&changed)
        #expect(changed != .line("a"), "\(name)")
        roster.want([changed, .line("b")])
        #expect(roster.steps() == [.tell(changed)], "\(name)")
    }

    @Test("another port ends the line and starts it again", arguments: LineSetup.portChanges)
    func port(name: String, change: @Sendable (inout LineSetup) -> Void) {
        var roster = LineRoster.running([.line("a"), .line("b")])
        var changed = LineSetup.line("a")
        change(&changed)
        roster.want([changed, .line("b")])
        #expect(roster.steps() == [.end("a")], "\(name)")
        roster.ended("a")
        #expect(roster.steps() == [.start(changed)], "\(name)")
    }

    @Test("every field belongs to the port or is given to the running line")
    func fields() {
        let plain = LineSetup.line("a").fields
        var changed: Set<String> = ["id"]
        for (_, change) in LineSetup.portChanges + LineSetup.liveChanges {
            var setup = LineSetup.line("a")
            change(&setup)
            for (name, value) in setup.fields where value != plain[name] { changed.insert(name) }
        }
        #expect(changed == Set(plain.keys))
    }

    @Test("a line that ends for another port gets its new mode at once, and keeps its port")
    func both() {
        var roster = LineRoster.running([.line("a")])
        var changed = LineSetup.line("a")
        changed.profile = "generic"
        changed.rules.mode = .record
        roster.want([changed])
        #expect(roster.steps() == [.tell(changed.onPort(of: .line("a"))), .end("a")])
        // Another configuration comes while it is still ending.
        var next = changed
        next.rules.mode = .shadow
        roster.want([next])
        #expect(roster.steps() == [.tell(next.onPort(of: .line("a")))])
        roster.ended("a")
        #expect(roster.steps() == [.start(next)])
    }

    @Test("a removed line answers nobody in its last seconds, and one that is wanted again starts after them")
    func removed() {
        var roster = LineRoster.running([.line("a"), .line("b")])
        roster.want([.line("b")])
        #expect(roster.steps() == [.tell(LineSetup.line("a").silenced), .end("a")])
        #expect(LineSetup.line("a").silenced.rules.mode == .record)
        roster.want([.line("a"), .line("b")])
        #expect(roster.steps() == [.tell(.line("a"))])
        roster.ended("a")
        #expect(roster.steps() == [.start(.line("a"))])
    }

    @Test("a line waits for the modem that another line still has, and for no other")
    func sharedModem() {
        var roster = LineRoster.running([.line("a", at: "/dev/one"), .line("b", at: "/dev/two")])
        let swapped = [LineSetup.line("a", at: "/dev/two"), .line("b", at: "/dev/one"), .line("c", at: "/dev/three")]
        roster.want(swapped)
        #expect(roster.steps() == [.end("a"), .end("b"), .start(swapped[2])])
        roster.ended("a")
        #expect(roster.next() == nil)
        roster.ended("b")
        #expect(roster.steps() == [.start(swapped[0]), .start(swapped[1])])
    }

    @Test("a SIM may be in the modem whose path another line still uses")
    func twoNames() {
        var roster = LineRoster.running([.line("a", at: "/dev/one")])
        var bySIM = LineSetup.line("b")
        bySIM.modem = .iccid("89302720000000000001")
        roster.want([bySIM])
        #expect(roster.steps() == [.tell(LineSetup.line("a", at: "/dev/one").silenced), .end("a")])
        roster.ended("a")
        #expect(roster.steps() == [.start(bySIM)])
    }

    @Test("close ends every line with its present settings, and starts none")
    func close() {
        var roster = LineRoster.running([.line("a"), .line("b")])
        roster.close()
        roster.want([.line("a"), .line("c")])
        roster.open()
        #expect(roster.steps() == [.end("a"), .end("b")])
        roster.ended("a")
        roster.ended("b")
        #expect(roster.next() == nil && roster.isEmpty)
    }

    @Test("the position and the numbers and texts of others are not a line's own settings")
    func own() {
        var other = LineSetup.line("a")
        other.position = 7
        other.rules.ownNumbers = ["+15065550144"]
        other.rules.ownReplyTexts = ["deux"]
        #expect(other.own == LineSetup.line("a").own)
        other.replyText = "Autre."
        #expect(other.own != LineSetup.line("a").own)
    }

    /// Simulates a box: runners that begin at once and end at random.
    private struct World {
        var roster = LineRoster()
        var runners: [String: (setup: LineSetup, isEnding: Bool)] = [:]
        var isClosed = false

        /// Performs every step, and checks that it is possible.
        mutating func settle() {
            while let step = roster.next() {
                switch step {
                case .start(let setup):
                    #expect(!isClosed)
                    #expect(runners[setup.id] == nil, "two runners for one line")
                    let others = runners.values.filter { $0.setup.port.modem == setup.port.modem }
                    #expect(others.isEmpty, "two runners at one modem")
                    runners[setup.id] = (setup, false)
                case .tell(let setup):
                    let runner = runners[setup.id]
                    #expect(runner != nil && runner?.setup.port == setup.port, "a port is changed under a line")
                    runners[setup.id]?.setup = setup
                case .end(let line):
                    #expect(runners[line]?.isEnding == false)
                    runners[line]?.isEnding = true
                }
            }
        }

        mutating func end(_ line: String) {
            runners[line] = nil
            roster.ended(line)
            settle()
        }
    }

    @Test("in any order of events, the last configuration is what runs in the end", arguments: 1...60)
    func storm(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var world = World()
        var last: [LineSetup] = []
        let opening = Int.random(in: 0..<5, using: &random)
        for turn in 0..<200 {
            if turn == opening { world.roster.open() }
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                last = Self.configuration(&random)
                world.roster.want(last)
            default:
                // A runner ends late, or never in this storm; one that fails ends as well.
                if let line = world.runners.keys.sorted().randomElement(using: &random),
                    world.runners[line]?.isEnding == true
                {
                    world.end(line)
                }
            }
            world.settle()
            // A removal, a mode or a text applies at once, also to a line that is ending.
            for (line, runner) in world.runners {
                let wanted = last.first { $0.id == line }
                #expect(runner.setup == wanted?.onPort(of: runner.setup) ?? runner.setup.silenced)
                if wanted?.port != runner.setup.port { #expect(runner.isEnding) }
            }
        }
        while let line = world.runners.first(where: { $0.value.isEnding })?.key { world.end(line) }
        #expect(Set(world.runners.keys) == Set(last.map(\.id)))
        for setup in last { #expect(world.runners[setup.id]?.setup == setup) }
        world.isClosed = true
        world.roster.close()
        world.settle()
        #expect(world.runners.values.filter { !$0.isEnding }.isEmpty)
        for line in Array(world.runners.keys) { world.end(line) }
        #expect(world.roster.isEmpty && world.roster.next() == nil)
    }

    /// A configuration of a few lines that exchange their modems, modes and texts; no two name the same modem.
    private static func configuration(_ random: inout SeededGenerator) -> [LineSetup] {
        let ids = ["a", "b", "c", "d"].filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
        let ports = ["/dev/1", "/dev/2", "/dev/3", "/dev/4", "/dev/5"].shuffled(using: &random)
        return ids.enumerated().map { position, id in
            var setup = LineSetup.line(id, at: Bool.random(using: &random) ? ports[position] : "/dev/own-\(id)")
            if Int.random(in: 0..<5, using: &random) == 0 { setup.modem = .iccid("8930272000000000000\(position)") }
            setup.position = position
            setup.replyText = ["Un.", "Deux.", "Trois."].randomElement(using: &random) ?? ""
            setup.rules.mode = LineMode.allCases.randomElement(using: &random) ?? .answer
            setup.profile = Int.random(in: 0..<6, using: &random) == 0 ? "generic" : "auto"
            return setup
        }
    }
}

/// The settings that a running line uses.
struct LineFactsTests {
    @Test("the end of the service takes precedence over the end of a line, and neither is revoked")
    func ending() {
        let prompts = PromptStore(folder: "/nowhere", speech: SpeechProgram(["none"]), logger: Logger(label: "test"))
        let facts = LineFacts(.line("a"), pause: nil, prompts: prompts)
        #expect(facts.ending == nil)
        facts.end(.afterReply)
        #expect(facts.ending == .afterReply)
        facts.end(.afterPart)
        facts.end(.afterReply)
        #expect(facts.ending == .afterPart)
    }
}

extension LineRoster {
    /// A roster whose lines are all running.
    fileprivate static func running(_ setups: [LineSetup]) -> LineRoster {
        var roster = LineRoster()
        roster.open()
        roster.want(setups)
        #expect(roster.steps() == setups.map { .start($0) })
        return roster
    }

    fileprivate mutating func steps() -> [Step] {
        var steps: [Step] = []
        while let step = next() { steps.append(step) }
        return steps
    }
}

extension LineSetup {
    fileprivate static func line(_ id: String, at path: String? = nil) -> LineSetup {
        LineSetup(
            id: id, position: 0, region: nil, number: "+15145550101", country: .canada,
            modem: .device(path ?? "/dev/\(id)"), pinFile: nil, profile: "auto",
            rules: LineRules(countries: [.canada]), replyText: "Non.", budget: BudgetRules(), timeZone: .gmt,
            language: .french, audio: nil, spoken: [], speech: SpeechProgram(["none"]), answerAfterRings: 1,
            letsRefusedCallersRing: false, foldAfter: 20, monthly: .zero)
    }

    fileprivate typealias Change = (String, @Sendable (inout LineSetup) -> Void)

    fileprivate static let portChanges: [Change] = [
        ("modem", { $0.modem = .usbPath("1-1") }), ("PIN", { $0.pinFile = "/pin" }),
        ("profile", { $0.profile = "generic" }), ("audio", { $0.audio = .alsa("hw:1,0") }),
    ]

    /// Every other field.
    fileprivate static let liveChanges: [Change] = [
        ("fold", { $0.foldAfter = 3 }), ("place", { $0.position = 3 }), ("region", { $0.region = "Québec" }),
        ("number", { $0.number = "+15145550102" }),
        ("country", { $0.country = .france }), ("own numbers", { $0.rules.ownNumbers = ["+15065550144"] }),
        ("texts of others", { $0.rules.ownReplyTexts = ["non."] }), ("mode", { $0.rules.mode = .record }),
        ("calls", { $0.rules.calls = .speak }), ("price", { $0.rules.pricePerPart = Money(micros: 7) }),
        ("delay", { $0.rules.replyDelayMax = .hours(1) }), ("caps", { $0.rules.repliesPerDay = 7 }),
        ("text", { $0.replyText = "Oui." }), ("budget", { $0.budget.box.total = Money(micros: 7) }),
        ("time zone", { $0.timeZone = TimeZone(secondsFromGMT: 3_600) ?? .gmt }),
        ("language", { $0.language = .english }),
        ("message", { $0.spoken = [.text("Non.", language: .french)] }),
        ("speech program", { $0.speech = SpeechProgram(["other"]) }), ("rings", { $0.answerAfterRings = 3 }),
        ("refused callers", { $0.letsRefusedCallersRing = true }), ("month", { $0.monthly = Money(micros: 7) }),
        ("balance", { $0.balance = question }),
    ]

    private static var question: BalanceQuestion? {
        guard let code = try? ServiceCode("*123#"), let pattern = try? AmountPattern("(1)") else { return nil }
        return BalanceQuestion(code: code, pattern: pattern, floor: nil)
    }

    /// Every field as text.
    fileprivate var fields: [String: String] {
        Dictionary(
            uniqueKeysWithValues: Mirror(reflecting: self).children.map { ($0.label ?? "", "\($0.value)") })
    }
}
