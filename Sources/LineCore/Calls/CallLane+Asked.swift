import Vocabulary

extension CallLane {
    /// Takes a request of the line, the operator or the service.
    package mutating func asked(_ request: CallRequest, at now: Uptime) {
        memory.trial?.settle(at: now)
        switch request {
        case .identified: isIdentified = true
        case .broughtUp: isBroughtUp = true
        case .endStrayCall: if call == nil, !isLost { stray = .asking }
        case .findRingingCall: if call == nil, !isLost { stray = .ringing }
        case .messageChanged: isMessageStale = true
        case .giveUpPort: changeActiveCall { $0.end(.service) }
        case .modemLost: lose(nil)
        case .prepareTrial: isTrialLookWanted = voice?.isThere != true
        case .begin(let trial): memory.trial = trial
        case .watchTrial: memory.trial?.clientWaits(at: now)
        case .typed(let code): typed(code)
        }
    }

    /// Takes the code typed at the terminal; a wrong one ends the trial, so only one guess is possible.
    private mutating func typed(_ code: String?) {
        // Nothing can be proved before the first look at the voice.
        guard voice != nil, let trial = memory.trial, trial.isOpen else { return }
        guard let code else {
            voiceFailed(.nothingHeard)
            memory.trial?.failed(.nothingHeard)
            return
        }
        guard code == trial.code, trial.state != .waiting else {
            memory.trial?.failed(.wrongCode)
            return
        }
        if memory.trial?.succeeded() == true { voiceVerified() }
    }

    /// A person typed the code that the line had spoken.
    mutating func voiceVerified() {
        if voice != nil { write(.voiceVerified, for: nil, .verified) }
    }

    /// A caller did not hear the line: callers get texts until one has heard it.
    mutating func voiceFailed(_ fault: VoiceFault) {
        guard voice != nil else { return }
        voice?.standing = .failed(fault)
        voiceNeedsShowing = true
        write(.voiceFailed(fault), for: nil)
    }

    /// The modem is lost, or must be set up again for this reason: every call is over.
    mutating func lose(_ why: CallLoss?) {
        if let call, !call.isGone { memory.lastRing = call.lastRing }
        call?.isGone = true
        stray = nil
        guard !isLost else { return }
        isLost = true
        (loss, lostBy) = (why, why)
        changeActiveCall { $0.end(.fault) }
        if case .tearingDown(let active, var teardown) = call?.phase {
            teardown.steps = [.silence, .write]
            call?.phase = .tearingDown(active, teardown)
        }
    }
}
