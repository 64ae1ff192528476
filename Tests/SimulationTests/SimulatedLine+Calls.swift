import ATProtocol
import EventStore
import LineCore
import LinePolicy
import Vocabulary

/// What the calls of a line ask of its modem and of the store; nobody is spoken to here.
extension SimulatedLine {
    func perform(_ effect: CallEffect) async throws -> CallOutcome {
        try world.mayDie(at: now, line: self)
        do {
            switch effect {
            case .askCalls: return .calls(try listedCalls())
            case .hangUp(let number): return .hungUp(try hangUp(of: number))
            case .refuseWaiting: return .refusedWaiting(try ask("AT+CHLD=0").result == .ok)
            case .restartRadio:
                _ = try ask("AT+CFUN=0", timeout: 15_000)
                _ = try ask("AT+CFUN=1", timeout: 15_000)
                return .finished
            // It is passed on by the core.
            case .bringUpAfresh: return .finished
            case .lookForVoice: return .voice(VoiceLook(commands: nil))
            case .answer: return .answer(.refused("nobody is spoken to"))
            case .setAudio: return .audio(refusal: "there is no sound")
            case .openSpeech: return .opened(fault: "there is no sound")
            case .reserve, .release, .play, .holdSound, .stopSound, .showVoice: return .finished
            default: return try await askStore(effect)
            }
        } catch let error as StoreError {
            coverage.count(.lockedStore)
            tell(.storageFailed(error.sentence))
            return .notStored
        }
    }

    private func askStore(_ effect: CallEffect) async throws -> CallOutcome {
        switch effect {
        case .note(let note, let call): return keep(.callStep(note, of: call))
        case .stop(let call): return keep(.stop(of: call))
        case .keep(let record): return keep(.rang(contact(of: record), RingDetails(), in: callContext))
        default: break
        }
        if world.isLocked { throw StoreError.full("the disk is full") }
        let time = world.time(at: now)
        switch effect {
        case .lookUpCutOff(let record):
            let earliest = time - CallLane.longestRinging
            return .cutOff(
                try await store.isCutOffCall(
                    from: contact(of: record).sender, line: StoryWorld.line, notBefore: earliest))
        case .record(let record):
            let result = try await store.recordCall(contact(of: record), in: callContext, now: time, start: .notNow)
            return .recorded(call: result.call, reason: result.reason, manner: result.manner)
        default: return .finished
        }
    }

    /// Never before one that is kept: the store writes them in their order.
    private func keep(_ note: Note) -> CallOutcome {
        _ = store.keep(note, of: StoryWorld.line)
        return .finished
    }

    private var callContext: LineContext {
        var context = context()
        context.condition.speaks = false
        return context
    }

    private func contact(of record: CallRecord) -> Contact {
        var sender = Sender.withheld
        if let caller = record.caller, !caller.number.isEmpty {
            sender = Sender(address: caller.number, kind: .international, lineCountry: .canada)
        }
        return Contact(
            kind: .call, sender: sender, text: nil, isPerson: true,
            networkTime: world.time(at: now) - (now - record.since))
    }

    // MARK: The modem

    private func listedCalls() throws -> CallListing {
        let response = try ask("AT+CLCC", timeout: 2_000)
        switch response.result {
        case .ok:
            return .calls(
                response.lines.compactMap { CurrentCall($0) }
                    .map { ListedCall(stands: $0.status < 2, number: $0.number, type: $0.type) })
        case .portLost, .timedOut: return .silent
        default: return .unsupported
        }
    }

    private func hangUp(of number: String?) throws -> HangUpOutcome {
        var outcome = HangUpOutcome.unsupported
        for command in ["AT+CHUP", "ATH"] {
            guard wire.isOpen else { return .silent }
            _ = try ask(command, timeout: 2_000)
            switch try listedCalls() {
            case .calls(let calls):
                if calls.allSatisfy({ !$0.stands && $0.isOther(than: number) }) { return .ended }
                outcome = .stands
            case .unsupported: outcome = .unsupported
            case .silent: return .silent
            }
        }
        return outcome
    }
}
