import LinePolicy
import Vocabulary

/// The speech path and its sound, and the reservation of the port for a call.
extension CallLane {
    mutating func nextForSound(in world: CallWorld, at now: Uptime) -> Operation? {
        if let speech {
            if speech.isUnwanted { return operation(.stopSound, .plain) }
            if let hold {
                self.hold = nil
                return operation(.holdSound(hold), .plain)
            }
            if case .speaking(let active) = call?.phase, active.audioTries != nil, !active.isBegun, active.ending == nil
            {
                changeActiveCall { $0.isBegun = true }
                return operation(.play(call: speech.call), .plain)
            }
        } else {
            hold = nil
            if mayOpenSpeech(in: world), let call {
                speech = Speech(call: call.id, trial: call.trial)
                return operation(.openSpeech(call: call.id, trial: call.trial), .plain)
            }
            if let look = nextLook(in: world, at: now) { return look }
        }
        guard voiceNeedsShowing, voice != nil else { return nil }
        voiceNeedsShowing = false
        return operation(.showVoice, .plain)
    }

    /// Looks for the voice if the line could not speak at the last look, or its message may have changed.
    ///
    /// Not during a call, when the speech path is in use, unless the caller waits for the first look.
    private mutating func nextLook(in world: CallWorld, at now: Uptime) -> Operation? {
        guard isIdentified, !isLost else { return nil }
        if isTrialLookWanted {
            isTrialLookWanted = false
            return operation(.lookForVoice(forTrial: true), .plain)
        }
        guard voice == nil || call == nil else { return nil }
        var isMissing = voice == nil
        if let next = voice?.nextLook, next <= now {
            isMissing = isMissing || world.mode.maySpeak
            if !isMissing { voice?.putOff(at: now) }
        }
        guard isMissing || isMessageStale else { return nil }
        isMessageStale = false
        return operation(.lookForVoice(forTrial: false), .plain)
    }

    mutating func soundDone(_ operation: Operation, _ result: CallOutcome, at now: Uptime) {
        switch (operation.effect, result) {
        case (.lookForVoice, .voice(let look)):
            voice = VoiceReadiness(look, at: now)
            voiceNeedsShowing = true
        case (.openSpeech, .opened(let fault)):
            if let fault {
                speech = nil
                // It may work again at the next look.
                voice?.lost(fault, at: now)
                voiceNeedsShowing = true
            } else {
                speech?.isOpen = true
            }
        case (.stopSound, _):
            // Playing has ended with it.
            speech = nil
        default: break
        }
    }

    // MARK: The port

    /// Whether the port must be kept free for ending the call.
    private func wantsPort(at now: Uptime) -> Bool {
        switch call?.phase {
        case .speaking(let active): active.reservedFrom <= now
        case .tearingDown(_, let teardown): teardown.needsPort && !isLost
        default: false
        }
    }

    mutating func nextForPort(at now: Uptime) -> Operation? {
        if let loss {
            self.loss = nil
            return operation(.bringUpAfresh(loss), .plain)
        }
        let wantsPort = wantsPort(at: now)
        guard wantsPort != isReserved else { return nil }
        isReserved = wantsPort
        return operation(wantsPort ? .reserve : .release, .plain)
    }

    mutating func portDone(_ operation: Operation) {}

    // MARK: Moments

    /// Every moment at which something may be due.
    var moments: [Uptime] {
        var moments = callMoments + strayMoments
        if let next = voice?.nextLook, call == nil, !isLost { moments.append(next) }
        return moments
    }

    private var strayMoments: [Uptime] {
        if case .ending(_, _, let next) = stray { [next] } else { [] }
    }

    private var callMoments: [Uptime] {
        guard let call else { return [] }
        let silent = call.lastRing + CallTiming.silence
        switch call.phase {
        case .ringing:
            return [call.search.end(of: call), silent] + (call.search.listIsDue(for: call).map { [$0] } ?? [])
        case .readying(let since):
            return [since + (voice == nil ? CallTiming.firstVoiceLook : CallTiming.laterVoiceLook)]
        case .leftRinging(let check):
            return [silent, call.since + CallTiming.longestRinging]
                + (check.due(lastRing: call.lastRing).map { [$0] } ?? [])
        case .waiting: return [silent, call.since + CallTiming.longestWait]
        case .deciding(speaks: false): return [call.since + CallTiming.decisionTimeout]
        case .hangingUp(let hangUp): return [hangUp.next ?? silent]
        case .speaking(let active):
            var moments = [active.limit, active.reservedFrom, active.nextLook, active.soundLimit]
            if case .switchingOn(_, let next, _) = active.sound { moments.append(next) }
            if let until = active.keysUntil { moments += [until] + (memory.trial?.due.map { [$0] } ?? []) }
            return moments
        case .tearingDown(_, let teardown):
            switch teardown.steps.first {
            case .hangUp(let hangUp): return hangUp.next.map { [$0] } ?? []
            case .waitForKeys(let until): return [until]
            default: return []
            }
        case .lookingUp, .deciding, .decided, .answering, .closing: return []
        }
    }
}
