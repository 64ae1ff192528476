import Vocabulary

// Sends replies, one at a time and part by part; every step checks again whether it is permitted.
extension WorkLane {
    /// Whether a send may begin: the interval is over, no call, stop or other reply, network and disk available.
    func maySendNow(in world: WorkWorld, at now: Uptime) -> Bool {
        nextSend <= now && inHand == nil && !world.hasCall && registration.isRegistered && sim.mayWork
            && storageFault == nil && !isLeaving(in: world)
    }

    /// Whether the line must end or release its port, so that nothing new begins.
    private func isLeaving(in world: WorkWorld) -> Bool { isReleasingPort || end != nil || world.givesUpPort }

    /// Whether to ask the store for the next reply now.
    mutating func mayBeginReply(in world: WorkWorld, at now: Uptime) -> Bool {
        guard nextReplyCheck <= now, nextSend <= now, inHand == nil else {
            turns.noReply()
            return false
        }
        guard maySendNow(in: world, at: now) else {
            // The end of a call, of a network loss or of a full disk is not announced.
            nextReplyCheck = now + .seconds(1)
            return false
        }
        return true
    }

    /// The facts for the reply in progress.
    func replyWorld(of hand: ReplyInHand, in world: WorkWorld) -> ReplyInHand.World {
        ReplyInHand.World(
            hasCall: world.hasCall, isLeaving: isLeaving(in: world),
            isEnding: end != nil || world.ending == .afterPart || world.releasesPort, hasSIM: sim.outSince == nil,
            isSIMInDoubt: sim.isInDoubt, isRegistered: registration.isRegistered,
            isPermitted: world.permission == hand.permission)
    }

    mutating func beginSending(_ step: Step, in world: WorkWorld, at now: Uptime) -> WorkEffect? {
        switch step {
        case .beginReply: return .beginReply(confirmed: confirmed)
        case .repliesWhileOwed:
            guard turns.isReplyTurn, mayBeginReply(in: world, at: now) else { return nil }
            push([.repliesWhileOwed])
            return .beginReply(confirmed: confirmed)
        case .reply(let step): return begin(step, at: now)
        case .settle(let settlement): return .settle(settlement)
        case .writeNotes(let confirming):
            // While the disk fails each try takes seconds, so only the store's ticker tries.
            return storageFault == nil ? .writeNotes(confirmed: confirming ? confirmed : []) : nil
        case .askPace: return .askPace
        default: return nil
        }
    }

    private mutating func begin(_ step: ReplyInHand.Step, at now: Uptime) -> WorkEffect? {
        guard let hand = inHand else { return nil }
        switch step {
        case .send(let part): return .submit(part: part, of: hand.reply.id)
        case .ask: return .askPermission(reply: hand.reply.id)
        case .commit(let part): return .commitPart(part, of: hand.reply.id)
        case .takeBack: takeBack(hand, at: now)
        case .giveUp(let fault): settle(hand, .unknown(fault))
        case .wait: inHand?.held(at: now)
        }
        return nil
    }

    mutating func finishSending(_ step: Step, _ result: WorkResult, at now: Uptime) {
        switch (step, result) {
        case (.beginReply, .begun(let begun)), (.repliesWhileOwed, .begun(let begun)): finish(begun, at: now)
        case (.beginReply, .storeFailed(let error)), (.repliesWhileOwed, .storeFailed(let error)):
            storageFailed(error, at: now)
        case (.reply(let step), let result):
            if let hand = inHand { finish(step, of: hand, result, at: now) }
        case (.writeNotes(let confirming), .notes(areWritten: true)): if confirming { confirmed.removeAll() }
        case (.writeNotes, .storeFailed(let error)): storageFailed(error, at: now)
        case (.askPace, .pace(let left)):
            // A send that began meanwhile has set a newer value.
            if inHand == nil { nextSend = now + left }
        case (_, .failed(let fault)): finish(.modem(fault))
        default: break
        }
    }

    private mutating func finish(_ begun: Begun, at now: Uptime) {
        if case .noClock = begun { return nextReplyCheck = now + .seconds(1) }
        confirmed.removeAll()
        switch begun {
        case .reply(let started): return take(inHand: started, at: now)
        case .notBefore(let span): nextReplyCheck = now + min(max(span, .zero), .seconds(60))
        case .none, .noClock: nextReplyCheck = now + .seconds(60)
        }
        turns.noReply()
    }

    /// Takes a reply committed as `sending`: from here on it is sent or returned to the store.
    mutating func take(inHand started: StartedReply, at now: Uptime) {
        switch started {
        case .ready(let reply, let parts): inHand = ReplyInHand(reply, parts: parts, at: now)
        case .unencodable(let reply, let fault, let field):
            let outcome = ReplySettlement.Outcome.failed(.notEncoded(fault, field: field))
            push([.settle(ReplySettlement(reply: reply, outcome: outcome, bodyWritten: false))])
        }
    }

    private mutating func finish(
        _ step: ReplyInHand.Step, of hand: ReplyInHand, _ result: WorkResult, at now: Uptime
    ) {
        switch result {
        case .submitted(let outcome): submitted(outcome, of: hand, at: now)
        // A commit since may forbid it.
        case .permission(let permission?): inHand?.permitted(permission)
        case .permission(nil): takeBack(hand, at: now)
        case .part(.send(let permission)): inHand?.committed(permission)
        case .part(.held): inHand?.held(at: now)
        case .part(.over): inHand = nil
        case .storeFailed(let error):
            storageFailed(error, at: now)
            if hand.isCommitted { takeBack(hand, at: now) } else { inHand?.held(at: now) }
        case .failed(let fault): finish(.modem(fault))
        default: break
        }
    }

    private mutating func submitted(_ outcome: SubmitOutcome, of hand: ReplyInHand, at now: Uptime) {
        nextSend = now + interval
        nextReplyCheck = nextSend
        switch outcome {
        case .accepted:
            inHand?.accepted()
            if inHand?.isComplete == true { settle(hand, .sent) }
        case .unknown(let fault):
            settle(hand, .unknown(hand.isBegun ? fault.of(part: hand.next + 1) : fault))
        case .definite(let fault, let bodyWritten), .refused(let fault, let bodyWritten):
            if hand.isBegun {
                settle(hand, .unknown(fault.of(part: hand.next + 1)), bodyWritten: bodyWritten)
            } else if case .definite = outcome, hand.reply.attempt == 0 {
                settle(hand, .retry(fault, after: interval), bodyWritten: bodyWritten)
            } else {
                settle(hand, .failed(fault), bodyWritten: bodyWritten)
            }
        }
    }

    /// Nothing of the committed part was written: a reply without a sent part returns to the store.
    private mutating func takeBack(_ hand: ReplyInHand, at now: Uptime) {
        push([.settle(ReplySettlement(reply: hand.reply.id, outcome: .notWritten, staysInHand: hand.isBegun))])
        if hand.isBegun { inHand?.tookBack(at: now) } else { inHand = nil }
    }

    private mutating func settle(_ hand: ReplyInHand, _ outcome: ReplySettlement.Outcome, bodyWritten: Bool = true) {
        inHand = nil
        // The next commit may be far off, so the outcome gets its own unless a reply follows at once.
        if interval > .zero { push([.writeNotes(confirming: true)]) }
        push([.settle(ReplySettlement(reply: hand.reply.id, outcome: outcome, bodyWritten: bodyWritten))])
    }

    /// The effects at the release of the port: return the unfinished reply, then write pending notes.
    ///
    /// Notes that cannot be written stay with the store until it can write again.
    mutating func releaseEffects() -> [WorkEffect] {
        var effects: [WorkEffect] = []
        for case .settle(let settlement) in agenda.reversed() { effects.append(.settle(settlement)) }
        agenda.removeAll()
        if let hand = inHand {
            if hand.isCommitted { effects.append(.settle(ReplySettlement(reply: hand.reply.id, outcome: .notWritten))) }
            if hand.isBegun {
                effects.append(.settle(ReplySettlement(reply: hand.reply.id, outcome: .unknown(.restNotSent))))
            }
            inHand = nil
        }
        if let outcome = balance.releaseEffects() { effects.append(.noteBalance(outcome)) }
        if storageFault == nil { effects.append(.writeNotes(confirmed: confirmed)) }
        return effects
    }
}
