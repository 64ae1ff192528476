import ATProtocol
import EventStore
import LineCore
import LinePolicy
import Vocabulary

@testable import LineService

/// What the calls of a line ask of its modem, of the store and of the sound.
extension SimulatedLine {
    func perform(_ effect: CallEffect) async throws -> CallOutcome {
        try box.mayDie()
        do {
            switch effect {
            case .askCalls: return .calls(try await listedCalls())
            case .hangUp(let number): return .hungUp(try await hangUp(of: number))
            case .answer: return .answer(try await answer())
            case .setAudio(let command):
                let result = try await ask(command, timeout: 3_000).result
                return .audio(refusal: result == .ok ? nil : "\(result)")
            case .refuseWaiting:
                let isRefused = try await ask("AT+CHLD=0").result == .ok
                if isRefused { box.count(.waitingRefused) }
                return .refusedWaiting(isRefused)
            case .restartRadio:
                _ = try await ask("AT+CFUN=0", timeout: 15_000)
                _ = try await ask("AT+CFUN=1", timeout: 15_000)
                return .finished
            case .reserve, .release:
                isReserved = effect == .reserve
                return .finished
            // It is passed on by the core.
            case .bringUpAfresh, .showVoice: return .finished
            case .lookForVoice: return .voice(try await lookForVoice())
            case .openSpeech(let call, _):
                speech = SimulatedSpeech(call: call, length: settings.message)
                return .opened(fault: nil)
            case .play:
                speech?.begin(at: now)
                return .finished
            case .holdSound(let isHeld):
                speech?.hold(isHeld, at: now)
                return .finished
            case .stopSound:
                cutSpeech()
                return .finished
            default: return try await askStore(effect)
            }
        } catch let error as StoreError {
            box.count(.lockedStore)
            tell(.storageFailed(error))
            return .notStored
        }
    }

    // MARK: The store

    private func askStore(_ effect: CallEffect) async throws -> CallOutcome {
        let (store, time) = (box.store, await box.time.now())
        let outcome: CallOutcome
        switch effect {
        case .note(let note, let call): outcome = await write(.callStep(note, of: call))
        case .stop(let call): outcome = await write(.stop(of: call))
        case .keep(let record):
            _ = store.keep(.rang(contact(of: record, at: time), RingDetails(), in: context()), of: settings.id)
            outcome = .finished
        case .lookUpCutOff(let record):
            outcome = .cutOff(
                try await store.isCutOffCall(
                    from: contact(of: record, at: time).sender, line: settings.id,
                    notBefore: time - CallLane.longestRinging))
        case .record(let record):
            let result = try await store.recordCall(
                contact(of: record, at: time), in: context(speaks: record.speaks), now: time, start: .notNow)
            outcome = .recorded(call: result.call, reason: result.reason, manner: result.manner)
        case .commitAnswering(let call):
            let permission = try await store.commitAnswering(of: call, in: context(speaks: true), now: time)
            outcome = permission.map { .committed($0) } ?? .forbidden
        case .textInstead(let call, let record):
            try await store.textInstead(
                of: call, contact(of: record, at: time), in: context(speaks: false), now: time)
            outcome = .finished
        case .voiceFailed(let fault):
            try await store.voiceFailed(line: settings.id, with: box.voiceIdentity(of: index), fault: fault, now: time)
            box.count(.voiceFailures)
            outcome = .finished
        default: outcome = .finished
        }
        try box.mayDie()
        return outcome
    }

    /// Never before one that is kept: the store writes them in their order.
    private func write(_ note: Note) async -> CallOutcome {
        _ = box.store.keep(note, of: settings.id)
        guard core.work.storageFault == nil else { return .finished }
        do {
            _ = try await box.store.writeNotes(now: await box.time.now())
        } catch {
            box.count(.lockedStore)
            tell(.storageFailed(error))
        }
        return .finished
    }

    /// Who chose `speak` did not choose texts.
    private func context(speaks: Bool) -> LineContext {
        var context = context()
        context.condition.speaks = speaks
        if !speaks, context.rules.calls == .speak { context.rules.calls = .hangUp }
        return context
    }

    private func contact(of record: CallRecord, at time: Timestamp) -> Contact {
        var sender = Sender.withheld
        if let caller = record.caller, !caller.number.isEmpty {
            sender = Sender(address: caller.number, kind: .international, lineCountry: .canada)
        }
        return Contact(
            kind: .call, sender: sender, text: nil, isPerson: true, networkTime: time - (now - record.since))
    }

    // MARK: The voice

    private func lookForVoice() async throws -> VoiceLook {
        var look = VoiceLook(commands: nil)
        switch try await box.store.voiceProof(line: settings.id, of: box.voiceIdentity(of: index)) {
        case .none: look.standing = .none
        case .verified: look.standing = .verified
        case .failed(_, let fault): look.standing = .failed(fault)
        }
        if settings.rules.calls.maySpeak, settings.voice != nil {
            look.commands = AudioCommands(open: "AT+QPCMV=1,0", close: "AT+QPCMV=0")
        }
        return look
    }

    // MARK: The modem

    private func answer() async throws -> AnswerOutcome {
        let response = try await wire.ask("ATA", timeout: 10_000)
        switch response.result {
        case .ok, .connect: return .answered
        case .noCarrier:
            // It may be about a call before this one, and the answer still on its way.
            try await wire.pass(until: now + .milliseconds(300))
            _ = try await wire.resynchronise(attempts: 2)
            return try await listedCalls().stands == true ? .answered : .gone
        case .portLost: return .unknown
        case .timedOut:
            guard try await wire.resynchronise(attempts: 2) else { return .refused(.silentAtAnswer) }
            let listing = try await listedCalls()
            return listing.stands == true ? .answered : listing.isEmpty ? .gone : .refused(.noAnswer)
        default: return try await listedCalls().isEmpty ? .gone : .refused(.answerRefused(answer: "\(response.result)"))
        }
    }

    private func listedCalls() async throws -> CallListing {
        var response = try await ask("AT+CLCC", timeout: 2_000)
        if response.result == .timedOut { response = try await ask("AT+CLCC", timeout: 2_000) }
        switch response.result {
        case .ok:
            return .calls(
                response.lines.compactMap { CurrentCall($0) }
                    .map { ListedCall(stands: $0.status < 2, number: $0.number, type: $0.type) })
        case .portLost, .timedOut: return .silent
        default: return .unsupported
        }
    }

    private func hangUp(of number: String?) async throws -> HangUpOutcome {
        var outcome = HangUpOutcome.unsupported
        var isIgnored = true
        for command in ["AT+CHUP", "ATH"] {
            guard wire.isOpen else { return .silent }
            if try await ask(command, timeout: 2_000).result != .timedOut { isIgnored = false }
            switch try await listedCalls() {
            case .calls(let calls):
                if calls.allSatisfy({ !$0.stands && $0.isOther(than: number) }) { return .ended }
                outcome = .stands
            case .unsupported: outcome = .unsupported
            case .silent: return .silent
            }
        }
        return isIgnored ? .ignored : outcome
    }
}
