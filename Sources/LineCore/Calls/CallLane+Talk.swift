import Vocabulary

/// A call that stands, and how it is ended.
extension CallLane {
    /// The modem says that the call stands.
    mutating func answered(at now: Uptime) {
        guard var call else { return }
        let code = call.trial.flatMap { id in memory.trial.flatMap { $0.id == id ? $0.code : nil } }
        let commands = voice?.commands ?? AudioCommands(open: nil, close: nil)
        call.facts.rang = now - call.since
        call.phase = .speaking(Talk(commands: commands, code: code, at: now))
        if let event = call.event {
            write(.note(.answered(rang: now - call.since, rings: call.ringsHeard), of: event), for: call.id)
        }
        self.call = call
        if let trial = call.trial { with(trial: trial) { $0.speaks() } }
        if let other = behind?.caller { recordWaitingCaller(other, at: now) }
        behind = nil
        if isLost { changeTalk { $0.end(.fault) } }
    }

    mutating func speak(_ talk: Talk, at now: Uptime) -> Bool {
        if talk.ending == nil, talk.limit <= now {
            changeTalk { $0.end(.limit) }
            return true
        }
        let isAsking = isUnderWay(.modem, for: call?.id)
        if case .switchingOn(let tries, _, let refusal) = talk.sound {
            // An answer that is under way is waited for.
            guard !isAsking, talk.ending != nil || talk.soundLimit <= now else { return false }
            let isLate = talk.ending == nil && tries > 0
            let command = talk.commands.open ?? ""
            changeTalk {
                $0.sound = .off(
                    fault: isLate ? "the modem did not switch its sound on (\(command): \(refusal))" : nil)
            }
            return true
        }
        // The sound tells how it ended, as soon as it has.
        if talk.isBegun, talk.report == nil { return false }
        guard talk.report != nil || talk.ending != nil || talk.audioTries == nil else { return false }
        if talk.ending == nil, let until = talk.keysUntil, now < until, memory.trial?.isOpen == true { return false }
        guard !isAsking else { return false }
        var parting = Parting(atLimit: talk.ending == .limit)
        parting.isPulled = isLost
        if isLost { parting.steps = [.silence, .write] }
        call?.phase = .parting(talk, parting)
        return true
    }

    mutating func part(_ call: LiveCall, _ talk: Talk, _ parting: Parting, at now: Uptime) -> Bool {
        guard let first = parting.steps.first, !isUnderWay(.modem, for: call.id) else { return false }
        switch first {
        case .ask: return false
        case .silence:
            resolveEnding()
            if speech?.call == call.id { speech?.isUnwanted = true }
            guard speech?.call != call.id else { return false }
            return nextPartingStep()
        case .closeAudio:
            let isOn = talk.audioTries != nil && talk.commands.close != nil && parting.stands != false && !isLost
            return isOn ? false : nextPartingStep()
        case .hangUp(let hangUp):
            if call.isGone { return ended(call, talk, at: now) }
            if hangUp.limit == nil {
                let begun = LiveCall.HangUp(next: now, limit: now + CallTiming.longestLadder)
                change(hangUp: begun)
                return true
            }
            return false
        case .waitForKeys(let until):
            return talk.request != nil || until <= now ? nextPartingStep() : false
        case .write:
            conclude(call, talk, parting, at: now)
            finish(at: now)
            return true
        }
    }

    /// What ended the call is settled: nothing that comes later changes it.
    private mutating func resolveEnding() {
        guard case .parting(var talk, let parting) = call?.phase else { return }
        if parting.stands == false { talk.end(.caller) }
        if talk.isPlayed { talk.end(.played) }
        talk.end(.fault)
        call?.phase = .parting(talk, parting)
    }

    /// It is hung up on: who rings from now on is the next caller.
    private mutating func ended(_ call: LiveCall, _ talk: Talk, at now: Uptime) -> Bool {
        guard case .parting(let talk, var parting) = self.call?.phase else { return false }
        parting.endedAt = now
        parting.steps.removeFirst()
        if talk.request == nil, call.trial == nil, !parting.isPulled, let write = parting.steps.firstIndex(of: .write) {
            parting.steps.insert(.waitForKeys(until: now + CallTiming.lateKey), at: write)
        }
        self.call?.phase = .parting(talk, parting)
        return true
    }

    @discardableResult
    mutating func nextPartingStep() -> Bool {
        guard case .parting(let talk, var parting) = call?.phase else { return false }
        parting.steps.removeFirst()
        call?.phase = .parting(talk, parting)
        return true
    }

    /// How far a hang-up is, of a call that stood or not.
    mutating func change(hangUp: LiveCall.HangUp) {
        switch call?.phase {
        case .hangingUp: call?.phase = .hangingUp(hangUp)
        case .parting(let talk, var parting):
            guard case .hangUp = parting.steps.first else { return }
            parting.steps[0] = .hangUp(hangUp)
            call?.phase = .parting(talk, parting)
        default: break
        }
    }

    /// How far the hang-up of this call is; nil = it is not hung up on now.
    var hangUpUnderWay: LiveCall.HangUp? {
        switch call?.phase {
        case .hangingUp(let hangUp): return hangUp
        case .parting(_, let parting):
            if case .hangUp(let hangUp) = parting.steps.first { return hangUp }
            return nil
        default: return nil
        }
    }

    /// What follows from the call: what its end says, a STOP, a proof, a failure.
    private mutating func conclude(_ call: LiveCall, _ talk: Talk, _ parting: Parting, at now: Uptime) {
        var facts = call.facts
        facts.stood = (parting.endedAt ?? now) - talk.answeredAt
        facts.ending = talk.ending
        facts.isHeard = talk.ending == .played
        facts.audioTries = talk.audioTries
        facts.sound = talk.report?.figures
        if talk.audioTries == nil || talk.ending == .fault { facts.fault = talk.soundFault }
        self.call?.facts = facts
        switch talk.request {
        case .stop:
            if let event = call.event { write(.stop(of: event), for: call.id) }
        case .code:
            guard let id = call.trial else { return }
            var hasSucceeded = false
            with(trial: id) { hasSucceeded = $0.succeeded() }
            if hasSucceeded { voiceVerified() }
        case nil:
            let isFault = talk.ending == .fault && !parting.isPulled
            let fault = talk.soundFault ?? "the sound was cut off"
            if isFault { voiceFailed(fault) }
            guard let id = call.trial else { return }
            // Whoever hung up early may still have heard it.
            with(trial: id) { isFault ? $0.failed(.sound(fault)) : $0.spoken(toItsEnd: talk.isPlayed) }
        }
    }
}
