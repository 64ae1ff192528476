import LinePolicy
import Vocabulary

/// The past of one line on one box, in memory.
struct InMemoryFacts: PolicyFacts {
    struct HeardText {
        let folded: String
        let at: Timestamp
    }

    struct Reply {
        let at: Timestamp
        var countsForLifetime = true
    }

    var blocked: Set<String> = []
    var stopped: Set<String> = []
    var heard: [String: [HeardText]] = [:]
    var replies: [String: [Reply]] = [:]
    var raid: Raid?
    var sightings: [RaidSighting] = []
    var quiet: [Range<Timestamp>] = []
    var lineLeft: Money?
    var totalLeft: Money?
    var parts = 0
    var recipients: Set<String> = []
    var withheldAnswers = 0

    func isBlocked(_ key: String) -> Bool { blocked.contains(key) }
    func hasStopped(_ key: String) -> Bool { stopped.contains(key) }

    func equalTexts(from key: String, foldedText: String, in range: ClosedRange<Timestamp>) -> Int {
        (heard[key] ?? []).count { $0.folded == foldedText && range.contains($0.at) }
    }

    func repliesInWindow(to key: String, since: Timestamp) -> Int {
        (replies[key] ?? []).count { $0.at > since }
    }

    func repliesInLifetime(to key: String) -> Int {
        (replies[key] ?? []).count { $0.countsForLifetime }
    }

    func activeRaid() -> Raid? { raid }

    func raidSightings(in range: ClosedRange<Timestamp>) -> [RaidSighting] {
        let start = place(of: range.lowerBound)
        return Array(sightings[start...].prefix { $0.at <= range.upperBound })
    }

    func isQuiet(at time: Timestamp) -> Bool { quiet.contains { $0.contains(time) } }

    func lineBudgetLeft() -> Money? { lineLeft }
    func totalBudgetLeft() -> Money? { totalLeft }
    func partsToday() -> Int { parts }
    func isRecipientThisMonth(_ key: String) -> Bool { recipients.contains(key) }
    func recipientsThisMonth() -> Int { recipients.count }
    func withheldAnswersToday() -> Int { withheldAnswers }

    mutating func sight(_ key: String, at time: Timestamp) {
        sightings.insert(RaidSighting(key: key, at: time), at: place(of: time))
    }

    /// The index of the first sighting not before `time`.
    private func place(of time: Timestamp) -> Int {
        var low = 0
        var high = sightings.count
        while low < high {
            let middle = (low + high) / 2
            if sightings[middle].at < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// A line that writes down what its policy decides, as the store does.
struct Ledger {
    var policy: LinePolicy
    var condition = LineCondition()
    var facts = InMemoryFacts()
    private(set) var raidsStarted = 0

    init(_ rules: LineRules) {
        policy = LinePolicy(rules: rules)
    }

    mutating func receive(_ contact: Contact, at now: Timestamp, draw: Double = 0) throws -> Verdict {
        if let raid = facts.raid, policy.isOver(raid, now: now) { facts.raid = nil }
        let verdict = try policy.judge(contact, condition: condition, facts: facts, now: now, draw: draw)
        let key = contact.sender.key ?? RaidSighting.withheldKey
        if let text = contact.text {
            let time = min(contact.networkTime ?? now, now)
            facts.heard[key, default: []].append(.init(folded: TextRules.folded(text), at: time))
            // The rule of loops looks back ten minutes and the texts of the floods are all different.
            if facts.heard[key, default: []].count > 40 { facts.heard[key]?.removeFirst(20) }
        }
        if verdict.isFirstStop { facts.stopped.insert(key) }
        if let at = verdict.sighting { facts.sight(key, at: at) }
        switch verdict.raidChange {
        case .started(let raid):
            facts.raid = raid
            raidsStarted += 1
        case .extended(let hotUntil):
            facts.raid?.hotUntil = hotUntil
        case nil: break
        }
        if let plan = verdict.plan {
            facts.replies[key, default: []].append(.init(at: now))
            facts.parts += plan.parts
            facts.recipients.insert(key)
            if contact.sender == .withheld { facts.withheldAnswers += 1 }
            facts.lineLeft = facts.lineLeft.map { $0 - plan.price }
            facts.totalLeft = facts.totalLeft.map { $0 - plan.price }
        }
        return verdict
    }
}

extension Timestamp {
    /// A fixed moment that the tests count from: 2026-03-02T12:00:00Z.
    static let noon = Timestamp(seconds: 1_772_452_800)
}

extension Contact {
    static func text(_ number: String, _ text: String? = "Who are you?", at time: Timestamp? = nil) -> Contact {
        Contact(kind: .text, sender: .number(number), text: text, isPerson: true, networkTime: time)
    }

    static func call(_ sender: Sender, at time: Timestamp? = nil) -> Contact {
        Contact(kind: .call, sender: sender, text: nil, isPerson: true, networkTime: time)
    }
}

extension LineRules {
    /// A Canadian line without the limits that a test does not speak of.
    static var plain: LineRules {
        var rules = LineRules(countries: [.canada])
        rules.repliesPerDay = 0
        rules.raidSenders = 0
        rules.pricePerPart = Money(micros: 20_000)
        rules.pricePerCall = Money(micros: 30_000)
        return rules
    }
}
