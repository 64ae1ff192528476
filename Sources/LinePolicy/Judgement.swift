import Vocabulary

/// One contact under judgement: the rules in their order, each asked only when none before it refused.
struct Judgement<Facts: PolicyFacts> {
    let rules: LineRules
    let contact: Contact
    let condition: LineCondition
    let facts: Facts
    let now: Timestamp
    /// The reply that the contact gets if no rule refuses it.
    let plan: ReplyPlan
    /// The contact itself is a STOP, not yet stored.
    let stopsNow: Bool

    /// The first rule up to `lifetime_cap` that refuses; a contact that passes these counts for the raid rule.
    func reasonBeforeRaid() throws -> Reason? {
        if !contact.isPerson || (contact.kind == .text && (contact.sender == .withheld || isEmpty)) {
            return .notAPerson
        }
        // These rules only forbid texting, so a purely spoken answer passes them.
        let isTexted = plan.manner != .spoken
        if isTexted, let reason = rules.addressReason(contact.sender) { return reason }
        if let reason = try personReason() { return reason }
        if isTexted {
            if let reason = rules.destinationReason(contact.sender) { return reason }
            if rules.isStale(contact, now: now) { return .stale }
        }
        return try repetitionReason()
    }

    /// The first rule after `raid` that refuses.
    func reasonAfterRaid() throws -> Reason? {
        if let left = try facts.lineBudgetLeft(), plan.price > left { return .budgetLine }
        if let left = try facts.totalBudgetLeft(), plan.price > left { return .budgetTotal }
        if let reason = try capReason() { return reason }
        let hangsUp = contact.kind == .call && contact.purpose == .ordinary && rules.calls == .hangUp
        let isAbroad = condition.isRoaming && !rules.answersWhileRoaming
        if try rules.mode == .record || hangsUp || isAbroad || isHeldByLaw || quietPrevents() { return .repliesOff }
        if condition.isPaused { return .linePaused }
        return rules.mode == .shadow ? .shadow : nil
    }

    /// Whether a text is empty, so that nobody expects a reply.
    private var isEmpty: Bool { contact.text.map { TextRules.folded($0).isEmpty } ?? false }

    /// Whether an unacknowledged notice of the country profile forbids texting; a spoken answer is not a text.
    private var isHeldByLaw: Bool { plan.manner != .spoken && rules.law.holding != nil }

    /// Whether the answer would come in quiet hours and cannot come later; `speak` texts no caller, whatever the hour.
    private func quietPrevents() throws -> Bool {
        guard contact.purpose == .ordinary, !rules.quiet.isEmpty, try facts.isQuiet(at: max(plan.dueAt, now)) else {
            return false
        }
        return rules.quietAnswers == .never || (contact.kind == .call && rules.calls == .speak)
    }

    /// The rules about the sender: our own line, a block, a STOP.
    private func personReason() throws -> Reason? {
        guard let key = contact.sender.key else { return nil }
        let isOwn = contact.sender.number.map(rules.ownNumbers.contains) ?? false
        // A heartbeat is only sent to our own lines.
        if contact.purpose == .heartbeat { return isOwn ? nil : .destinationNotAllowed }
        if isOwn { return .ownNumber }
        if try facts.isBlocked(key) { return .blocked }
        return try stopsNow || facts.hasStopped(key) ? .stopRequested : nil
    }

    private func repetitionReason() throws -> Reason? {
        guard contact.purpose == .ordinary, let key = contact.sender.key else { return nil }
        if try isLoop(key) { return .loop }
        if try facts.repliesInWindow(to: key, since: now - rules.window) >= rules.repliesPerWindow {
            return .repliedInWindow
        }
        guard rules.repliesLifetime > 0 else { return nil }
        return try facts.repliesInLifetime(to: key) >= rules.repliesLifetime ? .lifetimeCap : nil
    }

    /// Detects two machines that answer each other: one of our own texts, or the third equal text within ten minutes.
    private func isLoop(_ key: String) throws -> Bool {
        guard contact.kind == .text, let text = contact.text else { return false }
        let folded = TextRules.folded(text)
        if rules.ownReplyTexts.contains(folded) { return true }
        let time = contact.time(notAfter: now)
        return try facts.equalTexts(from: key, foldedText: folded, in: (time - .minutes(10))...time) >= 2
    }

    private func capReason() throws -> Reason? {
        guard let key = contact.sender.key else {
            return try facts.withheldAnswersToday() >= rules.withheldCallsPerDay ? .dailyCap : nil
        }
        guard plan.parts > 0 else { return nil }
        if rules.repliesPerDay > 0, try facts.partsToday() > rules.repliesPerDay - plan.parts { return .dailyCap }
        guard rules.newRecipientsPerMonth > 0, try !facts.isRecipientThisMonth(key) else { return nil }
        return try facts.recipientsThisMonth() >= rules.newRecipientsPerMonth ? .monthlyCap : nil
    }
}
