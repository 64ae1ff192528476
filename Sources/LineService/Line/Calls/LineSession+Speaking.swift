import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import Vocabulary
import Voice

extension LineSession {
    /// A spoken call ends 40 s after its answer at the latest; what is left of them is for the hang-up.
    private static let longestCall: Int64 = 35_000
    /// From then on nothing else is said to the modem, so that the hang-up finds it free.
    private static let reservation: Int64 = 28_000
    /// SIM7600 accepts its audio command late, on some firmware after seconds (callpilot issue 112).
    private static let audioPatience = Span.seconds(12)
    private static let audioRetry: Int64 = 250
    /// How long a try waits for the keys once the code was spoken twice.
    private static let keyPatience = Span.seconds(12)
    /// Hanging up takes no longer before the radio is switched off.
    private static let longestLadder = Span.milliseconds(3_500)
    /// Modems report a key up to 0.4 s late: one that was pressed before the hang-up counts.
    private static let lateKey: Int64 = 600

    /// Answers the call that rings, speaks, and sees it to its end.
    func answerCall() async {
        guard let call = calls.ringing, let speech else { return calls.answerIsOver() }
        calls.answering()
        if await isReplaced(call) {
            await endUnanswered(call, fault: nil)
            calls.hasEnded()
            return calls.answerIsOver()
        }
        guard await commitAnswer(to: call) else {
            await endUnanswered(call, fault: "nothing can be written down", isOfVoice: false)
            await endCall()
            return calls.answerIsOver()
        }
        switch await modem.answer() {
        case .answered:
            if let other = calls.takeBehind() { noteKnock(other) }
            await converse(Conversation(audio: speech.audio, trial: speech.trial), speech, call)
        case .gone:
            calls.hasEnded()
            await endUnanswered(call, fault: nil)
        case .refused(let why):
            await endUnanswered(call, fault: why)
            await endCall()
        case .unknown:
            // As good as answered, for the money and the window.
            await recordCallStep(.uncertain, of: call.event, details: [:])
            calls.hasEnded()
        }
        await speech.audio.stop()
        self.speech = nil
        // Told of another message during the call.
        if isVoiceStale { prepareVoiceAgain() }
        knocks = []
        calls.answerIsOver()
    }

    /// Whether another call rings in the place of this one, whose number has yet to come: `ATA` would answer that one.
    private func isReplaced(_ call: CallDesk.Ringing) async -> Bool {
        // A call that has just told its number for the first time is that call.
        guard max(call.rings, call.callerLines) > 1 || call.since + .seconds(1) <= .now() else { return false }
        guard case .calls(let listed) = await modem.listedCalls(), !listed.isEmpty else { return false }
        return listed.allSatisfy { $0.isOther(than: call.caller?.number) }
    }

    /// Commits that the caller is about to hear the line; false when that cannot be written down.
    private func commitAnswer(to call: CallDesk.Ringing) async -> Bool {
        guard let event = call.event, event != 0 else { return false }
        do {
            try await store.recordCallStep(.answering, of: event, now: await clock.now())
            return true
        } catch {
            storageFailed(error)
            return false
        }
    }

    /// Hangs up until the modem lists the call no more; its radio goes off where that takes too long.
    private func endCall() async {
        let deadline = Uptime.now() + Self.longestLadder
        while !calls.isGone, let call = calls.ringing {
            guard call.hangUps < CallDesk.mostHangUps, .now() < deadline else { return await forceCallToEnd() }
            // A modem that does not list calls is believed.
            if await hangUpCall() == .untold { calls.hasEnded() }
            guard !calls.isGone, await ModemPause.pause(milliseconds: CallDesk.pause(after: call.hangUps + 1)) else {
                return
            }
        }
    }

    /// The line was about to speak and could not: who may be texted is texted.
    func endUnanswered(_ call: CallDesk.Ringing, fault: String?, isOfVoice: Bool = true) async {
        let isTrial = speech?.trial != nil
        await speech?.audio.stop()
        speech = nil
        callDetails["rang_ms"] = .integer((Uptime.now() - call.since).milliseconds)
        callDetails["fault"] = fault.map { .string($0) }
        callDetails["ended_by"] = .string(fault == nil ? "caller" : "line")
        if let fault, isOfVoice {
            if isTrial { await runner.trialFailed(fault) }
            await voiceFailed(fault)
        }
        guard !isTrial, setup.rules.calls == .auto, let event = call.event, event != 0 else { return }
        do {
            try await store.textInstead(
                of: event, contact(of: call), in: context(speaks: false), now: await clock.now())
        } catch {
            storageFailed(error)
        }
    }

    /// The answered call: sound on, message, sound off; every step may be the last.
    private func converse(_ talk: Conversation, _ speech: Speech, _ call: CallDesk.Ringing) async {
        conversation = talk
        defer { conversation = nil }
        let rang = (talk.answeredAt - call.since).milliseconds
        // The commit goes on while the modem switches its sound on.
        let noted = Task {
            await recordCallStep(
                .answered, of: call.event,
                details: ["rang_ms": .integer(rang), "rings": .integer(Int64(max(call.rings, call.callerLines)))])
        }
        let watchers = watch(talk)
        if speech.trial != nil { await runner.trialSpeaks() }
        let sound = await switchAudioOn(speech.route, during: talk)
        var report: PlaybackReport?
        if case .success = sound {
            talk.audio.start()
            report = await talk.audio.play(speech.prompt.samples)
            talk.isPlayed = report?.finished == true
            if report?.finished == true, speech.trial != nil {
                await runner.trialSpoken(toItsEnd: true)
                await waitForKeys(talk)
            }
        }
        await reserveModem(for: talk)
        // At the limit there is no time to ask: it is hung up on first.
        let stands = talk.ending == .limit ? nil : await modem.listedCalls().stands
        if stands == false, talk.ending == nil { talk.end(.caller) }
        if report?.finished == true { talk.end(.played) }
        talk.end(.fault)
        // A cable that was pulled says nothing about the voice.
        let isPulled = isLost
        watchers.forEach { $0.cancel() }
        await speech.audio.stop()
        // Time is short at the limit: the sound is switched off after the call then.
        if talk.ending == .limit { await endCall() }
        if let close = speech.route.close, stands != false, case .success = sound { _ = await modem.setAudio(close) }
        await endCall()
        await modem.release()
        talk.endedAt = .now()
        // Who rings while the rest is written down is the next caller.
        if calls.isGone { calls.answerIsOver() }
        if talk.request == nil, speech.trial == nil, !isPulled {
            _ = await ModemPause.pause(milliseconds: Self.lateKey)
        }
        await noted.value
        noteEnd(of: talk, sound: sound, report: report, rang: rang)
        await conclude(talk, speech, sound: sound, report: report, isPulled: isPulled, of: call)
    }

    /// Keeps the modem free for what ends the call.
    private func reserveModem(for talk: Conversation) async {
        guard !talk.hasReservedModem else { return }
        talk.hasReservedModem = true
        await modem.reserve()
    }

    /// What the events say of the call.
    private func noteEnd(
        of talk: Conversation, sound: Result<Int, VoiceFault>, report: PlaybackReport?, rang: Int64
    ) {
        callDetails["rang_ms"] = .integer(rang)
        callDetails["call_ms"] = .integer((talk.endedAt - talk.answeredAt).milliseconds)
        callDetails["ended_by"] = .string(talk.ending?.rawValue ?? "line")
        // Every frame was taken and the call stood to the end: more cannot be known from here.
        callDetails["heard"] = .bool(talk.ending == .played)
        if case .success(let tries) = sound { callDetails["audio_tries"] = .integer(Int64(tries)) }
        if case .failure(let fault) = sound { callDetails["fault"] = .string(fault.sentence) }
        guard let report else { return }
        callDetails["frames"] = .integer(Int64(report.frames))
        callDetails["frames_taken"] = .integer(Int64(report.written))
        callDetails["late_ticks"] = .integer(Int64(report.late))
        callDetails["refusals"] = .integer(Int64(report.refusals))
        callDetails["underruns"] = .integer(Int64(report.underruns))
        if talk.ending == .fault { callDetails["fault"] = report.fault.map { .string($0) } }
    }

    /// What follows from the call: a STOP, a proof, a failure.
    private func conclude(
        _ talk: Conversation, _ speech: Speech, sound: Result<Int, VoiceFault>, report: PlaybackReport?,
        isPulled: Bool, of call: CallDesk.Ringing
    ) async {
        switch talk.request {
        case .stop:
            if let event = call.event, event != 0 { await write(.stop(of: event)) }
        case .code:
            if await runner.trialSucceeded() { await voiceVerified() }
        case nil:
            let fault: String? =
                switch sound {
                case .failure(let fault): fault.sentence
                case .success: report?.fault
                }
            let isFault = talk.ending == .fault && !isPulled
            if isFault { await voiceFailed(fault ?? "the sound was cut off") }
            guard speech.trial != nil else { return }
            if isFault {
                await runner.trialFailed(fault ?? "the sound was cut off")
            } else {
                // Whoever hung up early may still have heard it.
                await runner.trialSpoken(toItsEnd: report?.finished == true)
            }
        }
    }

    /// What may end a call before its message does: the time, a caller who goes without a word, a key.
    private func watch(_ talk: Conversation) -> [Task<Void, Never>] {
        let audio = talk.audio
        let limit = Task {
            if await ModemPause.pause(milliseconds: Self.longestCall) { end(talk, .limit) }
        }
        let reservation = Task {
            if await ModemPause.pause(milliseconds: Self.reservation), talk.ending == nil {
                await reserveModem(for: talk)
            }
        }
        let presence = Task {
            // Near the limit the modem is kept free.
            while !talk.hasReservedModem, await ModemPause.pause(milliseconds: 5_000) {
                await lookWhetherCallStands(saidToBeOver: false)
            }
        }
        let keys = Task {
            for await key in audio.keys { press(key.character, in: talk) }
        }
        return [limit, reservation, presence, keys]
    }

    private func end(_ talk: Conversation, _ why: Conversation.Ending) { talk.end(why) }

    private func press(_ key: Character, in talk: Conversation) { talk.press(key) }

    /// Switches the sound on once the call stands: how many tries it took, or why it did not work.
    private func switchAudioOn(_ route: VoiceRoute, during talk: Conversation) async -> Result<Int, VoiceFault> {
        guard let command = route.open else { return .success(0) }
        let deadline = Uptime.now() + Self.audioPatience
        var tries = 0
        var refusal = ""
        while talk.ending == nil, deadline > .now() {
            tries += 1
            guard let answer = await modem.setAudio(command) else { return .success(tries) }
            refusal = answer
            guard await ModemPause.pause(milliseconds: Self.audioRetry) else { break }
        }
        return .failure(VoiceFault(sentence: "the modem did not switch its sound on (\(command): \(refusal))"))
    }

    /// Looks whether the call still stands: the modem's list of calls decides, and its word where it has no list.
    func lookWhetherCallStands(saidToBeOver: Bool) async {
        guard let talk = conversation else { return }
        let stands = await modem.listedCalls().stands ?? !saidToBeOver
        if !stands, conversation === talk { talk.end(.caller) }
    }

    private func waitForKeys(_ talk: Conversation) async {
        let deadline = Uptime.now() + Self.keyPatience
        while talk.ending == nil, deadline > .now(), await runner.currentTrial?.isOpen == true {
            guard await ModemPause.pause(milliseconds: 50) else { return }
        }
    }
}
