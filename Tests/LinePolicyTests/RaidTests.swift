import LinePolicy
import SeededRandom
import Testing
import Vocabulary

/// Many senders at once: `raid_senders` = 5 within 10 minutes, over after an hour of calm.
struct RaidTests {
    static var rules: LineRules {
        var rules = LineRules.plain
        rules.raidSenders = 5
        return rules
    }

    static func number(_ index: Int) -> String { "+1514555\(1000 + index)" }

    static func at(_ minutes: Int64) -> Timestamp { .noon + .minutes(minutes) }

    /// Receives texts of fresh senders at the given minutes, each at its network time, judged at `now` or then.
    func play(
        _ ledger: inout Ledger, senders: Int = 0, minutes: [Int64], now: Timestamp? = nil
    ) throws -> [Reason?] {
        try minutes.enumerated().map { index, minute in
            let time = Self.at(minute)
            return try ledger.receive(.text(Self.number(senders + index), at: time), at: now ?? time).reason
        }
    }

    @Test("the fifth sender within the window starts the raid and is refused itself")
    func starts() throws {
        var ledger = Ledger(Self.rules)
        #expect(try play(&ledger, minutes: [0, 2, 4, 6]) == [nil, nil, nil, nil])
        let verdict = try ledger.receive(.text(Self.number(4), at: Self.at(9)), at: Self.at(9))
        #expect(
            verdict
                == Verdict(
                    reason: .raid, sighting: Self.at(9),
                    raidChange: .started(Raid(startedAt: Self.at(9), hotUntil: Self.at(10)))))
    }

    @Test("senders a whole window apart are no raid")
    func slowIsNoRaid() throws {
        var ledger = Ledger(Self.rules)
        #expect(try play(&ledger, minutes: [0, 3, 6, 8, 10, 13]).allSatisfy { $0 == nil })
    }

    @Test("the ends of a whole window do not belong to one, in whichever order they are read")
    func windowIsHalfOpen() throws {
        var ledger = Ledger(Self.rules)
        #expect(try play(&ledger, minutes: [0, 10, 2, 4, 6], now: Self.at(10)).allSatisfy { $0 == nil })
        #expect(try play(&ledger, senders: 9, minutes: [8], now: Self.at(10)) == [.raid])
    }

    @Test("one sender counts once per window, however often he writes")
    func countsOnce() throws {
        var rules = Self.rules
        rules.repliesPerWindow = 100
        rules.repliesLifetime = 0
        var ledger = Ledger(rules)
        let times = (0..<40).map { Timestamp.noon + .seconds(30 * $0) }
        let sightings = try times.enumerated().compactMap { index, time in
            try ledger.receive(.text(Self.number(0), "Text \(index)", at: time), at: time).sighting
        }
        #expect(sightings == [times[0], times[20]])
        #expect(ledger.facts.raid == nil)
    }

    @Test("while it is on everybody is refused, newcomers count and keep it hot")
    func extends() throws {
        var ledger = Ledger(Self.rules)
        _ = try play(&ledger, minutes: [0, 1, 2, 3, 4])
        let newcomer = try ledger.receive(.text(Self.number(10), at: Self.at(5)), at: Self.at(5))
        #expect(
            newcomer == Verdict(reason: .raid, sighting: Self.at(5), raidChange: .extended(hotUntil: Self.at(11))))
        let again = try ledger.receive(.text(Self.number(10), "And again", at: Self.at(6)), at: Self.at(6))
        #expect(again == Verdict(reason: .raid))
        let lonely = try ledger.receive(.text(Self.number(11), at: Self.at(60)), at: Self.at(60))
        #expect(lonely == Verdict(reason: .raid, sighting: Self.at(60)))
    }

    @Test("it is over after an hour in which no window held that many")
    func ends() throws {
        var ledger = Ledger(Self.rules)
        _ = try play(&ledger, minutes: [0, 1, 2, 3, 4])
        let raid = try #require(ledger.facts.raid)
        #expect(raid.hotUntil == Self.at(10))
        #expect(!ledger.policy.isOver(raid, now: Self.at(70) - Span(milliseconds: 1)))
        #expect(ledger.policy.isOver(raid, now: Self.at(70)))
        #expect(try play(&ledger, senders: 20, minutes: [69, 70]) == [.raid, nil])
    }

    @Test("whom an earlier reason refuses does not count")
    func refusedDoNotCount() throws {
        var ledger = Ledger(Self.rules)
        for index in 0..<20 {
            let verdict = try ledger.receive(.text("+3361234\(5600 + index)"), at: .noon)
            #expect(verdict == Verdict(reason: .destinationNotAllowed))
        }
        _ = try play(&ledger, minutes: [0, 0, 0, 0])
        for index in 0..<4 {
            let repeated = try ledger.receive(.text(Self.number(index), "Again"), at: .noon)
            #expect(repeated == Verdict(reason: .repliedInWindow))
        }
        #expect(ledger.facts.raid == nil)
    }

    @Test("whom a later reason refuses counts, in every mode", arguments: LineMode.allCases)
    func laterReasonsCount(mode: LineMode) throws {
        var rules = Self.rules
        rules.mode = mode
        var ledger = Ledger(rules)
        ledger.condition.isPaused = true
        ledger.facts.totalLeft = .zero
        let reasons = try play(&ledger, minutes: [0, 1, 2, 3, 4])
        #expect(reasons == [.budgetTotal, .budgetTotal, .budgetTotal, .budgetTotal, .raid])
    }

    @Test("all callers without a number are one sender")
    func withheldCallers() throws {
        var ledger = Ledger(Self.rules)
        ledger.condition.speaks = true
        for second in 0..<9 {
            let time = Timestamp.noon + .seconds(Int64(second))
            #expect(try ledger.receive(.call(.withheld, at: time), at: time).reason == nil)
        }
        #expect(ledger.facts.sightings == [RaidSighting(key: RaidSighting.withheldKey, at: .noon)])
    }

    @Test("messages of a night, read all at once in the morning, are no raid")
    func backlog() throws {
        var ledger = Ledger(Self.rules)
        let minutes = [-400, -380, -300, -290, -285, -284, -200, -180, -90, -89, -40, -5].shuffled() as [Int64]
        #expect(try play(&ledger, minutes: minutes, now: .noon).allSatisfy { $0 == nil })
    }

    @Test("a burst is found in whichever order its messages are read")
    func outOfOrder() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<50 {
            var ledger = Ledger(Self.rules)
            let minutes = ([0, 2, 5, 7, 9] as [Int64]).shuffled(using: &generator)
            let reasons = try play(&ledger, minutes: minutes, now: Self.at(9))
            #expect(reasons == [nil, nil, nil, nil, .raid])
            #expect(ledger.facts.raid == Raid(startedAt: Self.at(9), hotUntil: Self.at(10)))
        }
    }

    @Test("a burst of the past is refused to its end, is one raid, and holds back nobody else")
    func oldBurst() throws {
        var ledger = Ledger(Self.rules)
        let minutes = Array(repeating: Int64(-300), count: 9)
        let reasons = try play(&ledger, minutes: minutes, now: .noon)
        #expect(reasons == [nil, nil, nil, nil, .raid, .raid, .raid, .raid, .raid])
        #expect(ledger.raidsStarted == 1)
        #expect(ledger.facts.sightings.count == 9)
        #expect(try play(&ledger, senders: 50, minutes: [0]) == [nil])
        #expect(ledger.facts.raid == nil)
    }

    @Test("a network time that is missing or ahead counts as now")
    func oddTimes() throws {
        var ledger = Ledger(Self.rules)
        for index in 0..<5 {
            let time = index.isMultiple(of: 2) ? nil : Timestamp.noon + .days(4)
            let verdict = try ledger.receive(.text(Self.number(index), at: time), at: .noon)
            #expect(verdict.sighting == .noon)
            #expect(verdict.reason == (index == 4 ? .raid : nil))
        }
    }

    @Test("without a number of senders, or without a window, there is no raid", arguments: [(0, 10), (5, 0), (5, -3)])
    func switchedOff(senders: Int, minutes: Int64) throws {
        var rules = Self.rules
        rules.raidSenders = senders
        rules.raidWindow = .minutes(minutes)
        var ledger = Ledger(rules)
        #expect(try play(&ledger, minutes: Array(repeating: 0, count: 40)).allSatisfy { $0 == nil })
        #expect(ledger.facts.sightings.isEmpty)
    }

    @Test("a raid refuses what is new and cancels what is planned until it is over, still on record or not")
    func overButOnRecord() throws {
        var situation = Situation()
        situation.facts.raid = Raid(startedAt: .noon - .hours(2), hotUntil: .noon - .minutes(59))
        #expect(try situation.reasonAgain() == .raid)
        #expect(try situation.verdict().reason == .raid)
        situation.facts.raid = Raid(startedAt: .noon - .hours(2), hotUntil: .noon - .minutes(60))
        #expect(try situation.reasonAgain() == nil)
        #expect(try situation.verdict().reason == nil)
    }
}
