import Vocabulary

/// The raid rule: many distinct senders at once on one line, each counted once per `raid_window` at its network time.
///
/// A window is half open, so two sightings belong to one when they are less than `raid_window` apart: a sender who may
/// be counted again exactly one window later never counts twice in it.
struct RaidWatch {
    let rules: LineRules

    /// What the rule says about one contact.
    struct Outcome: Equatable {
        /// The contact is refused with `raid`.
        var refuses = false
        /// The time at which the sender is counted now; nil when it was counted already.
        var sighting: Timestamp?
        var change: RaidChange?
    }

    /// Judges a contact that no earlier rule refused.
    func judge(_ contact: Contact, facts: some PolicyFacts, now: Timestamp) throws -> Outcome {
        let raid = try facts.activeRaid().flatMap { isOver($0, now: now) ? nil : $0 }
        guard rules.raidSenders > 0, rules.raidWindow > .zero else { return Outcome(refuses: raid != nil) }

        let time = contact.time(notAfter: now)
        let reach = rules.raidWindow - Span(milliseconds: 1)
        let sightings = try facts.raidSightings(in: (time - reach)...(time + reach))
        let key = contact.sender.key ?? RaidSighting.withheldKey
        let isNew = !sightings.contains { $0.key == key }
        let before = sightings.map(\.at)
        var after = before
        if isNew { after.insert(time, at: after.lastIndex { $0 <= time }.map { $0 + 1 } ?? 0) }

        var outcome = Outcome(refuses: raid != nil, sighting: isNew ? time : nil)
        guard let hotUntil = hotUntil(after) else { return outcome }
        outcome.refuses = true
        if let raid {
            outcome.change = hotUntil > raid.hotUntil ? .extended(hotUntil: hotUntil) : nil
        } else {
            // A burst of long ago, read late, is a raid once, not once more with each of its messages.
            let started = Raid(startedAt: now, hotUntil: hotUntil)
            let isKnown = isOver(started, now: now) && self.hotUntil(before) != nil
            outcome.change = isKnown ? nil : .started(started)
        }
        return outcome
    }

    func isOver(_ raid: Raid, now: Timestamp) -> Bool {
        !raid.isByHand && now - raid.hotUntil >= rules.raidQuiet
    }

    /// The moment at which the last window that held enough of these ascending times stops doing so; nil for none.
    private func hotUntil(_ times: [Timestamp]) -> Timestamp? {
        guard times.count >= rules.raidSenders else { return nil }
        for last in stride(from: times.count - 1, through: rules.raidSenders - 1, by: -1) {
            let first = times[last - rules.raidSenders + 1]
            if times[last] - first < rules.raidWindow { return first + rules.raidWindow }
        }
        return nil
    }
}

extension RaidSighting {
    /// The key under which all callers without a number count: together they are one sender.
    public static let withheldKey = "withheld"
}
