import LinePolicy
import SeededRandom
import Vocabulary

/// A history of a box: what comes is drawn from a seed, judged by the policy, and compared with the table step by step.
struct History {
    enum Step: Hashable {
        case text(sender: Int, text: Int, isPerson: Bool, age: Int64?, line: Int)
        case call(sender: Int, line: Int)
        case wait(minutes: Int64)
        case send(line: Int, outcome: Int)
        case block(sender: Int)
        case unblock(sender: Int)
        case pause(line: Int)
        case raid(line: Int)
        case quiet
        case reload(line: Int, LineRules)
        case condition(line: Int, roams: Bool, speaks: Bool)
        case addBudget
    }

    var world: World
    var coverage = Coverage()
    /// What was wrong, in words.
    var wrong: [String] = []

    init(_ world: World) { self.world = world }

    /// Does one step.
    mutating func take(_ step: Step) throws {
        switch step {
        case .text(let sender, let text, let isPerson, let age, let line):
            let contact = Contact(
                kind: .text, sender: Cast.senders[sender].sender, text: Cast.texts[text].text,
                isPerson: isPerson && Cast.texts[text].said != .nothing,
                networkTime: age.map { world.now - .minutes($0) })
            try judge(contact, sender, text, line)
        case .call(let sender, let line):
            let contact = Contact(
                kind: .call, sender: Cast.senders[sender].sender, text: nil, isPerson: true, networkTime: world.now)
            try judge(contact, sender, nil, line)
        case .wait(let minutes):
            world.now = world.now + .minutes(minutes)
            if minutes < 0 { world.wasSetBack = true }
        case .send(let line, let outcome): try send(line, outcome)
        case .block(let sender):
            world.blocked.insert(sender)
            cancel { $0.sender == sender }
        case .unblock(let sender): world.blocked.remove(sender)
        case .pause(let line): world.lines[line].condition.isPaused.toggle()
        case .raid(let line): declare(line)
        case .quiet: world.isQuiet.toggle()
        case .reload(let line, let rules): world.lines[line].rules = rules
        case .condition(let line, let roams, let speaks):
            world.lines[line].condition.isRoaming = roams
            world.lines[line].condition.speaks = speaks
        case .addBudget: world.boxLimit = world.boxLimit.map { $0 + Money(micros: 40_000) }
        }
        if let said = world.faults() { wrong.append(said) }
    }

    private mutating func declare(_ line: Int) {
        if world.lines[line].raid?.isByHand == true {
            world.lines[line].raid = nil
            world.lines[line].sightings = []
        } else {
            world.lines[line].raid = Raid(startedAt: world.now, hotUntil: world.now, isByHand: true)
            cancel { $0.line == line }
        }
    }

    private mutating func cancel(_ holds: (World.Reply) -> Bool) {
        guard world.cancelsAtOnce else { return }
        for index in world.replies.indices where world.replies[index].state == .planned && holds(world.replies[index]) {
            cancel(index)
        }
    }

    private mutating func cancel(_ index: Int) {
        world.replies[index].state = .cancelled
        world.replies[index].reserved = .zero
        coverage.outcomes.insert(.cancelled)
    }

    private mutating func judge(_ contact: Contact, _ sender: Int, _ text: Int?, _ line: Int) throws {
        let policy = LinePolicy(rules: world.lines[line].rules)
        if let raid = world.lines[line].raid, policy.isOver(raid, now: world.now) { world.lines[line].raid = nil }
        let expected = Expectation(world: world, contact: contact, sender: sender, text: text, line: line)
        let verdict = try policy.judge(
            contact, condition: world.lines[line].condition, facts: world.facts(of: sender, on: line), now: world.now,
            draw: 0.5)
        let reason = expected.reason
        coverage.verdicts.insert(verdict.reason)
        if verdict.reason != reason {
            wrong.append(
                "\(contact): \(verdict.reason.map { "\($0)" } ?? "answered"), not \(reason.map { "\($0)" } ?? "answered")"
            )
        }
        if verdict.isFirstStop != expected.saysStop { wrong.append("\(contact): a first STOP: \(verdict.isFirstStop)") }
        if (verdict.plan == nil) != (verdict.reason != nil) { wrong.append("\(contact): a plan beside a reason") }
        if verdict.sighting != nil, expected.isRefusedBeforeRaid { wrong.append("\(contact): counts for a raid") }
        if let plan = verdict.plan,
            plan.price != expected.price || plan.manner != expected.manner || plan.dueAt < world.now
        {
            wrong.append("\(contact): \(plan)")
        }
        apply(verdict, contact, sender, text, line)
    }

    /// Writes a verdict down, as the store does.
    private mutating func apply(_ verdict: Verdict, _ contact: Contact, _ sender: Int, _ text: Int?, _ line: Int) {
        world.contacts += 1
        if let text, contact.isPerson, contact.sender.number != nil, contact.text != nil {
            world.heard.append(
                World.Heard(
                    sender: sender, folded: Cast.texts[text].folded,
                    at: min(contact.networkTime ?? world.now, world.now),
                    order: world.contacts))
        }
        if verdict.isFirstStop {
            world.stopped.insert(sender)
            cancel { $0.sender == sender }
        }
        if let at = verdict.sighting {
            let key = Cast.keys[sender] ?? RaidSighting.withheldKey
            let place = world.lines[line].sightings.lastIndex { $0.at <= at }.map { $0 + 1 } ?? 0
            world.lines[line].sightings.insert(RaidSighting(key: key, at: at), at: place)
        }
        switch verdict.raidChange {
        case .started(let raid):
            world.lines[line].raid = raid
            cancel { $0.line == line }
        case .extended(let hotUntil): world.lines[line].raid?.hotUntil = hotUntil
        case nil: break
        }
        guard let plan = verdict.plan else { return }
        var reply = World.Reply(
            line: line, sender: sender, contact: contact, plan: plan, countedAt: plan.dueAt, reserved: plan.price)
        reply.order = world.contacts
        reply.text = text
        if plan.manner == .spoken {
            reply.state = .sent
            (reply.spent, reply.reserved) = (plan.price, .zero)
            coverage.outcomes.insert(.spoken)
        }
        world.replies.append(reply)
    }

    /// Judges what is due again, as right before it is sent, and sends what may go.
    private mutating func send(_ line: Int, _ outcome: Int) throws {
        for index in world.replies.indices {
            let reply = world.replies[index]
            guard reply.line == line, reply.state == .planned, reply.plan.dueAt <= world.now else { continue }
            let expected = Expectation(
                world: world, contact: reply.contact, sender: reply.sender, text: reply.text, line: line, reply: index,
                before: reply.order)
            let reason = try LinePolicy(rules: world.lines[line].rules).judgeAgain(
                reply.contact, condition: world.lines[line].condition,
                facts: world.facts(of: reply.sender, on: line, except: index, before: reply.order), now: world.now,
                planned: reply.plan)
            coverage.second.insert(reason)
            if reason != expected.reason {
                wrong.append(
                    "again \(reply.contact): \(reason.map { "\($0)" } ?? "sent"), not "
                        + (expected.reason.map { "\($0)" } ?? "sent"))
            }
            switch reason {
            case .linePaused: continue
            case nil: settle(index, outcome)
            case _?: cancel(index)
            }
        }
    }

    private mutating func settle(_ index: Int, _ outcome: Int) {
        let state: World.Reply.State = [.sent, .sent, .unknown, .failed][outcome]
        world.replies[index].state = state
        world.replies[index].submittedAt = world.now
        world.replies[index].countedAt = world.now
        world.replies[index].spent = state == .failed ? .zero : world.replies[index].reserved
        world.replies[index].reserved = .zero
        coverage.outcomes.insert([.sent, .sent, .unknown, .failed][outcome])
    }
}

/// What the histories reached.
struct Coverage: Sendable {
    enum Outcome: String, CaseIterable, Sendable { case sent, spoken, failed, unknown, cancelled }

    /// Reasons of contacts, and of planned replies that were judged again; nil = answered, sent.
    var verdicts: Set<Reason?> = []
    var second: Set<Reason?> = []
    var outcomes: Set<Outcome> = []

    mutating func add(_ other: Coverage) {
        verdicts.formUnion(other.verdicts)
        second.formUnion(other.second)
        outcomes.formUnion(other.outcomes)
    }
}
