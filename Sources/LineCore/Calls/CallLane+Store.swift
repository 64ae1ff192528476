import LinePolicy
import Vocabulary

/// Records of calls, in the order of events, and the store's decisions.
extension CallLane {
    mutating func nextForStore(in world: CallWorld, at now: Uptime) -> Operation? {
        while !writes.isEmpty {
            let write = writes.removeFirst()
            if case .textInstead = write.effect, world.mode != .auto { continue }
            return Operation(effect: write.effect, purpose: write.purpose, call: write.call)
        }
        return nil
    }

    mutating func storeDone(_ operation: Operation, _ result: CallOutcome, at now: Uptime) {
        switch (operation.purpose, result) {
        case (.waitingCaller(let id), _): decided(waiting: id, result)
        case (.verified, .finished):
            voice?.standing = .verified
            voiceNeedsShowing = true
        default: break
        }
        guard let id = operation.call, id == call?.id else { return }
        switch (operation.purpose, result, call?.phase) {
        case (.lookUp, .cutOff(true), .lookingUp): hangUp(untilGone: false, at: now)
        case (.lookUp, _, .lookingUp): openSpeechEarly(at: now)
        case (.decide, _, .deciding): decided(result, at: now)
        case (.decide, _, .hangingUp(var hangUp)) where hangUp.awaitsDecision:
            hangUp.awaitsDecision = false
            call?.phase = .hangingUp(hangUp)
            decisionCameLate(result)
        case (.commit, .committed(let permission), .answering(.committing)):
            call?.phase = .answering(.committed(permission))
        case (.commit, .forbidden, .answering(.committing)):
            abandonAnswer(.line, at: now)
            hangUp(untilGone: true, at: now)
        case (.commit, _, .answering(.committing)):
            abandonAnswer(.line, fault: .notRecorded, isOfVoice: false, at: now)
            hangUp(untilGone: true, at: now)
        default: break
        }
    }

    /// Takes a decision that comes after the hang-up has begun.
    private mutating func decisionCameLate(_ result: CallOutcome) {
        guard let call else { return }
        if case .recorded(let event, _, _) = result {
            self.call?.event = event
            if call.hangUps > 0, !isUnderWay(.modem, for: call.id) { noteRejection() }
        } else {
            write(.keep(record(of: call)), for: call.id)
        }
    }

    /// Takes the store's decision on the call.
    private mutating func decided(_ result: CallOutcome, at now: Uptime) {
        guard let call else { return }
        guard case .recorded(let event, let reason, let manner) = result else {
            write(.keep(record(of: call)), for: call.id)
            if speech?.call == call.id { speech?.isUnwanted = true }
            hangUp(untilGone: false, at: now)
            return
        }
        self.call?.event = event
        if let id = call.trial, let reason { with(trial: id) { $0.refused(reason) } }
        let isSpokenTo = call.phase == .deciding(speaks: true) && (manner == .spoken || manner == .spokenAndText)
        if !isSpokenTo, speech?.call == call.id { speech?.isUnwanted = true }
        self.call?.phase = .decided(isSpokenTo: isSpokenTo, isRefused: reason != nil)
    }
}
