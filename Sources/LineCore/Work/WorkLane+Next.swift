import LinePolicy
import Vocabulary

extension WorkLane {
    /// One step on the ``agenda``; a step with an effect is done when its effect is.
    enum Step: Sendable {
        // A look at everything.
        case sweep, confirmWritable, confirmSIM, askICCID, askSIM, askSettings, lookAtMemories, sortListings
        case lookIsOver, endStrayCall, readStatus, picture, show
        case cycleSIMPower
        // One memory.
        case list(String)
        case drain(String, look: Int)
        case empty(String, [SlotContent], look: Int)
        case lookFurther(String, look: Int, mustSee: Bool)
        case deleteAgain(String, Int)
        case deleteSingly
        case take(String, [SlotContent])
        case delete(String, [StoredMessage])
        case read(String, Int)
        case resynchronise(String)
        // Direct deliveries.
        case direct([PendingWork.DirectDelivery])
        case acknowledge
        // The modem.
        case setUpAgain(areGone: Bool, afterReturn: Bool)
        case checkRegistration, askRegistrations, restoreRadio, networkIsMissing
        case switchRadioOn(level: Int)
        case restartRadio(minutes: Int64)
        case askWhetherOwned
        // Replies and their outcomes.
        case beginReply, repliesWhileOwed
        case reply(ReplyInHand.Step)
        case settle(ReplySettlement)
        case writeNotes(confirming: Bool)
        case askPace
        case worked
        // The balance of the SIM.
        case beginBalance, endMenu
        case askNetwork(ServiceCode, usesOtherForm: Bool)
        case noteBalance(BalanceOutcome)
    }

    /// The next effect; nil = none, or one is in progress.
    ///
    /// It is in progress until ``done(_:at:)``.
    mutating func next(in world: WorkWorld, at now: Uptime) -> WorkEffect? {
        guard facts != nil, end == nil, underWay == nil else { return nil }
        interval = world.rules.minSendInterval
        if registration.settle(at: now) {
            conditionIsShown = false
            if registration.isRegistered { network.found() }
        }
        while end == nil {
            guard let step = nextStep(in: world, at: now) else { return nil }
            if let effect = begin(step, in: world, at: now) {
                underWay = (step, now)
                return effect
            }
        }
        return nil
    }

    /// The most urgent step; nil when there is none now.
    private mutating func nextStep(in world: WorkWorld, at now: Uptime) -> Step? {
        // First, committed messages are deleted and outcomes of replies are reported.
        if let last = agenda.last, last.mustFollow { return agenda.removeLast() }
        if let hand = inHand, hand.due <= now {
            return .reply(hand.step(in: replyWorld(of: hand, in: world), at: now))
        }
        if world.givesUpPort {
            // An active stray call is ended first.
            if !world.isCallAnswered { finish(.released) }
            return nil
        }
        if !conditionIsShown || !storageFaultIsShown { return .show }
        if let step = sim.step(at: now) { return step == .ask ? .askSIM : .cycleSIMPower }
        guard sim.mayWork else {
            // Texts may now belong to another SIM, while planned replies belong to this one.
            dropAgenda()
            return nil
        }
        if let step = agenda.popLast() { return step }
        if !hasWorked { return .worked }
        if hasLostSettings { return .setUpAgain(areGone: false, afterReturn: false) }
        if turns.isReplyTurn, mayBeginReply(in: world, at: now) { return .beginReply }
        if storageFault == nil, !pending.direct.isEmpty { return .direct(pending.takeDirect()) }
        if let fetch = pending.takeFetch() { return step(for: fetch) }
        if nextSweep <= now { return .sweep }
        if !registration.isRegistered, nextRegistrationCheck <= now { return .checkRegistration }
        return mayBeginReply(in: world, at: now) ? .beginReply : balanceStep(in: world, at: now)
    }

    private func step(for fetch: PendingWork.Fetch) -> Step {
        let memories = facts?.setUp.memories ?? []
        switch fetch {
        // MT is both memories at once and SR cannot be selected: the announced message is in SM or ME.
        case .slot(let memory, _) where !memories.contains(memory): return .sweep
        case .memory(let memory) where !memories.contains(memory): return .sweep
        case .slot(let memory, let index): return .read(memory, index)
        case .memory(let memory): return .drain(memory, look: 0)
        case .everything: return .sweep
        }
    }

    /// Drops the steps for a SIM that may have been replaced; everything is read again once it is known.
    private mutating func dropAgenda() {
        guard !agenda.isEmpty else { return }
        for case .direct(let deliveries) in agenda.reversed() { pending.putBack(deliveries) }
        let kept = agenda.filter(\.isOfTheStore)
        if kept.count < agenda.count { pending.requestSweep() }
        agenda = kept
        listings.removeAll()
    }

    /// Puts steps on the agenda, the first one first.
    mutating func push(_ steps: [Step]) {
        agenda += steps.reversed()
    }

    /// Begins a step; returns its effect, or nil when it has none or is no longer wanted.
    private mutating func begin(_ step: Step, in world: WorkWorld, at now: Uptime) -> WorkEffect? {
        switch step {
        case .sweep, .confirmWritable, .confirmSIM, .lookAtMemories, .sortListings, .lookIsOver, .list, .drain, .empty,
            .lookFurther, .deleteAgain, .deleteSingly, .take, .delete, .read, .resynchronise, .direct, .acknowledge:
            beginLook(step, in: world, at: now)
        case .beginReply, .repliesWhileOwed, .reply, .settle, .writeNotes, .askPace:
            beginSending(step, in: world, at: now)
        case .askICCID, .askSIM, .cycleSIMPower, .askSettings, .setUpAgain, .endStrayCall, .readStatus, .picture, .show,
            .worked,
            .checkRegistration, .askRegistrations, .restoreRadio, .networkIsMissing, .switchRadioOn, .restartRadio,
            .askWhetherOwned:
            beginWatching(step, in: world, at: now)
        case .beginBalance, .endMenu, .askNetwork, .noteBalance:
            beginBalance(step, in: world, at: now)
        }
    }

    /// Takes the result of the effect in progress.
    mutating func done(_ result: WorkResult, at now: Uptime) {
        guard let (step, since) = underWay else { return }
        underWay = nil
        let time = now - since
        switch step {
        case .sweep, .confirmWritable, .confirmSIM, .lookAtMemories, .sortListings, .lookIsOver, .list, .drain, .empty,
            .lookFurther, .deleteAgain, .deleteSingly, .take, .delete, .read, .resynchronise, .direct, .acknowledge:
            turns.spent(reading: time)
            finishLook(step, result, at: now)
        case .beginReply, .repliesWhileOwed, .reply, .settle, .writeNotes, .askPace:
            if case .reply = step { turns.spent(replying: time) }
            finishSending(step, result, at: now)
        case .askICCID, .askSIM, .cycleSIMPower, .askSettings, .setUpAgain, .endStrayCall, .readStatus, .picture, .show,
            .worked,
            .checkRegistration, .askRegistrations, .restoreRadio, .networkIsMissing, .switchRadioOn, .restartRadio,
            .askWhetherOwned:
            finishWatching(step, result, at: now)
        case .beginBalance, .endMenu, .askNetwork, .noteBalance:
            finishBalance(step, result, at: now)
        }
    }
}

extension WorkLane.Step {
    /// Whether the step must follow the one before it directly.
    var mustFollow: Bool {
        switch self {
        case .delete, .acknowledge, .settle, .setUpAgain: true
        default: false
        }
    }

    /// Whether the step does not use the SIM.
    var isOfTheStore: Bool {
        switch self {
        case .writeNotes, .askPace: true
        default: false
        }
    }
}
