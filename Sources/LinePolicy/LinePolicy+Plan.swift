import Vocabulary

extension LinePolicy {
    /// How the contact is answered if no rule refuses it.
    ///
    /// A line that cannot speak texts its callers in every mode; `calls = "hang-up"` is refused later, in the order of
    /// the reasons. Nobody hears anything in quiet hours.
    func manner(for contact: Contact, condition: LineCondition, isQuiet: Bool, now: Timestamp) -> ReplyPlan.Manner {
        guard contact.kind == .call, condition.speaks else { return .text }
        // The operator calls to hear whether the line can speak, whatever it does with other callers.
        if contact.purpose == .verification { return .spoken }
        if isQuiet { return .text }
        switch rules.calls {
        case .hangUp, .hangUpAndText: return .text
        case .auto, .speak: return .spoken
        case .speakAndText: return rules.mayText(contact, now: now) ? .spokenAndText : .spoken
        }
    }

    /// The reply in that manner: when, how long, how much.
    func plan(for contact: Contact, manner: ReplyPlan.Manner, now: Timestamp, draw: Double) -> ReplyPlan {
        if contact.purpose != .ordinary, manner != .spoken {
            return ReplyPlan(manner: .text, dueAt: now, parts: 1, price: rules.pricePerPart)
        }
        let texts = rules.pricePerPart * rules.replyParts
        switch manner {
        case .text:
            return ReplyPlan(
                manner: manner, dueAt: dueTime(contact, now: now, draw: draw), parts: rules.replyParts, price: texts)
        case .spoken:
            return ReplyPlan(manner: manner, dueAt: now, parts: 0, price: rules.pricePerCall)
        case .spokenAndText:
            return ReplyPlan(
                manner: manner, dueAt: dueTime(contact, now: now, draw: draw), parts: rules.replyParts,
                price: rules.pricePerCall + texts)
        }
    }

    /// The delay counts from the network time of a text or the first RING of a call; the result is never below now.
    private func dueTime(_ contact: Contact, now: Timestamp, draw: Double) -> Timestamp {
        let spread = max(.zero, rules.replyDelayMax - rules.replyDelayMin)
        let share = draw >= 0 && draw < 1 ? draw : 0
        // A share below 1 of any span stays below 2^63, so the conversion cannot trap.
        let extra = Int64(Double(spread.milliseconds) * share)
        let due = contact.time(notAfter: now) + rules.replyDelayMin + Span(milliseconds: extra)
        return max(now, due)
    }
}
