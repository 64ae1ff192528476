import Vocabulary

extension LineRules {
    /// Why this kind of address cannot be texted.
    func addressReason(_ sender: Sender) -> Reason? {
        switch sender {
        case .name: .alphanumericSender
        case .shortCode: .shortCode
        case .withheld: .withheld
        case .number, .other: nil
        }
    }

    /// Why this number is not texted: only an ordinary, full number of an allowed country is.
    func destinationReason(_ sender: Sender) -> Reason? {
        guard let number = sender.number else { return .destinationNotAllowed }
        let classes = countries.compactMap { NumberingPlan.rangeClass(of: number, in: $0) }
        if classes.isEmpty { return .destinationNotAllowed }
        return classes.allSatisfy { $0 == .ordinary } ? nil : .premiumNumber
    }

    /// Whether the contact is older than ``staleAfter`` by the network's own time.
    func isStale(_ contact: Contact, now: Timestamp) -> Bool {
        now - contact.time(notAfter: now) > staleAfter
    }

    /// Whether no rule about texting stands against the contact; all others are asked later, in their order.
    func mayText(_ contact: Contact, now: Timestamp) -> Bool {
        law.holding == nil && addressReason(contact.sender) == nil && destinationReason(contact.sender) == nil
            && !isStale(contact, now: now)
    }
}

extension Contact {
    /// The network's time of the contact; one that is missing or ahead of `now` counts as `now`.
    func time(notAfter now: Timestamp) -> Timestamp {
        min(networkTime ?? now, now)
    }
}
