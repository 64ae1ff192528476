import Vocabulary

/// Advances the calls by time and known facts, without effects.
extension CallLane {
    /// Advances as far as possible.
    mutating func advance(in world: CallWorld, at now: Uptime) {
        memory.trial?.settle(at: now)
        while step(in: world, at: now) {}
        settleWaitingCallers(in: world)
    }

    /// Performs one step of the call; false when it must wait.
    private mutating func step(in world: CallWorld, at now: Uptime) -> Bool {
        guard let call else {
            guard let next = secondCall else { return false }
            (self.call, secondCall) = (next, nil)
            // The call waited for the end of the one before; with the modem lost, it is over too.
            if isLost { self.call?.isGone = true }
            return true
        }
        switch call.phase {
        case .ringing: return decideIfDue(call, in: world, at: now)
        case .readying(let since): return openSpeechEarly(call, since: since, in: world, at: now)
        case .deciding(speaks: false): return hangUpUndecided(call, at: now)
        case .lookingUp, .deciding: return false
        case .decided(let isSpokenTo, let isRefused):
            follow(isSpokenTo: isSpokenTo, isRefused: isRefused, call, in: world, at: now)
            return true
        case .leftRinging, .waiting: return ring(call, in: world, at: now)
        case .answering(let stage): return answer(call, stage, in: world, at: now)
        case .speaking(let active): return speak(active, at: now)
        case .tearingDown(let active, let teardown): return tearDown(call, active, teardown, at: now)
        case .hangingUp(let hangUp): return self.hangUp(call, hangUp, at: now)
        case .closing: return close(call, at: now)
        }
    }

    // MARK: Before the decision

    private mutating func decideIfDue(_ call: LiveCall, in world: CallWorld, at now: Uptime) -> Bool {
        let isDue =
            call.hasFallenSilent(at: now) || call.hasNumber || call.search.end(of: call) <= now
            || (call.search.isOver(for: call) && !isUnderWay(.modem, for: call.id))
        guard isDue else { return false }
        if world.isLeaving, call.caller == nil {
            // The next session of the port will find the ringing call and its number.
            self.call?.phase = .leftRinging(LiveCall.RingCheck())
        } else if call.isLeftover {
            self.call?.phase = .lookingUp
            write(.lookUpCutOff(record(of: call)), for: call.id, .lookUp)
        } else {
            openSpeechEarly(at: now)
        }
        return true
    }

    /// Opens the speech path before the decision, unless the caller has given up.
    mutating func openSpeechEarly(at now: Uptime) {
        guard let call else { return }
        if call.hasFallenSilent(at: now) { return decide(speaks: false) }
        if let trial = memory.trial, trial.awaitsCaller { self.call?.trial = trial.id }
        self.call?.phase = .readying(since: now)
    }

    private mutating func openSpeechEarly(
        _ call: LiveCall, since: Uptime, in world: CallWorld, at now: Uptime
    ) -> Bool {
        if speech?.call == call.id {
            guard speech?.isOpen == true else { return false }
            decide(speaks: true)
            return true
        }
        if mayBeHeard(in: world) {
            // A look in progress may hold the path open for a moment; before the first one nothing is known.
            let isLooking = soundIsBusy { if case .lookForVoice = $0 { true } else { false } }
            if voice == nil || isLooking || speech != nil {
                let timeout = voice == nil ? CallTiming.firstVoiceLook : CallTiming.laterVoiceLook
                if now < since + timeout { return false }
            } else if mayOpenSpeech(in: world) {
                return false
            }
        }
        decide(speaks: false)
        return true
    }

    /// Whether the line may speak to the caller and the speech path can be opened now.
    func mayOpenSpeech(in world: CallWorld) -> Bool {
        guard case .readying = call?.phase, mayBeHeard(in: world), speech == nil else { return false }
        return call?.trial != nil ? voice?.isThere == true : voice?.speaks(world.mode) == true
    }

    private func mayBeHeard(in world: CallWorld) -> Bool {
        !world.hasStorageFault && !world.isLeaving && !isLost && call?.isGone == false
    }

    /// Lets the store record the call and judge the caller, given what the line can do now.
    private mutating func decide(speaks: Bool) {
        guard let call else { return }
        if !speaks {
            self.call?.trial = nil
            if speech?.call == call.id { speech?.isUnwanted = true }
        }
        self.call?.phase = .deciding(speaks: speaks)
        var record = record(of: call)
        record.speaks = speaks
        record.isTrial = speaks && call.trial != nil
        write(.record(record), for: call.id, .decide)
    }

    /// Hangs up without a decision, so that a locked database or a slow disk keeps no caller ringing.
    private mutating func hangUpUndecided(_ call: LiveCall, at now: Uptime) -> Bool {
        guard call.since + CallTiming.decisionTimeout <= now, !call.hasFallenSilent(at: now) else { return false }
        self.call?.phase = .hangingUp(LiveCall.HangUp(next: now, isRejection: true, awaitsDecision: true))
        return true
    }

    /// The record of a call for the store.
    func record(of call: LiveCall) -> CallRecord { CallRecord(caller: call.caller, since: call.since) }

    /// Acts on the decision, with the present settings.
    private mutating func follow(
        isSpokenTo: Bool, isRefused: Bool, _ call: LiveCall, in world: CallWorld, at now: Uptime
    ) {
        if isSpokenTo {
            self.call?.phase = .waiting(rings: call.trial != nil ? 1 : world.answerAfterRings)
        } else if isRefused, world.letsRefusedCallersRing {
            self.call?.phase = .leftRinging(LiveCall.RingCheck())
        } else {
            hangUp(untilGone: false, isRejection: true, at: now)
        }
    }

    // MARK: While it rings

    private mutating func ring(_ call: LiveCall, in world: CallWorld, at now: Uptime) -> Bool {
        var rings: Int?
        if case .waiting(let wanted) = call.phase { rings = wanted }
        if call.hasFallenSilent(at: now) {
            // A caller who gave up before the answer is treated as one who was hung up on.
            if rings != nil { abandonAnswer(.caller, at: now) }
            finish(at: now)
            return true
        }
        if rings != nil, world.isLeaving || world.answersNobody {
            abandonAnswer(world.isLeaving ? .service : .line, at: now)
            hangUp(untilGone: true, at: now)
            return true
        }
        // First check whether the first call still exists.
        if secondCall?.needsCheck == true { return false }
        // A caller who is left ringing must not block the next one.
        if secondCall != nil, rings == nil { return hangUp(untilGone: false, at: now) }
        if let rings {
            guard call.ringsHeard >= rings || call.since + CallTiming.longestWait <= now else { return false }
            // A call whose number has just come for the first time is that call.
            let isFresh = call.ringsHeard <= 1 && now < call.since + CallTiming.freshRing
            self.call?.phase = .answering(isFresh ? .committing : .checking)
            if isFresh { commitAnswer() }
            return true
        }
        if call.since + CallTiming.longestRinging <= now { return hangUp(untilGone: false, at: now) }
        return false
    }

    /// Commits that the caller is about to hear the line.
    mutating func commitAnswer() {
        guard let call, let event = call.event else { return }
        self.call?.phase = .answering(.committing)
        write(.commitAnswering(call: event), for: call.id, .commit)
    }

    // MARK: The answer

    private mutating func answer(
        _ call: LiveCall, _ stage: LiveCall.Answering, in world: CallWorld, at now: Uptime
    ) -> Bool {
        switch stage {
        case .takingUp: return false
        case .checking where isUnderWay(.modem, for: call.id): return false
        case .committing where isUnderWay(.store, for: call.id): return false
        case .checking, .committing, .committed:
            if call.isGone {
                writes.removeAll { $0.purpose == .commit }
                abandonAnswer(.caller, at: now)
                finish(at: now)
                return true
            }
            if world.isLeaving || world.answersNobody {
                writes.removeAll { $0.purpose == .commit }
                abandonAnswer(world.isLeaving ? .service : .line, at: now)
                hangUp(untilGone: true, at: now)
                return true
            }
            guard case .committed(let permission) = stage, permission != world.permission else { return false }
            // Something was committed since, so the store must be asked again.
            commitAnswer()
            return true
        }
    }

    /// The line was about to speak and cannot: the caller gets a text if permitted.
    mutating func abandonAnswer(_ why: CallEnding, fault: VoiceFault? = nil, isOfVoice: Bool = true, at now: Uptime) {
        guard let call else { return }
        if speech?.call == call.id { speech?.isUnwanted = true }
        self.call?.facts.rang = now - call.since
        self.call?.facts.fault = fault
        self.call?.facts.ending = why
        if let fault, isOfVoice {
            if let trial = call.trial { with(trial: trial) { $0.failed(.sound(fault)) } }
            voiceFailed(fault)
        }
        guard call.trial == nil, let event = call.event else { return }
        write(.textInstead(of: event, record(of: call)), for: call.id)
    }

    // MARK: The end

    /// Starts hanging up; `untilGone` = until the modem no longer lists the call, else until it no longer rings.
    @discardableResult
    mutating func hangUp(untilGone: Bool, isRejection: Bool = false, at now: Uptime) -> Bool {
        var hangUp = LiveCall.HangUp(next: now, isRejection: isRejection)
        if untilGone { hangUp.limit = now + CallTiming.longestLadder }
        call?.phase = .hangingUp(hangUp)
        return true
    }

    private mutating func hangUp(_ call: LiveCall, _ hangUp: LiveCall.HangUp, at now: Uptime) -> Bool {
        guard !isUnderWay(.modem, for: call.id), !hangUp.awaitsDecision else { return false }
        let isOver = call.isGone || (hangUp.next == nil && !hangUp.isForced && call.hasFallenSilent(at: now))
        if isOver {
            if hangUp.isRejection { noteRejection() }
            finish(at: now)
            return true
        }
        guard !hangUp.isForced, hangUp.next == nil, let last = hangUp.last,
            last + CallTiming.hangUpGrace < call.lastRing
        else { return false }
        // The call rings on: hang up again, and finally force its end.
        var again = hangUp
        if call.hangUps < CallTiming.maximumHangUps { again.next = now } else { again.isForced = true }
        self.call?.phase = .hangingUp(again)
        return true
    }

    /// Records once that the call was hung up.
    mutating func noteRejection() {
        guard let call, case .hangingUp(var hangUp) = call.phase, hangUp.isRejection, !hangUp.awaitsDecision else {
            return
        }
        hangUp.isRejection = false
        self.call?.phase = .hangingUp(hangUp)
        // A modem that fell silent is set up again from the start, and finds the call then.
        guard let event = call.event, !isLost else { return }
        write(.note(.rejected(isConfirmed: call.isGone), of: event), for: call.id)
    }

    /// Ends the call and records its end.
    mutating func finish(at now: Uptime) {
        guard var call else { return }
        if speech?.call == call.id { speech?.isUnwanted = true }
        call.isGone = true
        call.facts.rang = call.facts.rang ?? now - call.since
        call.facts.interruption = isLost ? .modemLost : nil
        call.facts.ending = call.facts.ending ?? (call.hangUps > 0 ? .line : .caller)
        if let event = call.event { write(.note(.ended(call.facts), of: event), for: call.id) }
        call.phase = .closing
        self.call = call
    }

    /// Goes on to the next call once this one is recorded and its sound is closed.
    private mutating func close(_ call: LiveCall, at now: Uptime) -> Bool {
        guard !hasWrites(of: call.id), !isUnderWay(.modem, for: call.id), speech?.call != call.id, !isReserved else {
            return false
        }
        self.call = nil
        if secondCall == nil, !isLost, let ring = memory.lastRing, now < ring + CallTiming.silence { stray = .ringing }
        settled += 1
        waiting.removeAll { $0.phase == .over }
        return true
    }
}
