import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import Vocabulary
import Voice

extension LineSession {
    /// How the store is told about a call: who chose `speak` did not choose texts.
    func context(speaks: Bool) -> LineContext {
        var context = context()
        context.condition.speaks = speaks
        if !speaks, context.rules.calls == .speak { context.rules.calls = .hangUp }
        return context
    }

    /// Looks for the way to a caller's ear, gets the message ready, and reads whether somebody ever heard it.
    ///
    /// On a line that only hangs up that is done for the operator's try alone.
    func prepareVoice(forTrial: Bool = false) async {
        let identity = await modem.identity
        var voice = LineVoice(
            identity: VoiceIdentity(
                modem: identity?.imei ?? identity?.model ?? "", firmware: identity?.firmware ?? "",
                sim: identity?.iccid ?? ""))
        do {
            voice.proof = try await store.voiceProof(line: setup.id, of: voice.identity)
            if forTrial || setup.rules.calls.maySpeak { voice.means = try await findMeans() }
        } catch let fault as VoiceFault {
            voice.fault = fault.sentence
            nextVoiceLook = .now() + (fault.isCostly ? .minutes(10) : .seconds(50))
        } catch {
            voice.fault = "what is known of its voice cannot be read: \(FaultWords.of(error))"
        }
        await runner.say(cannotSpeak: voice.fault)
        self.voice = voice
        await showVoice()
    }

    /// Looks again when the line could not speak at the last look, or its message may have changed.
    ///
    /// At most one look at a time, and none during a call: it would find the way to the caller's ear taken.
    func prepareVoiceAgain() {
        let isMissing = voice?.means == nil && nextVoiceLook <= .now() && (setup.rules.calls.maySpeak || voice == nil)
        guard isMissing || isVoiceStale, voiceTask == nil, speech == nil else { return }
        isVoiceStale = false
        voiceTask = Task {
            await prepareVoice()
            voiceTask = nil
            // Told of another message meanwhile.
            if isVoiceStale { prepareVoiceAgain() }
        }
    }

    /// Takes the message as it is on the disk now; after the call, if there is one.
    func messageMayHaveChanged() async {
        isVoiceStale = true
        // Before the modem says who it is, nothing of it can be proved; the first look comes after that.
        guard isBroughtUp else { return }
        prepareVoiceAgain()
        while let look = voiceTask { await look.value }
    }

    /// Waits until a look at the voice is over, but not for long.
    func waitForVoice(atMost time: Span) async {
        let deadline = Uptime.now() + time
        while voiceTask != nil || voice == nil, !isLost, deadline > .now(), await ModemPause.pause(milliseconds: 10) {}
    }

    private func findMeans() async throws -> LineVoice.Means {
        let (route, rate) = try await firstOpenRoute()
        do throws(PromptError) {
            return LineVoice.Means(
                route: route, rate: rate, prompt: try await runner.prompts.prompt(setup.spoken, rate: rate))
        } catch {
            throw VoiceFault(sentence: error.description, isCostly: error.isProgramFault)
        }
    }

    /// The first way that can be opened, and the samples per second it wants.
    private func firstOpenRoute() async throws -> (VoiceRoute, rate: Int) {
        let routes = try await VoiceRoute.all(
            profile: modem.profile, device: runner.directory.device(of: setup), override: setup.audio)
        var faults: [String] = []
        for route in routes {
            do throws(AudioFault) {
                let audio = try await CallAudio.opened(route.path, logger: runner.logger)
                await audio.stop()
                return (route, audio.rate)
            } catch {
                faults.append(error.description)
            }
        }
        throw VoiceFault(sentence: faults.joined(separator: "; "))
    }

    /// Tells `status` about the voice.
    ///
    /// `isOffIMS`: what was found just now.
    func showVoice(isOffIMS: Bool? = nil) async {
        guard let voice else { return }
        let detail = voice.detail(
            line: setup.id, mode: setup.rules.calls, isOffIMS: isOffIMS ?? (work.ims == .notRegistered))
        await runner.note(voice: voice.word, detail: detail)
        tell(.voice(missing: missingVoice))
    }

    /// What a person has to do before a line that shall speak can do so; nil where nothing is missing.
    var missingVoice: String? {
        guard setup.rules.calls == .speak || setup.rules.calls == .speakAndText, let voice, voice.means == nil else {
            return nil
        }
        let instead = setup.rules.calls == .speak ? "callers are hung up on" : "callers are texted"
        return "calls = \"\(setup.rules.calls.rawValue)\", but the line cannot speak (\(voice.fault ?? "")): \(instead)"
    }

    /// Opens everything that speaking to the caller who rings takes; nil = this caller is not spoken to.
    func openSpeech(forTrial trial: VoiceTrial?) async -> Speech? {
        // A look in progress may have the port open for a moment; before the first one nothing is known.
        await waitForVoice(atMost: voice == nil ? .seconds(5) : .milliseconds(500))
        guard let means = voice?.means, storageFault == nil, !isLettingGo,
            trial != nil || voice?.speaks(setup.rules.calls) == true
        else { return nil }
        do {
            return Speech(
                audio: try await CallAudio.opened(means.route.path, logger: runner.logger), route: means.route,
                prompt: trial?.prompt ?? means.prompt, trial: trial)
        } catch {
            // The port may be back at the next look.
            voice?.means = nil
            voice?.fault = error.description
            await showVoice()
            return nil
        }
    }

    /// A caller did not hear the line: others are texted until somebody has heard it.
    func voiceFailed(_ fault: String) async {
        guard let identity = voice?.identity else { return }
        runner.logger.warning("a caller did not hear the line: \(fault)", metadata: ["line": "\(setup.id)"])
        let now = await clock.now()
        voice?.proof = .failed(at: now, fault: fault)
        do {
            try await store.voiceFailed(line: setup.id, with: identity, fault: fault, now: now)
        } catch {
            storageFailed(error)
        }
        await showVoice()
    }

    /// Somebody typed what the line had spoken.
    func voiceVerified() async {
        guard let identity = voice?.identity else { return }
        let now = await clock.now()
        do {
            try await store.voiceVerified(line: setup.id, with: identity, now: now)
            voice?.proof = .verified(at: now)
        } catch {
            storageFailed(error)
        }
        await showVoice()
    }

    /// Why no caller would be answered now, whoever it is; nil = somebody may be.
    var trialObstacle: String? {
        get async {
            if await runner.pause != nil { return "it is paused" }
            if isRoaming, !setup.rules.answersWhileRoaming { return "the SIM is roaming" }
            return switch setup.rules.mode {
            case .answer: nil
            case .shadow: "mode = \"shadow\""
            case .record: "mode = \"record\""
            }
        }
    }

    /// What the operator hears at a try, at the rate of this modem; throws why it cannot be heard.
    func trialPrompt(_ trial: VoiceTrial) async throws -> Prompt {
        if voice?.means == nil {
            guard speech == nil else { throw VoiceFault(sentence: "there is a call now: begin again after it") }
            await prepareVoice(forTrial: true)
        }
        guard let means = voice?.means else {
            throw VoiceFault(sentence: voice?.fault ?? "the modem was not looked at yet")
        }
        return try await runner.prompts.promptOnce(
            [.text(trial.text(in: setup.language), language: setup.language)], rate: means.rate)
    }
}
