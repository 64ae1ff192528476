import ControlAPI
import EventStore
import LineCore
import LinePolicy
import Logging
import Vocabulary
import Voice
import Words

extension LineRunner {
    /// Renders the message of a speaking line before any modem is present, so that faults show at start.
    func prerenderPrompt() async {
        guard setup.rules.calls.maySpeak else { return }
        do throws(PromptFault) {
            _ = try await prompts.prompt(setup.spoken, rate: 8_000)
        } catch {
            logVoiceFault(cannotSpeak: .prompt(error))
            if picture.voiceNotice == nil { note(voice: picture.voice, .cannotSpeak(.prompt(error))) }
        }
    }

    /// Logs why the line cannot speak, once for each reason; nil = it can.
    func logVoiceFault(cannotSpeak fault: VoiceFault?) {
        if let fault, fault != loggedVoiceFault {
            logger.notice("the line cannot speak: \(fault.sentence)", metadata: ["line": "\(setup.id)"])
        }
        loggedVoiceFault = fault
    }

    /// Notes the state of the voice.
    func note(voice: VoiceState, _ notice: VoiceNotice) {
        picture.voice = voice
        picture.voiceNotice = notice
        picture.legacyVoiceDetail = nil
    }

    // MARK: The operator's voice trial

    /// Makes the next caller hear a new code; throws when that is not possible.
    func beginTrial() async throws(ControlError) {
        try await workingSession().beginTrial()
    }

    /// The present state of the newest voice trial, for a client waiting for its end.
    func watchedTrial() async -> VoiceTrial? {
        if let session { return await session.watchedTrial() }
        callMemory.lane.trial?.clientWaits(at: .now())
        callMemory.lane.trial?.settle(at: .now())
        return callMemory.lane.trial
    }

    /// Passes on the code typed at the terminal; nil = nothing was heard.
    func type(code: String?) async throws(ControlError) {
        await (try workingSession()).ask(ofCalls: .typed(code: code))
    }

    private func workingSession() throws(ControlError) -> LineSession {
        if let session, picture.sms { return session }
        throw ControlError(
            .notRunning, "the line has no working modem now: \(picture.detail)", hint: "see `jedisnon status`")
    }
}
