import ControlAPI
import EventStore
import LineCore
import LinePolicy
import NIOCore
import Vocabulary
import Voice
import Words

/// The operator's voice trial of a line.
extension LineSession {
    /// Makes the next caller hear a new code; throws when that is not possible.
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
            // Another trial may have begun meanwhile.
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

    /// Why no caller at all would be answered now; nil = callers may be answered.
    private var trialObstacle: String? {
        if runner.facts.pause != nil { return "it is paused" }
        if core.work.isRoaming, !setup.rules.answersWhileRoaming { return "the SIM is roaming" }
        return switch setup.rules.mode {
        case .answer: nil
        case .shadow: "mode = \"shadow\""
        case .record: "mode = \"record\""
        }
    }

    /// The prompt of a voice trial, at the rate of this modem; throws when it cannot be made.
    private func prompt(of trial: VoiceTrial) async throws -> Prompt {
        if core.calls.voice?.isThere != true {
            guard !core.calls.isSpeechOpen else {
                throw VoiceFault.callNow
            }
            ask(ofCalls: .prepareTrial)
            await waitForCalls { !$0.isLookingForVoice }
        }
        guard let path = callResources.path, core.calls.voice?.isThere == true else {
            throw core.calls.voice?.fault ?? VoiceFault.notChecked
        }
        return try await runner.prompts.uncachedPrompt(
            [.text(trial.text(in: setup.language), language: setup.language)], rate: path.rate)
    }

    /// The present state of the newest voice trial, for a client waiting for its end.
    func watchedTrial() -> VoiceTrial? {
        ask(ofCalls: .watchTrial)
        return core.calls.trial(at: .now())
    }

    /// What is known about calls, for the next session of the port.
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
