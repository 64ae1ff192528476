import Vocabulary

/// Active calls, and how they are ended.
extension CallLane {
    /// Takes the modem's report that the call is active.
    mutating func answered(at now: Uptime) {
        guard var call else { return }
        let code = call.trial.flatMap { id in memory.trial.flatMap { $0.id == id ? $0.code : nil } }
        let commands = voice?.commands ?? AudioCommands(open: nil, close: nil)
        call.facts.rang = now - call.since
        call.phase = .speaking(ActiveCall(commands: commands, code: code, at: now))
        if let event = call.event {
            write(.note(.answered(rang: now - call.since, rings: call.ringsHeard), of: event), for: call.id)
        }
        self.call = call
        if let trial = call.trial { with(trial: trial) { $0.speaks() } }
        if let other = secondCall?.caller { recordWaitingCaller(other, at: now) }
        secondCall = nil
        if isLost { changeActiveCall { $0.end(.fault) } }
    }

    mutating func speak(_ active: ActiveCall, at now: Uptime) -> Bool {
        if active.ending == nil, active.limit <= now {
            changeActiveCall { $0.end(.limit) }
            return true
        }
        let isAsking = isUnderWay(.modem, for: call?.id)
        if case .switchingOn(let tries, _, let refusal) = active.sound {
            // Waits for an answer in progress.
            guard !isAsking, active.ending != nil || active.soundLimit <= now else { return false }
            let isLate = active.ending == nil && tries > 0
            let command = active.commands.open ?? ""
            changeActiveCall {
                $0.sound = .off(fault: isLate ? .soundNotSwitched(command: command, answer: refusal) : nil)
            }
            return true
        }
        // The sound will report its end.
        if active.isBegun, active.report == nil { return false }
        guard active.report != nil || active.ending != nil || active.audioTries == nil else { return false }
        if active.ending == nil, let until = active.keysUntil, now < until, memory.trial?.isOpen == true {
            return false
        }
        guard !isAsking else { return false }
        var teardown = CallTeardown(atLimit: active.ending == .limit)
        teardown.isPulled = isLost
        if isLost { teardown.steps = [.silence, .write] }
        call?.phase = .tearingDown(active, teardown)
        return true
    }

    mutating func tearDown(_ call: LiveCall, _ active: ActiveCall, _ teardown: CallTeardown, at now: Uptime) -> Bool {
        guard let first = teardown.steps.first, !isUnderWay(.modem, for: call.id) else { return false }
        switch first {
        case .ask: return false
        case .silence:
            resolveEnding()
            if speech?.call == call.id { speech?.isUnwanted = true }
            guard speech?.call != call.id else { return false }
            return nextTeardownStep()
        case .closeAudio:
            let isOn = active.audioTries != nil && active.commands.close != nil && teardown.stands != false && !isLost
            return isOn ? false : nextTeardownStep()
        case .hangUp(let hangUp):
            if call.isGone { return ended(call, active, at: now) }
            if hangUp.limit == nil {
                let begun = LiveCall.HangUp(next: now, limit: now + CallTiming.longestLadder)
                change(hangUp: begun)
                return true
            }
            return false
        case .waitForKeys(let until):
            return active.request != nil || until <= now ? nextTeardownStep() : false
        case .write:
            conclude(call, active, teardown, at: now)
            finish(at: now)
            return true
        }
    }

    /// Settles the reason of the end; later events do not change it.
    private mutating func resolveEnding() {
        guard case .tearingDown(var active, let teardown) = call?.phase else { return }
        if teardown.stands == false { active.end(.caller) }
        if active.isPlayed { active.end(.played) }
        active.end(.fault)
        call?.phase = .tearingDown(active, teardown)
    }

    /// Notes the end of the hang-up: rings from now on belong to the next caller.
    private mutating func ended(_ call: LiveCall, _ active: ActiveCall, at now: Uptime) -> Bool {
        guard case .tearingDown(let active, var teardown) = self.call?.phase else { return false }
        teardown.endedAt = now
        teardown.steps.removeFirst()
        if active.request == nil, call.trial == nil, !teardown.isPulled,
            let write = teardown.steps.firstIndex(of: .write)
        {
            teardown.steps.insert(.waitForKeys(until: now + CallTiming.lateKey), at: write)
        }
        self.call?.phase = .tearingDown(active, teardown)
        return true
    }

    @discardableResult
    mutating func nextTeardownStep() -> Bool {
        guard case .tearingDown(let active, var teardown) = call?.phase else { return false }
        teardown.steps.removeFirst()
        call?.phase = .tearingDown(active, teardown)
        return true
    }

    /// Changes the state of the hang-up, whether or not the call was active.
    mutating func change(hangUp: LiveCall.HangUp) {
        switch call?.phase {
        case .hangingUp: call?.phase = .hangingUp(hangUp)
        case .tearingDown(let active, var teardown):
            guard case .hangUp = teardown.steps.first else { return }
            teardown.steps[0] = .hangUp(hangUp)
            call?.phase = .tearingDown(active, teardown)
        default: break
        }
    }

    /// The state of the hang-up in progress; nil = none.
    var hangUpUnderWay: LiveCall.HangUp? {
        switch call?.phase {
        case .hangingUp(let hangUp): return hangUp
        case .tearingDown(_, let teardown):
            if case .hangUp(let hangUp) = teardown.steps.first { return hangUp }
            return nil
        default: return nil
        }
    }

    /// Draws the conclusions of the call: its end, a STOP, a proof or a failure of the voice.
    private mutating func conclude(_ call: LiveCall, _ active: ActiveCall, _ teardown: CallTeardown, at now: Uptime) {
        var facts = call.facts
        facts.connectedFor = (teardown.endedAt ?? now) - active.answeredAt
        facts.ending = active.ending
        facts.isHeard = active.ending == .played
        facts.audioTries = active.audioTries
        facts.sound = active.report?.figures
        if active.audioTries == nil || active.ending == .fault { facts.fault = active.soundFault }
        self.call?.facts = facts
        switch active.request {
        case .stop:
            if let event = call.event { write(.stop(of: event), for: call.id) }
        case .code:
            guard let id = call.trial else { return }
            var hasSucceeded = false
            with(trial: id) { hasSucceeded = $0.succeeded() }
            if hasSucceeded { voiceVerified() }
        case nil:
            let isFault = active.ending == .fault && !teardown.isPulled
            let fault = active.soundFault ?? .cutOff
            if isFault { voiceFailed(fault) }
            guard let id = call.trial else { return }
            // A caller who hung up early may still have heard it.
            with(trial: id) { isFault ? $0.failed(.sound(fault)) : $0.spoken(toItsEnd: active.isPlayed) }
        }
    }
}
