import Vocabulary

/// The decision core: a contact and the facts go in, a verdict comes out.
///
/// It uses no clock, no random numbers, and no input or output.
public struct LinePolicy: Sendable {
    /// The rules of the line.
    public var rules: LineRules

    /// A policy with the given rules.
    public init(rules: LineRules) {
        self.rules = rules
    }

    /// Judges a new contact at `now`; `draw` in 0..<1 places the reply within the range of delays.
    public func judge(
        _ contact: Contact, condition: LineCondition, facts: some PolicyFacts, now: Timestamp, draw: Double
    ) throws -> Verdict {
        let isQuiet = try !rules.quiet.isEmpty && facts.isQuiet(at: now)
        let manner = manner(for: contact, condition: condition, isQuiet: isQuiet, now: now)
        let plan = plan(for: contact, manner: manner, now: now, draw: draw)
        let isFirstStop = try isFirstStop(contact, facts: facts)
        let judgement = Judgement(
            rules: rules, contact: contact, condition: condition, facts: facts, now: now, plan: plan,
            stopsNow: isFirstStop)
        if let reason = try judgement.reasonBeforeRaid() {
            return Verdict(reason: reason, isFirstStop: isFirstStop)
        }
        if contact.purpose != .ordinary {
            let reason = try judgement.reasonAfterRaid()
            return Verdict(reason: reason, plan: reason == nil ? plan : nil)
        }
        let watch = try RaidWatch(rules: rules).judge(contact, facts: facts, now: now)
        let reason = try watch.refuses ? .raid : judgement.reasonAfterRaid()
        return Verdict(
            reason: reason, plan: reason == nil ? plan : nil, isFirstStop: isFirstStop, sighting: watch.sighting,
            raidChange: watch.change)
    }

    /// Judges a planned reply again: at start, on resume, after a reload and immediately before it is sent.
    ///
    /// Returns the reason that cancels it, or `line_paused`, which only holds it; nil = it may be sent.
    public func judgeAgain(
        _ contact: Contact, condition: LineCondition, facts: some PolicyFacts, now: Timestamp, planned: ReplyPlan
    ) throws -> Reason? {
        let judgement = Judgement(
            rules: rules, contact: contact, condition: condition, facts: facts, now: now, plan: planned,
            stopsNow: false)
        if let reason = try judgement.reasonBeforeRaid() { return reason }
        if contact.purpose == .ordinary, let raid = try facts.activeRaid(), !isOver(raid, now: now) { return .raid }
        return try judgement.reasonAfterRaid()
    }

    /// Whether the raid on the line is over at `now`.
    public func isOver(_ raid: Raid, now: Timestamp) -> Bool {
        RaidWatch(rules: rules).isOver(raid, now: now)
    }

    /// Whether this contact is the first STOP of a sender whose number could be answered.
    private func isFirstStop(_ contact: Contact, facts: some PolicyFacts) throws -> Bool {
        guard contact.kind == .text, contact.isPerson, let number = contact.sender.number, let text = contact.text,
            TextRules.isStop(text)
        else { return false }
        return try !facts.hasStopped(number)
    }
}
