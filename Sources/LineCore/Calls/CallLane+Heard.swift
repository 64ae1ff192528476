import Vocabulary

extension CallLane {
    /// Takes note of what the modem says unasked.
    package mutating func heard(_ event: ModemEvent, at now: Uptime) {
        // Whoever rings on is found when the port is opened afresh.
        guard !isLost else { return }
        switch event {
        case .ring:
            pendingRing.heard(at: now)
            // A modem without call waiting rings during a call too; the number that follows says more.
            if !holdsRings { ring(at: now) }
        case .caller(let number, let type):
            pendingRing.heard(at: now)
            callerReported(Caller(number: number, type: type), at: now)
        case .waitingCaller(let number, let type):
            pendingRing.heard(at: now)
            let caller = Caller(number: number, type: type)
            if hasActiveCall { recordWaitingCaller(caller, at: now) } else { queueSecondCall(caller, at: now) }
        case .key(let key): press(key, at: now)
        case .audioFlow(let isOpen): if hasActiveCall { hold = !isOpen }
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
            changeActiveCall { $0.report = report }
            guard case .speaking(let active) = call?.phase, report.isWhole, let trial = call?.trial else { return }
            with(trial: trial) { $0.spoken(toItsEnd: true) }
            if active.ending == nil { changeActiveCall { $0.keysUntil = now + CallTiming.keyTimeout } }
        }
    }

    /// The call is being answered or active: what rings is this call, or somebody who waits.
    private var holdsRings: Bool {
        if case .answering = call?.phase { return call?.isGone == false }
        return hasActiveCall
    }

    /// A call that was answered is not ended yet.
    private var hasActiveCall: Bool {
        switch call?.phase {
        case .speaking, .tearingDown: call?.isGone == false
        default: false
        }
    }

    /// RING or +CRING.
    private mutating func ring(at now: Uptime) {
        change(at: now) { $0.rings += 1 }
    }

    /// +CLIP: it indicates the call too, where RING was lost.
    private mutating func callerReported(_ caller: Caller, at now: Uptime) {
        if hasActiveCall {
            // The number of a call that was decided without one may still come, and some modems tell the number of the call
            // that was just answered once more, in another form or left empty.
            guard let known = call?.caller, caller.isOther(than: known, knownAsNone: true) else { return }
            return recordWaitingCaller(caller, at: now)
        }
        if let call, !call.isGone, let known = call.caller {
            let isAnswering = holdsRings
            if caller.isOther(than: known, knownAsNone: call.isDecided) {
                queueSecondCall(caller, at: now)
                // Whom ATA answers, its result will tell.
                if !isAnswering { secondCall?.needsCheck = true }
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

    /// Changes the call that is indicated now: the first one, or the next where that is over.
    mutating func change(at now: Uptime, _ body: (inout LiveCall) -> Void) {
        let isNext = call?.isGone == true
        var changed = (isNext ? secondCall : call) ?? LiveCall(id: makeID(), since: now, lastRing: now)
        changed.lastRing = now
        body(&changed)
        if isNext { secondCall = changed } else { call = changed }
    }

    /// Somebody else calls while the first call rings or is being ended.
    private mutating func queueSecondCall(_ caller: Caller, at now: Uptime) {
        guard call != nil else { return callerReported(caller, at: now) }
        if secondCall == nil { secondCall = LiveCall(id: makeID(), since: now, lastRing: now, caller: caller) }
        guard let waiting = secondCall?.caller, waiting.isSame(as: caller) else { return }
        secondCall?.lastRing = now
        secondCall?.callerLines += 1
    }

    /// Somebody calls during a call.
    mutating func recordWaitingCaller(_ caller: Caller, at now: Uptime) {
        // Modems repeat it.
        guard !waiting.contains(where: { $0.caller.isSame(as: caller) }) else { return }
        let one = WaitingCaller(id: makeID(), caller: caller, since: now)
        waiting.append(one)
        write(.record(one.record), for: nil, .waitingCaller(one.id))
    }

    /// A key as the modem or our tone detector heard it.
    private mutating func press(_ key: Character, at now: Uptime) {
        changeActiveCall { $0.press(key, at: now) }
    }

    /// The modem says that a call is over.
    private mutating func saidToBeOver() {
        switch call?.phase {
        // Its result tells.
        case .answering(.takingUp): break
        // It may be about another call: the list of calls decides, and its word where there is no list.
        case .speaking: changeActiveCall { $0.isSaidToBeOver = true }
        // It is ended in any case, and the list tells.
        case .tearingDown: break
        default: call?.isGone = true
        }
    }

    /// Changes the call that was answered.
    mutating func changeActiveCall(_ body: (inout ActiveCall) -> Void) {
        switch call?.phase {
        case .speaking(var active):
            body(&active)
            call?.phase = .speaking(active)
            // What ends a call ends its sound at once.
            if active.ending != nil { speech?.isUnwanted = true }
        case .tearingDown(var active, let teardown):
            body(&active)
            call?.phase = .tearingDown(active, teardown)
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
