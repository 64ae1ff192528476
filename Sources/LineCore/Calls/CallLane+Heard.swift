import Vocabulary

extension CallLane {
    /// Takes note of what the modem says unasked.
    package mutating func heard(_ event: ModemEvent, at now: Uptime) {
        // Whoever rings on is found when the port is opened afresh.
        guard !isLost else { return }
        switch event {
        case .ring:
            unheard.heard(at: now)
            // A modem without call waiting rings during a call too; the number that follows says more.
            if !holdsRings { ring(at: now) }
        case .caller(let number, let type):
            unheard.heard(at: now)
            told(Caller(number: number, type: type), at: now)
        case .waitingCaller(let number, let type):
            unheard.heard(at: now)
            let caller = Caller(number: number, type: type)
            if talkStands { recordWaitingCaller(caller, at: now) } else { waitBehind(caller, at: now) }
        case .key(let key): press(key, at: now)
        case .audioFlow(let isOpen): if talkStands { hold = !isOpen }
        case .callEnded: saidToBeOver()
        default: return
        }
        if !isBroughtUp { call?.isLeftover = true }
    }

    /// Takes note of what is said of the sound of a call.
    package mutating func heard(_ sound: SoundEvent, of id: Int, at now: Uptime) {
        guard call?.id == id else { return }
        switch sound {
        case .key(let key): press(key, at: now)
        case .ended(let report):
            changeTalk { $0.report = report }
            guard case .speaking(let talk) = call?.phase, report.isWhole, let trial = call?.trial else { return }
            with(trial: trial) { $0.spoken(toItsEnd: true) }
            if talk.ending == nil { changeTalk { $0.keysUntil = now + CallTiming.keyPatience } }
        }
    }

    /// The call is being answered or stands: what rings is this call, or somebody who waits.
    private var holdsRings: Bool {
        if case .answering = call?.phase { return call?.isGone == false }
        return talkStands
    }

    /// A call that was answered is not ended yet.
    private var talkStands: Bool {
        switch call?.phase {
        case .speaking, .parting: call?.isGone == false
        default: false
        }
    }

    /// RING or +CRING.
    private mutating func ring(at now: Uptime) {
        change(at: now) { $0.rings += 1 }
    }

    /// +CLIP: a sign of the call too, where RING was lost.
    private mutating func told(_ caller: Caller, at now: Uptime) {
        if talkStands {
            // The number of a call that was decided without one may still come, and some modems tell the number of the call
            // that was just answered once more, in another form or left empty.
            guard let known = call?.caller, caller.isOther(than: known, knownAsNone: true) else { return }
            return recordWaitingCaller(caller, at: now)
        }
        if let call, !call.isGone, let known = call.caller {
            let isAnswering = holdsRings
            if caller.isOther(than: known, knownAsNone: call.isDecided) {
                waitBehind(caller, at: now)
                // Whom ATA answers, its result will tell.
                if !isAnswering { behind?.isNews = true }
                return
            }
            if isAnswering { return }
        } else if holdsRings {
            return
        }
        change(at: now) { call in
            call.callerLines += 1
            if !call.hasNumber { call.caller = caller }
        }
    }

    /// Changes the call that gives a sign now: the first one, or the next where that is over.
    mutating func change(at now: Uptime, _ body: (inout LiveCall) -> Void) {
        let isNext = call?.isGone == true
        var changed = (isNext ? behind : call) ?? LiveCall(id: makeID(), since: now, lastRing: now)
        changed.lastRing = now
        body(&changed)
        if isNext { behind = changed } else { call = changed }
    }

    /// Somebody else calls while the first call rings or is being ended.
    private mutating func waitBehind(_ caller: Caller, at now: Uptime) {
        guard call != nil else { return told(caller, at: now) }
        if behind == nil { behind = LiveCall(id: makeID(), since: now, lastRing: now, caller: caller) }
        guard let waiting = behind?.caller, waiting.isSame(as: caller) else { return }
        behind?.lastRing = now
        behind?.callerLines += 1
    }

    /// Somebody calls during a call.
    mutating func recordWaitingCaller(_ caller: Caller, at now: Uptime) {
        // Modems repeat it.
        guard !waiting.contains(where: { $0.caller.isSame(as: caller) }) else { return }
        let one = WaitingCaller(id: makeID(), caller: caller, since: now)
        waiting.append(one)
        write(.record(one.record), for: nil, .waitingCaller(one.id))
    }

    /// A key as the modem or our own ear heard it.
    private mutating func press(_ key: Character, at now: Uptime) {
        changeTalk { $0.press(key, at: now) }
    }

    /// The modem says that a call is over.
    private mutating func saidToBeOver() {
        switch call?.phase {
        // Its result tells.
        case .answering(.takingUp): break
        // It may be about another call: the list of calls decides, and its word where there is no list.
        case .speaking: changeTalk { $0.isSaidToBeOver = true }
        // It is ended in any case, and the list tells.
        case .parting: break
        default: call?.isGone = true
        }
    }

    /// Changes the call that was answered.
    mutating func changeTalk(_ body: (inout Talk) -> Void) {
        switch call?.phase {
        case .speaking(var talk):
            body(&talk)
            call?.phase = .speaking(talk)
            // What ends a call ends its sound at once.
            if talk.ending != nil { speech?.isUnwanted = true }
        case .parting(var talk, let parting):
            body(&talk)
            call?.phase = .parting(talk, parting)
        default: break
        }
    }

    /// Changes the operator's try, if it is still this one.
    mutating func with(trial id: Int, _ body: (inout VoiceTrial) -> Void) {
        if var trial = memory.trial, trial.id == id {
            body(&trial)
            memory.trial = trial
        }
    }
}
