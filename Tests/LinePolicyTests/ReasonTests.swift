import LinePolicy
import Testing
import Vocabulary

/// One contact and everything that is known when it comes.
struct Situation {
    static let number = "+15145550142"

    var contact = Contact.text(number, at: .noon)
    var rules = LineRules.plain
    var condition = LineCondition()
    var facts = InMemoryFacts()

    func verdict() throws -> Verdict {
        try LinePolicy(rules: rules).judge(contact, condition: condition, facts: facts, now: .noon, draw: 0)
    }

    func reasonAgain(manner: ReplyPlan.Manner = .text) throws -> Reason? {
        let plan = ReplyPlan(manner: manner, dueAt: .noon, parts: rules.replyParts, price: rules.pricePerPart)
        return try LinePolicy(rules: rules).judgeAgain(
            contact, condition: condition, facts: facts, now: .noon, planned: plan)
    }

    /// Makes the situation one in which `reason` applies.
    mutating func provoke(_ reason: Reason) {
        switch reason {
        case .notAPerson: contact.isPerson = false
        case .alphanumericSender: contact.sender = .name("Bank")
        case .shortCode: contact.sender = .shortCode("12345")
        case .withheld: contact = Contact.call(.withheld, at: contact.networkTime)
        case .ownNumber: rules.ownNumbers = Self.numbers
        case .blocked: facts.blocked = Self.keys
        case .stopRequested: facts.stopped = Self.keys
        case .destinationNotAllowed: contact.sender = .number("+33612345678")
        case .premiumNumber: contact.sender = .number("+19005550142")
        case .stale: contact.networkTime = .noon - .hours(13)
        case .loop: rules.ownReplyTexts = ["Who are you?"]
        case .repliedInWindow, .lifetimeCap, .raid: provokeRepetition(reason)
        default: provokeLack(reason)
        }
    }

    private mutating func provokeRepetition(_ reason: Reason) {
        for key in Self.keys {
            switch reason {
            case .repliedInWindow:
                facts.replies[key, default: []].append(.init(at: .noon - .hours(1), countsForLifetime: false))
            case .lifetimeCap:
                facts.replies[key, default: []] += Array(repeating: .init(at: .noon - .days(9)), count: 3)
            default:
                rules.raidSenders = 30
                facts.raid = Raid(startedAt: .noon - .minutes(5), hotUntil: .noon)
            }
        }
    }

    private mutating func provokeLack(_ reason: Reason) {
        switch reason {
        case .budgetLine: facts.lineLeft = Money(micros: 19_999)
        case .budgetTotal: facts.totalLeft = Money(micros: 19_999)
        case .dailyCap:
            rules.repliesPerDay = 200
            facts.parts = 200
        case .monthlyCap:
            rules.newRecipientsPerMonth = 2
            facts.recipients = ["+15145550150", "+15145550151"]
        case .repliesOff: rules.mode = .record
        case .linePaused: condition.isPaused = true
        default: if rules.mode == .answer { rules.mode = .shadow }
        }
    }

    static let numbers: Set<String> = [number, "+33612345678", "+19005550142"]
    static let keys = numbers.union(["Bank", "12345"])
    /// Reasons that say who it is: a contact has only one of them.
    static let senders: Set<Reason> = [
        .alphanumericSender, .shortCode, .withheld, .destinationNotAllowed, .premiumNumber,
    ]
    /// Every two reasons that may apply to one contact, in their order.
    static let pairs: [(Reason, Reason)] = Reason.allCases.indices.flatMap { first in
        Reason.allCases[(first + 1)...].map { (Reason.allCases[first], $0) }
    }.filter { !senders.contains($0.0) || !senders.contains($0.1) }
}

struct ReasonTests {
    @Test("a person with an allowed number gets the reply")
    func answers() throws {
        let verdict = try Situation().verdict()
        let plan = ReplyPlan(manner: .text, dueAt: .noon, parts: 1, price: Money(micros: 20_000))
        #expect(verdict == Verdict(reason: nil, plan: plan))
    }

    @Test("the order of the reasons is the contract's")
    func order() {
        #expect(
            Reason.allCases.map(\.rawValue).joined(separator: " ") == """
                not_a_person alphanumeric_sender short_code withheld own_number blocked stop_requested \
                destination_not_allowed premium_number stale loop replied_in_window lifetime_cap raid budget_line \
                budget_total daily_cap monthly_cap replies_off line_paused shadow
                """)
    }

    @Test("each reason refuses alone, and nothing is planned", arguments: Reason.allCases)
    func alone(reason: Reason) throws {
        var situation = Situation()
        situation.provoke(reason)
        let verdict = try situation.verdict()
        #expect(verdict.reason == reason)
        #expect(verdict.plan == nil)
    }

    @Test("of two reasons the first in the order wins", arguments: Situation.pairs)
    func firstWins(first: Reason, second: Reason) throws {
        var situation = Situation()
        situation.provoke(second)
        situation.provoke(first)
        #expect(try situation.verdict().reason == first)
    }

    @Test("a planned reply is judged by the same order", arguments: Situation.pairs)
    func firstWinsAgain(first: Reason, second: Reason) throws {
        var situation = Situation()
        situation.provoke(second)
        situation.provoke(first)
        #expect(try situation.reasonAgain() == first)
    }

    @Test("an empty sender of a text is no person, a caller without a number is withheld")
    func emptySender() throws {
        var situation = Situation()
        situation.contact.sender = .withheld
        #expect(try situation.verdict().reason == .notAPerson)
        situation.contact = .call(.withheld)
        #expect(try situation.verdict().reason == .withheld)
    }

    @Test(
        "every way of not answering is replies_off",
        arguments: [
            ("record", false, CallMode.auto, Contact.Kind.text), ("answer", true, .auto, .text),
            ("answer", false, .hangUp, .call), ("shadow", true, .auto, .call),
        ])
    func repliesOff(mode: String, isRoaming: Bool, calls: CallMode, kind: Contact.Kind) throws {
        var situation = Situation()
        situation.contact = kind == .call ? .call(.number(Situation.number)) : situation.contact
        situation.rules.mode = try #require(LineMode(rawValue: mode))
        situation.rules.calls = calls
        situation.condition.isRoaming = isRoaming
        #expect(try situation.verdict().reason == .repliesOff)
    }

    @Test("a line that may answer abroad does, and hang-up does not silence its texts")
    func stillAnswers() throws {
        var situation = Situation()
        situation.condition.isRoaming = true
        situation.rules.answersWhileRoaming = true
        situation.rules.calls = .hangUp
        #expect(try situation.verdict().reason == nil)
    }

    @Test("a caller who will be hung up on is judged by the rules of a texter first")
    func hangUpComesLate() throws {
        var situation = Situation()
        situation.rules.calls = .hangUp
        situation.contact = .call(.number("+33612345678"))
        #expect(try situation.verdict().reason == .destinationNotAllowed)
    }

    @Test("shadow reserves and counts nothing: repeats get shadow again")
    func shadowRepeats() throws {
        var rules = LineRules.plain
        rules.mode = .shadow
        var ledger = Ledger(rules)
        for minute in 0..<5 {
            let verdict = try ledger.receive(
                .text(Situation.number, "Text \(minute)"), at: .noon + .minutes(Int64(minute)))
            #expect(verdict == Verdict(reason: .shadow))
        }
    }
}
