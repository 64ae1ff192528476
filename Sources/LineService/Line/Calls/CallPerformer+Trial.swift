import ControlAPI
import EventStore
import LineCore
import LinePolicy
import NIOCore
import Vocabulary
import Voice
import Words

/// The operator's try to hear a line.
extension LineSession {
    /// The next caller hears a new code; throws why nobody can hear one.
    func beginTrial() async throws(ControlError) {
        if let resetFailure = trialObstacle {
            throw ControlError(.failed, "the line answers nobody now: \(resetFailure)")
        }
        try requireNoTrial()
        do {
            let id = (core.calls.memory.trial?.id ?? 0) + 1
            let trial = VoiceTrial(id: id, code: VoiceTrial.code { Int.random(in: 0..<$0) }, at: .now())
            let prompt = try await prompt(of: trial)
            try await store.voiceTrialBegun(line: setup.id, now: await clock.now())
            // Somebody else may have begun one meanwhile.
            try requireNoTrial()
            callResources.trialPrompt = TrialPrompt(trial: id, prompt: prompt)
            ask(ofCalls: .begin(trial))
        } catch let error as ControlError {
            throw error
        } catch let fault as VoiceFault {
            throw ControlError(.failed, "the line cannot speak: \(fault.sentence)")
        } catch let fault as PromptFault {
            throw ControlError(.failed, "the code cannot be spoken: \(fault.sentence)")
        } catch let error as StoreError {
            throw ControlError(error)
        } catch {
            throw ControlError(.failed, "the try cannot begin: \(ErrorSentence.of(error))")
        }
    }

    private func requireNoTrial() throws(ControlError) {
        guard core.calls.trial(at: .now())?.isOpen == true else { return }
        throw ControlError(
            .failed, "somebody is trying the voice of this line now", hint: "wait a minute, then begin again")
    }

    /// Why no caller would be answered now, whoever it is; nil = somebody may be.
    private var trialObstacle: String? {
        if runner.facts.pause != nil { return "it is paused" }
        if core.work.isRoaming, !setup.rules.answersWhileRoaming { return "the SIM is roaming" }
        return switch setup.rules.mode {
        case .answer: nil
        case .shadow: "mode = \"shadow\""
        case .record: "mode = \"record\""
        }
    }

    /// What the operator hears at a try, at the rate of this modem; throws why it cannot be heard.
    private func prompt(of trial: VoiceTrial) async throws -> Prompt {
        if core.calls.voice?.isThere != true {
            guard !core.calls.isSpeechOpen else {
                throw VoiceFault.callNow
            }
            ask(ofCalls: .prepareTrial)
            await waitForCalls { !$0.isLookingForVoice }
        }
        guard let path = callResources.path, core.calls.voice?.isThere == true else {
            throw core.calls.voice?.fault ?? VoiceFault.notLooked
        }
        return try await runner.prompts.promptOnce(
            [.text(trial.text(in: setup.language), language: setup.language)], rate: path.rate)
    }

    /// The newest try as it is now, for somebody who waits for its end.
    func watchedTrial() -> VoiceTrial? {
        ask(ofCalls: .watchTrial)
        return core.calls.trial(at: .now())
    }

    /// What is known of calls, for the next opening of the port.
    var callMemory: CallMemory { CallMemory(lane: core.calls.memory, trialPrompt: callResources.trialPrompt) }
}

extension VoiceTrial.Fault {
    /// The sentence for the operator.
    var sentence: String {
        switch self {
        case .refused(let reason): "a call was refused: \(English().clause(reason))"
        case .cutShort: "the call ended before the code was spoken to its end"
        case .wrongCode: "that is not the code"
        case .nothingHeard: "nothing was heard: the modem's way to the caller is silent (uplink)"
        case .sound(let fault): fault.sentence
        }
    }
}
