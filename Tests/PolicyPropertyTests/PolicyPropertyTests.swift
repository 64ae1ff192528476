import Foundation
import LinePolicy
import Testing
import Vocabulary

/// What holds for every history of a box, against a table that shares nothing with the policy.
///
/// `JEDISNON_HISTORIES` says how many are drawn, `JEDISNON_HISTORY` plays one again and prints it.
@Suite struct PolicyPropertyTests {
    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    @Test("random histories: caps, money and the order of the reasons, at every step")
    func random() async throws {
        if let seed = Self.number("JEDISNON_HISTORY") { return try replay(seed) }
        let count = Self.number("JEDISNON_HISTORIES") ?? 100_000
        let workers = UInt64(ProcessInfo.processInfo.activeProcessorCount)
        let (coverage, steps) = try await withThrowingTaskGroup(of: (Coverage, Int).self) { group in
            for worker in 0..<workers {
                group.addTask { try Self.play(stride(from: 1 + worker, through: count, by: Int(workers))) }
            }
            return try await group.reduce(into: (Coverage(), 0)) { all, one in
                all.0.add(one.0)
                all.1 += one.1
            }
        }
        print(
            "played \(count) histories with \(steps) contacts: \(coverage.verdicts.count) verdicts of contacts, "
                + "\(coverage.second.count) of planned replies, \(coverage.outcomes.count) outcomes")
        let missing = Reason.allCases.filter { !coverage.verdicts.contains($0) }
        #expect(missing.isEmpty, "never given: \(missing)")
        #expect(coverage.verdicts.contains(nil))
        // What can come between a plan and its reply; the others are refused for good, or not at all.
        let second: [Reason?] = [
            nil, .blocked, .stopRequested, .stale, .repliedInWindow, .raid, .dailyCap, .repliesOff, .linePaused,
            .shadow,
        ]
        let unseen = second.filter { !coverage.second.contains($0) }
        #expect(unseen.isEmpty, "never given to a planned reply: \(unseen)")
        #expect(Set(Coverage.Outcome.allCases) == coverage.outcomes)
    }

    private static func play(_ seeds: StrideThrough<UInt64>) throws -> (Coverage, Int) {
        var coverage = Coverage()
        var contacts = 0
        var failed = 0
        for seed in seeds {
            var random = RandomHistory(seed: seed)
            let history = try random.play()
            coverage.add(history.coverage)
            contacts += history.world.contacts
            guard !history.wrong.isEmpty else { continue }
            failed += 1
            Issue.record(
                "seed \(seed): \(history.wrong.joined(separator: "; ")); JEDISNON_HISTORY=\(seed) plays it again")
            if failed == 5 { break }
        }
        return (coverage, contacts)
    }

    private func replay(_ seed: UInt64) throws {
        var random = RandomHistory(seed: seed)
        let history = try random.play { print("\($0)") }
        #expect(history.wrong == [])
    }

    @Test("every sequence of a small alphabet up to a small depth")
    func exhaustive() throws {
        var rules = LineRules(countries: [.canada])
        rules.ownNumbers = ["+15145550101"]
        rules.ownReplyTexts = ["No is no."]
        rules.pricePerPart = Money(micros: 20_000)
        rules.window = .minutes(30)
        rules.repliesLifetime = 2
        rules.raidSenders = 2
        rules.repliesPerDay = 3
        var line = World.Line(rules: rules)
        line.limit = Money(micros: 60_000)
        let alphabet: [History.Step] = [
            .text(sender: 0, text: 0, isPerson: true, age: 0, line: 0),
            .text(sender: 1, text: 2, isPerson: true, age: 7, line: 0),
            .text(sender: 0, text: 4, isPerson: true, age: 0, line: 0), .call(sender: 0, line: 0),
            .send(line: 0, outcome: 0), .wait(minutes: 31), .wait(minutes: 70), .pause(line: 0), .block(sender: 1),
        ]
        var played = 0
        func play(_ history: History, _ steps: [History.Step]) throws {
            for step in alphabet {
                var next = history
                try next.take(step)
                played += 1
                guard next.wrong.isEmpty else {
                    Issue.record("\(steps + [step]): \(next.wrong)")
                    continue
                }
                if steps.count < 4 { try play(next, steps + [step]) }
            }
        }
        try play(History(World(lines: [line, line])), [])
        #expect(played == 9 + 81 + 729 + 6_561 + 59_049)
    }

    private func world(_ change: (inout LineRules) -> Void = { _ in }) -> World {
        var rules = LineRules(countries: [.canada])
        rules.ownNumbers = ["+15145550101", "+15145550102"]
        rules.ownReplyTexts = ["No is no."]
        rules.pricePerPart = Money(micros: 20_000)
        change(&rules)
        return World(lines: [World.Line(rules: rules), World.Line(rules: rules)])
    }

    @Test("one sender, forged 1,000 times with other texts within a window, gets one reply")
    func forged() throws {
        var history = History(world { $0.raidSenders = 0 })
        for index in 0..<1_000 {
            try history.take(.text(sender: 0, text: index % 3 == 0 ? 0 : 2, isPerson: true, age: 0, line: index % 2))
            try history.take(.send(line: index % 2, outcome: 0))
            try history.take(.wait(minutes: 1))
        }
        #expect(history.wrong == [] && history.world.replies.count == 1)
    }

    @Test("two of our lines that text each other end after none, whatever they say")
    func ownLines() throws {
        var history = History(world())
        for index in 0..<20 {
            try history.take(.text(sender: 9, text: 3, isPerson: true, age: 0, line: 1))
            try history.take(.text(sender: 10, text: index % 3, isPerson: true, age: 0, line: 0))
        }
        #expect(history.wrong == [] && history.world.replies.isEmpty && history.coverage.verdicts == [.ownNumber])
    }

    @Test("a machine that answers with our own text, or always with the same one, ends at once")
    func machines() throws {
        var history = History(
            world {
                $0.window = .minutes(1); $0.repliesLifetime = 0
            })
        for _ in 0..<10 {
            try history.take(.text(sender: 0, text: 3, isPerson: true, age: 0, line: 0))
            try history.take(.text(sender: 1, text: 0, isPerson: true, age: 0, line: 0))
            try history.take(.send(line: 0, outcome: 0))
            try history.take(.wait(minutes: 2))
        }
        #expect(history.wrong == [] && history.world.replies.count { $0.sender == 0 } == 0)
        #expect(history.world.replies.count { $0.sender == 1 } == 2)
    }

    @Test("notices of the carrier, codes of a bank, voicemail and empty messages are recorded and not answered")
    func notices() throws {
        var history = History(world())
        for sender in [5, 6, 7] {
            try history.take(.text(sender: sender + 1, text: 0, isPerson: true, age: 0, line: 0))
        }
        try history.take(.text(sender: 0, text: 0, isPerson: false, age: 0, line: 0))
        for text in [6, 7, 8] { try history.take(.text(sender: 1, text: text, isPerson: true, age: 0, line: 0)) }
        #expect(history.wrong == [] && history.world.replies.isEmpty && history.world.contacts == 7)
        #expect(history.coverage.verdicts == [.shortCode, .alphanumericSender, .notAPerson])
    }
}
