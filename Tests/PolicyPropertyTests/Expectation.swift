import LinePolicy
import Vocabulary

/// Which reason a contact must get, by a small table of its own: every rule is asked, and the first of the list wins.
struct Expectation {
    /// The list of the contract, section 4.
    static let order: [Reason] = [
        .notAPerson, .alphanumericSender, .shortCode, .withheld, .ownNumber, .blocked, .stopRequested,
        .destinationNotAllowed, .premiumNumber, .stale, .loop, .repliedInWindow, .lifetimeCap, .raid, .budgetLine,
        .budgetTotal, .dailyCap, .monthlyCap, .repliesOff, .linePaused, .shadow,
    ]

    let world: World
    /// Every other reply that was not cancelled.
    private let others: [World.Reply]
    let contact: Contact
    let sender: Int
    /// The text, in ``Cast/texts``; nil for a call.
    let text: Int?
    let line: Int
    /// The planned reply that is judged again.
    let reply: Int?
    /// Which texts came before, where it is judged again.
    let before: Int
    /// The first reason of the list that applies; nil = the contact is answered.
    private(set) var reason: Reason?

    /// What must become of a contact, or of the planned reply to it.
    init(
        world: World, contact: Contact, sender: Int, text: Int?, line: Int, reply: Int? = nil, before: Int = .max
    ) {
        self.world = world
        (self.contact, self.sender, self.text, self.line) = (contact, sender, text, line)
        (self.reply, self.before) = (reply, before)
        var others: [World.Reply] = []
        for (index, other) in world.replies.enumerated() where index != reply && other.state != .cancelled {
            others.append(other)
        }
        self.others = others
        reason = Self.order.first(where: applies)
    }

    private var rules: LineRules { world.lines[line].rules }
    private var condition: LineCondition { world.lines[line].condition }
    private var nature: Cast.Nature { Cast.senders[sender].nature }
    private var isCall: Bool { contact.kind == .call }
    private var time: Timestamp { min(contact.networkTime ?? world.now, world.now) }
    private var isOld: Bool { (world.now - time).milliseconds > rules.staleAfter.milliseconds }
    private var isHeld: Bool {
        rules.law.applied == .frenchMobile && !rules.law.acknowledged.contains(.frenchNumbering)
    }

    /// How it would be answered.
    var manner: ReplyPlan.Manner {
        if let reply { return world.replies[reply].plan.manner }
        guard isCall, condition.speaks, !world.isQuiet else { return .text }
        switch rules.calls {
        case .auto, .speak: return .spoken
        case .speakAndText:
            return nature == .person || nature == .ownLine ? (isOld || isHeld ? .spoken : .spokenAndText) : .spoken
        case .hangUp, .hangUpAndText: return .text
        }
    }

    var parts: Int { manner == .spoken ? 0 : rules.replyParts }

    var price: Money {
        if let reply { return world.replies[reply].reserved }
        let texts = rules.pricePerPart.micros * Int64(parts)
        return Money(micros: texts + (manner == .text ? 0 : rules.pricePerCall.micros))
    }

    /// Every rule that applies, whatever the others say.
    private func applies(_ reason: Reason) -> Bool {
        let isTexted = manner != .spoken
        let hasKey = nature != .withheld
        switch reason {
        case .notAPerson:
            return !contact.isPerson || (!isCall && nature == .withheld)
                || text.map { Cast.texts[$0].said == .empty } == true
        case .alphanumericSender: return isTexted && nature == .name
        case .shortCode: return isTexted && nature == .shortCode
        case .withheld: return isTexted && nature == .withheld
        case .ownNumber: return nature == .ownLine
        case .blocked: return hasKey && world.blocked.contains(sender)
        case .stopRequested: return world.stopped.contains(sender) || (reply == nil && saysStop)
        case .destinationNotAllowed: return isTexted && (nature == .foreign || nature == .unreadable)
        case .premiumNumber: return isTexted && nature == .premium
        case .stale: return isTexted && isOld
        case .loop: return isLoop
        case .repliedInWindow:
            let since = world.now - rules.window
            return hasKey && others.count { $0.sender == sender && $0.countedAt > since } >= rules.repliesPerWindow
        case .lifetimeCap:
            return hasKey && rules.repliesLifetime > 0
                && others.count { $0.sender == sender && $0.state != .failed } >= rules.repliesLifetime
        case .raid: return reply == nil ? isRaid : hasRaid
        case .budgetLine: return isOver(world.lines[line].limit, others.filter { $0.line == line })
        case .budgetTotal: return isOver(world.boxLimit, others)
        case .dailyCap: return isOverDay
        case .monthlyCap: return isOverMonth
        case .repliesOff:
            return rules.mode == .record || (isCall && rules.calls == .hangUp)
                || (condition.isRoaming && !rules.answersWhileRoaming) || (isTexted && isHeld)
                || (world.isQuiet && (rules.quietAnswers == .never || (isCall && rules.calls == .speak)))
        case .linePaused: return condition.isPaused
        case .shadow: return rules.mode == .shadow
        }
    }

    /// Whether a reason before `raid` applies: only others count for the rule of raids.
    var isRefusedBeforeRaid: Bool {
        guard let reason, let place = Self.order.firstIndex(of: reason) else { return false }
        return place < Self.order.firstIndex(of: .raid) ?? 0
    }

    /// A STOP of somebody who may be answered one day.
    var saysStop: Bool {
        guard let text, contact.isPerson, Cast.texts[text].said == .stop else { return false }
        switch nature {
        case .person, .premium, .foreign, .ownLine: return !world.stopped.contains(sender)
        case .shortCode, .name, .withheld, .unreadable: return false
        }
    }

    private var isLoop: Bool {
        guard let text, contact.text != nil, nature != .withheld else { return false }
        if Cast.texts[text].said == .reply { return true }
        let folded = Cast.texts[text].folded
        let equal = world.heard.count {
            $0.sender == sender && $0.folded == folded && $0.order < before && $0.at >= time - .minutes(10)
                && $0.at <= time
        }
        return equal >= 2
    }

    private var hasRaid: Bool {
        world.lines[line].raid.map { $0.isByHand || (world.now - $0.hotUntil) < rules.raidQuiet } ?? false
    }

    /// A raid is on, or this sender makes one: with him some window of time holds enough.
    private var isRaid: Bool {
        guard !hasRaid else { return true }
        guard rules.raidSenders > 0 else { return false }
        let key = Cast.keys[sender] ?? RaidSighting.withheldKey
        let near = world.lines[line].sightings.filter {
            abs(($0.at - time).milliseconds) < rules.raidWindow.milliseconds
        }
        var times = near.map(\.at.milliseconds)
        if !near.contains(where: { $0.key == key }) { times.append(time.milliseconds) }
        return times.contains { first in
            times.count { $0 >= first && $0 < first + rules.raidWindow.milliseconds } >= rules.raidSenders
        }
    }

    private func isOver(_ limit: Money?, _ others: [World.Reply]) -> Bool {
        guard let limit else { return false }
        return others.reduce(price.micros) { $0 + $1.reserved.micros + $1.spent.micros } > limit.micros
    }

    private var isOverDay: Bool {
        let today = world.now.milliseconds / World.day
        guard nature != .withheld else {
            let spoken = others.count {
                Cast.senders[$0.sender].nature == .withheld && $0.countedAt.milliseconds / World.day == today
            }
            return spoken >= rules.withheldCallsPerDay
        }
        guard parts > 0, rules.repliesPerDay > 0 else { return false }
        let sent = others.filter {
            $0.line == line
                && ($0.state == .planned || $0.submittedAt.map { $0.milliseconds / World.day == today } == true)
        }
        return sent.reduce(judgedParts) { $0 + $1.plan.parts } > rules.repliesPerDay
    }

    private var judgedParts: Int { reply.map { world.replies[$0].plan.parts } ?? parts }

    private var isOverMonth: Bool {
        guard nature != .withheld, parts > 0, rules.newRecipientsPerMonth > 0 else { return false }
        let month = world.now.milliseconds / World.month
        let texted = Set(
            others.filter {
                $0.line == line && $0.plan.parts > 0
                    && ($0.state == .planned || $0.submittedAt.map { $0.milliseconds / World.month == month } == true)
            }.map(\.sender))
        return !texted.contains(sender) && texted.count >= rules.newRecipientsPerMonth
    }
}
