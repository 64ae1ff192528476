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
    /// Finds the speech path, prepares the message, and reads whether a caller has ever heard it.
    ///
    /// On a line that only hangs up, this is done only for the operator's voice trial.
    func lookForVoice(forTrial: Bool) async -> VoiceLook {
        let modemIdentity = await modem.identity
        let identity = VoiceIdentity(
            modem: modemIdentity?.imei ?? modemIdentity?.model ?? "", firmware: modemIdentity?.firmware ?? "",
            sim: modemIdentity?.iccid ?? "")
        var look = VoiceLook(commands: nil)
        var path: SpeechPath?
        do {
            look.standing = VoiceProofState(try await store.voiceProof(line: setup.id, of: identity))
            if forTrial || setup.rules.calls.maySpeak {
                path = try await findSpeechPath()
                look.commands = path.map { AudioCommands(open: $0.route.open, close: $0.route.close) }
            }
        } catch let fault as VoiceFault {
            (look.fault, look.isCostly) = (fault, fault.isCostly)
        } catch let error as StoreError {
            look.fault = .store(error)
        } catch {
            look.fault = .notRead(answer: ErrorSentence.of(error))
        }
        (callResources.path, callResources.identity) = (path, identity)
        await runner.logVoiceFault(cannotSpeak: look.fault)
        return look
    }

    private func findSpeechPath() async throws -> SpeechPath {
        let (route, rate) = try await firstOpenRoute()
        do throws(PromptFault) {
            return SpeechPath(
                route: route, rate: rate, prompt: try await runner.prompts.prompt(setup.spoken, rate: rate))
        } catch {
            throw VoiceFault.prompt(error)
        }
    }

    /// The first route that can be opened, and its sample rate.
    private func firstOpenRoute() async throws -> (VoiceRoute, rate: Int) {
        let routes = try await VoiceRoute.all(
            profile: modem.profile, device: runner.directory.device(of: setup), override: setup.audio)
        var faults: [AudioFault] = []
        for route in routes {
            do throws(AudioFault) {
                let audio = try await CallAudio.opened(route.path, logger: runner.logger)
                await audio.stop()
                return (route, audio.rate)
            } catch {
                faults.append(error)
            }
        }
        throw faults.count == 1 ? VoiceFault.audio(faults[0]) : .every(faults)
    }

    /// Opens the speech path; returns the fault, or nil on success.
    func openSpeech(for call: Int, trial: Int?) async -> VoiceFault? {
        guard let path = callResources.path else { return .pathUnknown }
        let spoken =
            trial.map { id in callResources.trialPrompt.flatMap { $0.trial == id ? $0.prompt : nil } } ?? path.prompt
        guard let prompt = spoken else { return .codeExpired }
        do throws(AudioFault) {
            let audio = try await CallAudio.opened(path.route.path, logger: runner.logger)
            (callResources.audio, callResources.prompt) = (audio, prompt)
            callResources.keys = Task {
                for await key in audio.keys { heard(.key(key.character), of: call) }
            }
            return nil
        } catch {
            return .audio(error)
        }
    }

    /// Plays the message; its end is reported to the call lane.
    func play(to call: Int) {
        guard let audio = callResources.audio, let prompt = callResources.prompt else {
            let nothing = SoundFigures(frames: 0, framesTaken: 0)
            return heard(.ended(SoundReport(nothing, isWhole: false, fault: .soundGone)), of: call)
        }
        callResources.playing = Task {
            audio.start()
            heard(.ended(SoundReport(await audio.play(prompt.samples))), of: call)
        }
    }

    /// Ends the sound, and closes the speech path.
    func stopSound() async {
        callResources.keys?.cancel()
        await callResources.audio?.stop()
        await callResources.playing?.value
        (callResources.audio, callResources.prompt, callResources.keys, callResources.playing) = (nil, nil, nil, nil)
    }

    private func heard(_ sound: SoundEvent, of call: Int) {
        change { $0.heard(sound, of: call, at: .now()) }
    }

    /// Updates the voice state for `status`.
    ///
    /// `isOffIMS` is the IMS state found just now; nil keeps the last one.
    func showVoice(isOffIMS: Bool? = nil) async {
        guard let voice = core.calls.voice else { return }
        let notice = voice.notice(
            line: setup.id, mode: setup.rules.calls, isOffIMS: isOffIMS ?? (core.work.ims == .notRegistered))
        await runner.note(voice: voice.word, notice)
        tell(.voice(missing: missingVoice))
    }

    /// The notice of a line with `speak` that cannot speak; nil when nothing is missing.
    var missingVoice: Notice? {
        guard setup.rules.calls == .speak || setup.rules.calls == .speakAndText, let voice = core.calls.voice,
            !voice.isThere
        else { return nil }
        return .voiceMissing(calls: setup.rules.calls, voice.fault ?? .notChecked)
    }

    /// Reloads the message from the disk; during a call, after its end.
    func messageMayHaveChanged() async {
        ask(ofCalls: .messageChanged)
        await waitForCalls { !$0.isLookingForVoice }
    }
}

extension VoiceReadiness {
    /// The notice for `status`.
    func notice(line: String, mode: CallMode, isOffIMS: Bool) -> VoiceNotice {
        guard isThere else {
            if fault == nil, !mode.maySpeak { return .hangsUp(mode) }
            return .cannotSpeak(fault ?? .notChecked)
        }
        let limits = VoiceLimits(onlyHangsUp: !mode.maySpeak, isOffIMS: isOffIMS)
        return switch standing {
        case .verified: .verified(limits)
        case .failed(let fault): .notHeard(fault, line: line, limits)
        case .none: .untested(line: line, limits)
        }
    }
}

extension VoiceFault {
    /// Whether another attempt runs a slow program and so must be rare.
    fileprivate var isCostly: Bool {
        if case .prompt(let fault) = self { fault.isProgramFault } else { false }
    }
}

extension VoiceProofState {
    fileprivate init(_ proof: VoiceProof) {
        self =
            switch proof {
            case .none: .none
            case .verified: .verified
            case .failed(_, let fault): .failed(fault)
            }
    }
}

extension SoundReport {
    fileprivate init(_ report: PlaybackReport) {
        self.init(
            SoundFigures(
                frames: report.frames, framesTaken: report.written, lateTicks: report.late, refusals: report.refusals,
                underruns: report.underruns), isWhole: report.finished, fault: report.fault)
    }
}
