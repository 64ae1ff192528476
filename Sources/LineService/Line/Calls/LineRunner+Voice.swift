import ControlAPI
import EventStore
import LineCore
import LinePolicy
import Logging
import Vocabulary
import Voice

extension LineRunner {
    /// Gets the message of a line that speaks ready before any modem is there: what is wrong with it shows at start.
    func rehearse() async {
        guard setup.rules.calls.maySpeak else { return }
        do throws(PromptError) {
            _ = try await prompts.prompt(setup.spoken, rate: 8_000)
        } catch {
            say(cannotSpeak: error.description)
            if picture.voiceDetail == nil { picture.voiceDetail = "the line cannot speak: \(error.description)" }
        }
    }

    /// Writes down why the line cannot speak, once for each reason; nil = it can.
    func say(cannotSpeak fault: String?) {
        if let fault, fault != toldVoiceFault {
            logger.notice("the line cannot speak: \(fault)", metadata: ["line": "\(setup.id)"])
        }
        toldVoiceFault = fault
    }

    /// Notes whether the modem lists a call that even its radio does not end.
    func note(ghostCall isThere: Bool) { hasGhostCall = isThere }

    /// Notes what is known of the voice.
    func note(voice: String, detail: String) {
        picture.voice = voice
        picture.voiceDetail = detail
    }

    // MARK: The operator's try

    /// The next caller hears a new code; throws why nobody can hear one.
    func beginTrial() async throws(ControlError) {
        guard let session, picture.sms else {
            throw ControlError(
                .notRunning, "the line has no working modem now: \(picture.detail)", hint: "see `jedisnon status`")
        }
        if let obstacle = await session.trialObstacle {
            throw ControlError(.failed, "the line answers nobody now: \(obstacle)")
        }
        if await currentTrial?.isOpen == true {
            throw ControlError(
                .failed, "somebody is trying the voice of this line now", hint: "wait a minute, then begin again")
        }
        var trial = VoiceTrial()
        do {
            trial.prompt = try await session.trialPrompt(trial)
            try await store.voiceTrialBegun(line: setup.id, now: await clock.now())
        } catch let fault as VoiceFault {
            throw ControlError(.failed, "the line cannot speak: \(fault.sentence)")
        } catch let fault as PromptError {
            throw ControlError(.failed, "the code cannot be spoken: \(fault.description)")
        } catch let error as StoreError {
            throw ControlError(error)
        } catch {
            throw ControlError(.failed, "the try cannot begin: \(FaultWords.of(error))")
        }
        self.trial = trial
    }

    /// The newest try as it is now.
    var currentTrial: VoiceTrial? {
        get async {
            // A call that is being spoken to is seen to its end.
            if let trial, trial.isOpen, trial.state != .speaking,
                trial.expiresAt < .now() || trial.leasedUntil < .now()
            {
                self.trial?.state = .expired
            }
            return trial
        }
    }

    /// The newest try as it is now, for somebody who waits for its end.
    func watchedTrial() async -> VoiceTrial? {
        let trial = await currentTrial
        if trial?.isOpen == true { self.trial?.leasedUntil = .now() + VoiceTrial.lease }
        return trial
    }

    /// The try whose code the next caller shall hear; nil when there is none.
    var openTrial: VoiceTrial? {
        get async {
            guard let trial = await currentTrial, trial.isOpen, trial.state != .speaking,
                trial.calls < VoiceTrial.mostCalls
            else { return nil }
            return trial
        }
    }

    /// The code as it was typed at the terminal; nil = nothing was heard.
    ///
    /// A wrong code ends the try: there are ten thousand of them, and one guess.
    func type(code: String?) async {
        guard let trial = await currentTrial, trial.isOpen else { return }
        guard let code else {
            await session?.voiceFailed("the operator called and heard nothing (uplink silent)")
            return trialFailed("nothing was heard: the modem's way to the caller is silent (uplink)")
        }
        guard code == trial.code, trial.state != .waiting else { return trialFailed("that is not the code") }
        await session?.voiceVerified()
        _ = trialSucceeded()
    }

    /// A caller is being spoken to.
    func trialSpeaks() {
        move(to: .speaking)
        trial?.calls += 1
        trial?.fault = nil
    }

    /// The code was spoken, to its end or not, and did not come back yet.
    func trialSpoken(toItsEnd isWhole: Bool) {
        move(to: .spoken)
        if !isWhole, trial?.isOpen == true { trial?.fault = "the call ended before the code was spoken to its end" }
    }

    /// The code came back; false when the try was over by then.
    func trialSucceeded() -> Bool {
        defer { move(to: .verified) }
        return trial?.isOpen == true
    }

    /// A caller was not spoken to, by a rule of the line; it may have been anybody, so the try goes on.
    func trialRefused(_ reason: Reason) {
        if trial?.isOpen == true { trial?.fault = "a call was refused: \(ReasonWords.clause(reason.rawValue))" }
    }

    /// It did not work.
    func trialFailed(_ fault: String) {
        guard trial?.isOpen == true else { return }
        trial?.state = .failed
        trial?.fault = fault
    }

    private func move(to state: VoiceTrial.State) {
        if trial?.isOpen == true { trial?.state = state }
    }
}
