import Vocabulary

/// Commands to the modem for calls, and their results.
extension CallLane {
    func operation(_ effect: CallEffect, _ purpose: Purpose) -> Operation {
        Operation(effect: effect, purpose: purpose, call: call?.id)
    }

    mutating func nextForModem(in world: CallWorld, at now: Uptime) -> Operation? {
        guard !isLost else { return nil }
        guard let call else { return nextForStray(at: now) }
        stray = nil
        if let hangUp = hangUpUnderWay { return next(hangUp, of: call, at: now) }
        switch call.phase {
        case .ringing: return askForNumber(of: call, at: now)
        case .leftRinging(let check): return look(after: call, check, at: now)
        case .waiting:
            if secondCall?.needsCheck == true {
                secondCall?.needsCheck = false
                return operation(.askCalls(soon: false), .isThere)
            }
        case .answering(.checking): return operation(.askCalls(soon: false), .isReplaced)
        case .answering(.committed):
            // ``advance(in:at:)`` has just checked that it may still be answered.
            self.call?.phase = .answering(.takingUp)
            return operation(.answer, .answer)
        case .speaking(let active): return next(active, at: now)
        case .tearingDown(let active, let teardown):
            switch teardown.steps.first {
            case .ask: return operation(.askCalls(soon: false), .checkActiveAtEnd)
            // Only once the speech path is closed: the radio is not switched off while it is open.
            case .closeAudio: return active.commands.close.map { operation(.setAudio($0), .audioOff) }
            default: break
            }
        case .lookingUp, .readying, .deciding, .decided, .answering, .hangingUp, .closing: break
        }
        return refuseWaitingCaller()
    }

    private mutating func askForNumber(of call: LiveCall, at now: Uptime) -> Operation? {
        guard let due = call.search.listIsDue(for: call), due <= now else { return nil }
        self.call?.search.asking(rings: call.rings)
        return operation(.askCalls(soon: true), .number)
    }

    private mutating func look(after call: LiveCall, _ check: LiveCall.RingCheck, at now: Uptime) -> Operation? {
        if secondCall?.needsCheck == true {
            secondCall?.needsCheck = false
            return operation(.askCalls(soon: false), .isThere)
        }
        guard let due = check.due(lastRing: call.lastRing), due <= now else { return nil }
        return operation(.askCalls(soon: false), .ringCheck(lastRing: call.lastRing))
    }

    private mutating func next(_ hangUp: LiveCall.HangUp, of call: LiveCall, at now: Uptime) -> Operation? {
        if hangUp.isForced { return operation(.restartRadio, .radio) }
        guard let due = hangUp.next, due <= now else { return nil }
        if let limit = hangUp.limit, call.hangUps >= CallTiming.maximumHangUps || limit <= now {
            var forced = hangUp
            forced.isForced = true
            change(hangUp: forced)
            return operation(.restartRadio, .radio)
        }
        var begun = hangUp
        (begun.next, begun.last) = (nil, now)
        change(hangUp: begun)
        self.call?.hangUps += 1
        return operation(.hangUp(number: call.caller?.number), .hangUp)
    }

    private mutating func next(_ active: ActiveCall, at now: Uptime) -> Operation? {
        guard active.ending == nil else { return nil }
        if active.isEndReported {
            changeActiveCall { $0.isEndReported = false }
            return operation(.askCalls(soon: false), .checkStillActive(isEndReported: true))
        }
        if case .switchingOn(_, let next, _) = active.sound, let command = active.commands.open {
            if next <= now, now < active.soundLimit { return operation(.setAudio(command), .audioOn) }
        }
        if let refusal = refuseWaitingCaller() { return refusal }
        // Near the time limit the modem is kept free.
        guard active.nextLook <= now, now < active.reservedFrom else { return nil }
        return operation(.askCalls(soon: false), .checkStillActive(isEndReported: false))
    }

    private func refuseWaitingCaller() -> Operation? {
        for one in waiting {
            if case .refusing = one.phase {
                return Operation(effect: .refuseWaiting, purpose: .waitingCaller(one.id), call: nil)
            }
        }
        return nil
    }

    // MARK: Answers

    mutating func modemDone(_ operation: Operation, _ result: CallOutcome, at now: Uptime) {
        switch (operation.purpose, result) {
        case (.stray, _): return strayDone(result, at: now)
        case (.waitingCaller(let id), .refusedWaiting(let isConfirmed)):
            return refused(waiting: id, isConfirmed: isConfirmed)
        default: break
        }
        // Its call may be over by now.
        guard operation.call == call?.id, let call else { return }
        switch (operation.purpose, result) {
        case (.number, .calls(let listing)): numberListed(listing, of: call)
        case (.ringCheck(let ring), .calls(let listing)): ringChecked(listing, after: ring)
        case (.isThere, .calls(let listing)): presenceChecked(listing)
        case (.isReplaced, .calls(let listing)): checked(listing, of: call)
        case (.answer, .answer(let outcome)): answerCame(outcome, at: now)
        case (.checkStillActive(let isEndReported), .calls(let listing)):
            changeActiveCall {
                $0.nextLook = now + CallTiming.presence
                if !(listing.stands ?? !isEndReported) { $0.end(.caller) }
            }
        case (.checkActiveAtEnd, .calls(let listing)):
            guard case .tearingDown(let active, var teardown) = call.phase, teardown.steps.first == .ask else { return }
            teardown.stands = listing.stands
            teardown.steps.removeFirst()
            self.call?.phase = .tearingDown(active, teardown)
        case (.audioOn, .audio(let refusal)): audioAnswered(refusal, at: now)
        case (.audioOff, .audio):
            if case .tearingDown(_, let teardown) = call.phase, teardown.steps.first == .closeAudio {
                nextTeardownStep()
            }
        case (.hangUp, .hungUp(let outcome)): hungUp(outcome, at: now)
        case (.radio, _): lose(.callNotEnded)
        default: break
        }
    }

    private mutating func numberListed(_ listing: CallListing, of call: LiveCall) {
        guard case .calls(let listed) = listing, !call.isGone else { return }
        let ringing = listed.first { !$0.stands }
        self.call?.search.list = ringing == nil ? .absent : .withoutNumber
        guard let number = ringing?.number, number.contains(where: \.isNumber), !call.hasNumber else { return }
        self.call?.caller = Caller(number: number, type: ringing?.type)
    }

    private mutating func ringChecked(_ listing: CallListing, after ring: Uptime) {
        if listing == .silent { return lose(.silent(command: "AT+CLCC")) }
        guard let call, case .leftRinging(var check) = call.phase, call.lastRing == ring else { return }
        var isListed = false
        if case .calls(let listed) = listing { isListed = listed.contains { !$0.isOther(than: call.caller?.number) } }
        // The list never had this call, so its absence proves nothing.
        if check.isListed == true, !isListed {
            self.call?.isGone = true
            return
        }
        if check.isListed != nil { check.checkedRing = ring }
        check.isListed = isListed
        self.call?.phase = .leftRinging(check)
    }

    private mutating func presenceChecked(_ listing: CallListing) {
        switch listing {
        case .calls(let listed):
            if listed.allSatisfy({ $0.isOther(than: call?.caller?.number) }) { call?.isGone = true }
        // Without a list, the newest number counts.
        case .unsupported: call?.isGone = true
        case .silent: lose(.silent(command: "AT+CLCC"))
        }
    }

    private mutating func checked(_ listing: CallListing, of call: LiveCall) {
        guard case .answering(.checking) = call.phase else { return }
        if case .calls(let listed) = listing, !listed.isEmpty,
            listed.allSatisfy({ $0.isOther(than: call.caller?.number) })
        {
            self.call?.isGone = true
        } else {
            commitAnswer()
        }
    }

    private mutating func answerCame(_ outcome: AnswerOutcome, at now: Uptime) {
        guard let call, case .answering = call.phase else { return }
        switch outcome {
        case .answered: answered(at: now)
        case .gone:
            self.call?.isGone = true
            abandonAnswer(.caller, at: now)
            finish(at: now)
        case .refused(let why):
            abandonAnswer(.line, fault: why, at: now)
            hangUp(untilGone: true, at: now)
        case .unknown:
            // Counts as answered for the budget and the window.
            if let event = call.event { write(.note(.uncertain, of: event), for: call.id) }
            finish(at: now)
        }
    }

    private mutating func audioAnswered(_ refusal: String?, at now: Uptime) {
        changeActiveCall {
            guard case .switchingOn(let tries, _, _) = $0.sound else { return }
            if let refusal {
                $0.sound = .switchingOn(tries: tries + 1, next: now + CallTiming.audioRetry, refusal: refusal)
            } else {
                $0.sound = .on(tries: tries + 1)
            }
        }
    }

    private mutating func hungUp(_ outcome: HangUpOutcome, at now: Uptime) {
        guard var hangUp = hangUpUnderWay else { return }
        switch outcome {
        // NO CARRIER counts like the modem's own list of calls.
        case .ended:
            // A ring since then may be the next caller: that is checked once this call is recorded.
            if let begun = hangUp.last, pendingRing.last > begun { memory.lastRing = pendingRing.last }
            call?.isGone = true
        // The modem is set up again from the start, and finds the call then.
        case .silent: lose(.silent(command: "AT+CHUP"))
        case .ignored: hangUp.isForced = true
        // A modem that does not list calls is trusted to have ended an active one.
        case .unsupported where hangUp.limit != nil: call?.isGone = true
        case .unsupported: break
        case .stands where hangUp.limit != nil: hangUp.next = now + CallTiming.pause(after: call?.hangUps ?? 0)
        case .stands: break
        }
        change(hangUp: hangUp)
        noteRejection()
    }
}
