import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import NIOCore
import Vocabulary
import Voice
import Words

extension LineSession {
    /// Performs one effect of a call and returns its outcome.
    func perform(_ effect: CallEffect) async -> CallOutcome {
        switch effect {
        case .askCalls(let soon):
            return .calls(soon ? await modem.listCallsWithinOneSecond() : await modem.listedCalls())
        case .hangUp(let number): return .hungUp(await modem.hangUp(of: number))
        case .answer: return .answer(await modem.answer())
        case .setAudio(let command): return .audio(refusal: await modem.setAudio(command))
        case .refuseWaiting: return .refusedWaiting(await modem.refuseWaitingCall())
        case .restartRadio:
            runner.logger.warning(
                "the modem does not end a call: its radio is switched off and on", metadata: ["line": "\(setup.id)"])
            _ = await modem.restartRadio()
        case .reserve: await modem.reserve()
        case .release: await modem.release()
        // Performed where the effects are started.
        case .bringUpAfresh: break
        case .lookUpCutOff(let record): return .cutOff(await wasCutOff(record))
        case .record(let record): return await self.record(record)
        case .commitAnswering(let call): return await commitAnswering(call)
        case .note(let note, let call): await write(.callStep(note, of: call))
        case .stop(let call): await write(.stop(of: call))
        case .textInstead(let call, let record): return await textInstead(of: call, record)
        case .keep(let record): keep(.rang(await contact(of: record), record.details, in: context()))
        case .voiceFailed(let fault): return await noteVoice(failed: fault)
        case .voiceVerified: return await noteVoiceVerified()
        case .lookForVoice(let forTrial): return .voice(await lookForVoice(forTrial: forTrial))
        case .openSpeech(let call, let trial): return .opened(fault: await openSpeech(for: call, trial: trial))
        case .play(let call): play(to: call)
        case .holdSound(let isHeld): callResources.audio?.hold(isHeld)
        case .stopSound: await stopSound()
        case .showVoice: await showVoice()
        }
        return .finished
    }

    // MARK: The store

    /// The caller and the time.
    private func contact(of record: CallRecord) async -> Contact {
        var contact = Contact(
            kind: .call, sender: sender(of: record.caller), text: nil, isPerson: true,
            networkTime: await clock.now() - (Uptime.now() - record.since))
        if record.isTrial { contact.purpose = .verification }
        return contact
    }

    private func sender(of caller: Caller?) -> Sender {
        guard let caller, !caller.number.isEmpty else { return .withheld }
        // Type of number in bits 5 to 7 (3GPP TS 24.008 10.5.4.7): 1 international, 2 national.
        let type: TypeOfNumber =
            switch (caller.type ?? 129) >> 4 & 0b111 {
            case 1: .international
            case 2: .national
            default: .unknown
            }
        return Sender(address: caller.number, kind: type, lineCountry: setup.country)
    }

    /// The context for recording a call: on a line with `speak`, callers get no texts.
    private func context(speaks: Bool) -> LineContext {
        var context = context()
        context.condition.speaks = speaks
        if !speaks, context.rules.calls == .speak { context.rules.calls = .hangUp }
        return context
    }

    private func wasCutOff(_ record: CallRecord) async -> Bool {
        do {
            return try await store.isCutOffCall(
                from: contact(of: record).sender, line: setup.id,
                notBefore: await clock.now() - CallLane.longestRinging)
        } catch {
            storageFailed(error)
            return false
        }
    }

    private func record(_ record: CallRecord) async -> CallOutcome {
        do {
            let result = try await store.recordCall(
                contact(of: record), details: record.details, in: context(speaks: record.speaks),
                now: await clock.now(), start: .notNow)
            return .recorded(call: result.call, reason: result.reason, manner: result.manner)
        } catch {
            storageFailed(error)
            return .notStored
        }
    }

    private func commitAnswering(_ call: Int64) async -> CallOutcome {
        do {
            let permission = try await store.commitAnswering(
                of: call, in: context(speaks: true), now: await clock.now())
            return permission.map { .committed($0) } ?? .forbidden
        } catch {
            storageFailed(error)
            return .notStored
        }
    }

    private func textInstead(of call: Int64, _ record: CallRecord) async -> CallOutcome {
        do {
            try await store.textInstead(
                of: call, contact(of: record), in: context(speaks: false), now: await clock.now())
            return .finished
        } catch {
            storageFailed(error)
            return .notStored
        }
    }

    /// Writes a note, or keeps it in the store until the disk accepts it.
    ///
    /// Notes keep their order: the end of a call must not be written before its answer, or the answer would not be
    /// charged.
    private func write(_ note: Note) async {
        keep(note)
        await writeNotes()
    }

    /// Keeps a note in the store until the disk accepts it.
    func keep(_ note: Note) {
        if store.keep(note, of: setup.id) { return }
        runner.logger.error(
            "too much happened to calls while nothing could be written down: some of it is lost",
            metadata: ["line": "\(setup.id)"])
    }

    private func noteVoice(failed fault: VoiceFault) async -> CallOutcome {
        runner.logger.warning("a caller did not hear the line: \(fault.sentence)", metadata: ["line": "\(setup.id)"])
        guard let identity = callResources.identity else { return .finished }
        do {
            try await store.voiceFailed(line: setup.id, with: identity, fault: fault, now: await clock.now())
            return .finished
        } catch {
            storageFailed(error)
            return .notStored
        }
    }

    private func noteVoiceVerified() async -> CallOutcome {
        guard let identity = callResources.identity else { return .notStored }
        do {
            try await store.voiceVerified(line: setup.id, with: identity, now: await clock.now())
            return .finished
        } catch {
            storageFailed(error)
            return .notStored
        }
    }
}

extension CallRecord {
    /// The details of its `call_received`.
    fileprivate var details: RingDetails { RingDetails(isDuringCall: isDuringCall, isVerification: isTrial) }
}
