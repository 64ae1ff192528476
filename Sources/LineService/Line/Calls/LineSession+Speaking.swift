import EventStore
import LinePolicy
import Logging
import Modems
import NIOCore
import Voice

extension LineSession {
    /// A spoken call ends 40 s after its answer at the latest; what is left of them is for the hang-up.
    private static let longestCall: Int64 = 38_000
    /// SIM7600 accepts its audio command late, on some firmware after seconds (callpilot issue 112).
    private static let audioPatience = TimeAmount.seconds(12)
    private static let audioRetry: Int64 = 250
    /// How long a try waits for the keys once the code was spoken twice.
    private static let keyPatience = TimeAmount.seconds(12)

    /// Answers the call that rings, speaks, and sees it to its end.
    func answerCall() async {
        guard let call = calls.ringing, let speech else { return calls.answerIsOver() }
        calls.answering()
        switch await modem.answer() {
        case .answered:
            await converse(Conversation(audio: speech.audio, trial: speech.trial), speech, call)
        case .gone:
            calls.hasEnded()
            await endUnanswered(call, fault: nil)
        case .refused(let why):
            await endUnanswered(call, fault: why)
        }
        await speech.audio.stop()
        await endCall()
        knocks = []
        calls.answerIsOver()
    }

    /// Hangs up until the modem lists no call any more.
    private func endCall() async {
        while !calls.isGone, let call = calls.ringing {
            guard call.hangUps < CallDesk.mostHangUps else { return await forceCallToEnd() }
            await hangUpCall()
            // A modem that does not list calls is believed.
            guard !calls.isGone, let listed = await modem.listedCalls() else { return calls.hasEnded() }
            if listed.isEmpty { return calls.hasEnded() }
            guard await ModemPause.pause(milliseconds: 500) else { return }
        }
    }

    /// The line was about to speak and could not: who may be texted is texted.
    func endUnanswered(_ call: CallDesk.Ringing, fault: String?) async {
        let isTrial = speech?.trial != nil
        await speech?.audio.stop()
        speech = nil
        callDetails["rang_ms"] = .integer((NIODeadline.now() - call.since).nanoseconds / 1_000_000)
        callDetails["fault"] = fault.map { .string($0) }
        callDetails["ended_by"] = .string(fault == nil ? "caller" : "line")
        if let fault {
            if isTrial { await runner.trialFailed(fault) }
            await voiceFailed(fault)
        }
        guard !isTrial, setup.rules.calls == .auto, let event = call.event, event != 0 else { return }
        do {
            try await store.textInstead(
                of: event, contact(of: call), in: context(speaks: false), now: await clock.now())
        } catch {
            await storageFailed(error)
        }
    }

    /// The answered call: sound on, message, sound off; every step may be the last.
    private func converse(_ talk: Conversation, _ speech: Speech, _ call: CallDesk.Ringing) async {
        conversation = talk
        defer { conversation = nil }
        let rang = (talk.answeredAt - call.since).nanoseconds / 1_000_000
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
            if report?.finished == true, speech.trial != nil {
                await runner.trialSpoken()
                await waitForKeys(talk)
            }
        }
        let stands = await modem.listedCalls()?.contains(.standing)
        if stands == false, talk.ending == nil { talk.end(.caller) }
        if report?.finished == true { talk.end(.played) }
        talk.end(.fault)
        watchers.forEach { $0.cancel() }
        await speech.audio.stop()
        if let close = speech.route.close, stands != false, case .success = sound { _ = await modem.setAudio(close) }
        await noted.value
        noteEnd(of: talk, sound: sound, report: report, rang: rang)
        await conclude(talk, speech, sound: sound, report: report, of: call)
    }

    /// What the events say of the call.
    private func noteEnd(
        of talk: Conversation, sound: Result<Int, VoiceFault>, report: PlaybackReport?, rang: Int64
    ) {
        callDetails["rang_ms"] = .integer(rang)
        callDetails["call_ms"] = .integer((NIODeadline.now() - talk.answeredAt).nanoseconds / 1_000_000)
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
        of call: CallDesk.Ringing
    ) async {
        switch talk.request {
        case .stop:
            guard let event = call.event, event != 0 else { return }
            do {
                try await store.stopCaller(of: event, now: await clock.now())
            } catch {
                await storageFailed(error)
            }
        case .code:
            await voiceVerified()
            await runner.trialSucceeded()
        case nil:
            let fault: String? =
                switch sound {
                case .failure(let fault): fault.sentence
                case .success: report?.fault
                }
            // A cable that was pulled says nothing about the voice.
            let isFault = talk.ending == .fault && !isLost
            if isFault { await voiceFailed(fault ?? "the sound was cut off") }
            guard speech.trial != nil else { return }
            if isFault {
                await runner.trialFailed(fault ?? "the sound was cut off")
            } else {
                // Whoever hung up early may still have heard it.
                await runner.trialSpoken()
            }
        }
    }

    /// What may end a call before its message does: the time, a caller who goes without a word, a key.
    private func watch(_ talk: Conversation) -> [Task<Void, Never>] {
        let audio = talk.audio
        let limit = Task {
            if await ModemPause.pause(milliseconds: Self.longestCall) { end(talk, .limit) }
        }
        let presence = Task {
            while await ModemPause.pause(milliseconds: 5_000) { await lookWhetherCallStands(saidToBeOver: false) }
        }
        let keys = Task {
            for await key in audio.keys { press(key.character, in: talk) }
        }
        return [limit, presence, keys]
    }

    private func end(_ talk: Conversation, _ why: Conversation.Ending) { talk.end(why) }

    private func press(_ key: Character, in talk: Conversation) { talk.press(key) }

    /// Switches the sound on once the call stands: how many tries it took, or why it did not work.
    private func switchAudioOn(_ route: VoiceRoute, during talk: Conversation) async -> Result<Int, VoiceFault> {
        guard let command = route.open else { return .success(0) }
        let deadline = NIODeadline.now() + Self.audioPatience
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
        let stands = await modem.listedCalls()?.contains(.standing) ?? !saidToBeOver
        if !stands, conversation === talk { talk.end(.caller) }
    }

    private func waitForKeys(_ talk: Conversation) async {
        let deadline = NIODeadline.now() + Self.keyPatience
        while talk.ending == nil, deadline > .now(), await runner.trial?.isOpen == true {
            guard await ModemPause.pause(milliseconds: 50) else { return }
        }
    }
}
