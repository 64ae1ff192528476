import Vocabulary

extension CallLane {
    /// Takes an unsolicited event of the modem.
    package mutating func heard(_ event: ModemEvent, at now: Uptime) {
        // A call that keeps ringing is found when the port is opened again.
        guard !isLost else { return }
        switch event {
        case .ring:
            pendingRing.heard(at: now)
            // A modem without call waiting rings during a call too; the number that follows is decisive.
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
        case .callEnded: endReported()
        default: return
        }
        if !isBroughtUp { call?.isLeftover = true }
    }

    /// Takes an event of a call's sound.
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

    /// The call is being answered or active, so a ring belongs to it or to a waiting caller.
    private var holdsRings: Bool {
        if case .answering = call?.phase { return call?.isGone == false }
        return hasActiveCall
    }

    /// An answered call has not ended yet.
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

    /// +CLIP: indicates the call too, if RING was lost.
    private mutating func callerReported(_ caller: Caller, at now: Uptime) {
        if hasActiveCall {
            // The number of a call decided without one may still come, and some modems repeat the number of the call
            // just answered, in another form or empty.
            guard let known = call?.caller, caller.isOther(than: known, knownAsNone: true) else { return }
            return recordWaitingCaller(caller, at: now)
        }
        if let call, !call.isGone, let known = call.caller {
            let isAnswering = holdsRings
            if caller.isOther(than: known, knownAsNone: call.isDecided) {
                queueSecondCall(caller, at: now)
                // The result of ATA will show which call it answered.
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

    /// Changes the call that is being indicated: the first one, or the next if that is over.
    mutating func change(at now: Uptime, _ body: (inout LiveCall) -> Void) {
        let isNext = call?.isGone == true
        var changed = (isNext ? secondCall : call) ?? LiveCall(id: makeID(), since: now, lastRing: now)
        changed.lastRing = now
        body(&changed)
        if isNext { secondCall = changed } else { call = changed }
    }

    /// Queues another caller while the first call rings or is being ended.
    private mutating func queueSecondCall(_ caller: Caller, at now: Uptime) {
        guard call != nil else { return callerReported(caller, at: now) }
        if secondCall == nil { secondCall = LiveCall(id: makeID(), since: now, lastRing: now, caller: caller) }
        guard let waiting = secondCall?.caller, waiting.isSame(as: caller) else { return }
        secondCall?.lastRing = now
        secondCall?.callerLines += 1
    }

    /// Records a caller who waits during a call.
    mutating func recordWaitingCaller(_ caller: Caller, at now: Uptime) {
        // Modems repeat it.
        guard !waiting.contains(where: { $0.caller.isSame(as: caller) }) else { return }
        let one = WaitingCaller(id: makeID(), caller: caller, since: now)
        waiting.append(one)
        write(.record(one.record), for: nil, .waitingCaller(one.id))
    }

    /// Takes a key from the modem or our tone detector.
    private mutating func press(_ key: Character, at now: Uptime) {
        changeActiveCall { $0.press(key, at: now) }
    }

    /// Takes the modem's report that a call is over.
    private mutating func endReported() {
        switch call?.phase {
        // Its result will show.
        case .answering(.takingUp): break
        // It may be about another call: the list of calls decides; without a list, the report counts.
        case .speaking: changeActiveCall { $0.isEndReported = true }
        // It is ended in any case, and the list will show.
        case .tearingDown: break
        default: call?.isGone = true
        }
    }

    /// Changes the answered call.
    mutating func changeActiveCall(_ body: (inout ActiveCall) -> Void) {
        switch call?.phase {
        case .speaking(var active):
            body(&active)
            call?.phase = .speaking(active)
            // The end of a call ends its sound at once.
            if active.ending != nil { speech?.isUnwanted = true }
        case .tearingDown(var active, let teardown):
            body(&active)
            call?.phase = .tearingDown(active, teardown)
        default: break
        }
    }

    /// Changes the voice trial, if it is still this one.
    mutating func with(trial id: Int, _ body: (inout VoiceTrial) -> Void) {
        if var trial = memory.trial, trial.id == id {
            body(&trial)
            memory.trial = trial
        }
    }
}
