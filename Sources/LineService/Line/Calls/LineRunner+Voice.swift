import ControlAPI
import EventStore
import LineCore
import LinePolicy
import Logging
import Vocabulary
import Voice
import Words

extension LineRunner {
    /// Gets the message of a line that speaks ready before any modem is there: what is wrong with it shows at start.
    func prerenderPrompt() async {
        guard setup.rules.calls.maySpeak else { return }
        do throws(PromptFault) {
            _ = try await prompts.prompt(setup.spoken, rate: 8_000)
        } catch {
            logVoiceFault(cannotSpeak: .prompt(error))
            if picture.voiceDetail == nil { note(voice: picture.voice, .cannotSpeak(.prompt(error))) }
        }
    }

    /// Writes down why the line cannot speak, once for each reason; nil = it can.
    func logVoiceFault(cannotSpeak fault: VoiceFault?) {
        if let fault, fault != loggedVoiceFault {
            logger.notice("the line cannot speak: \(fault.sentence)", metadata: ["line": "\(setup.id)"])
        }
        loggedVoiceFault = fault
    }

    /// Notes what is known of the voice.
    func note(voice: VoiceState, _ notice: VoiceNotice) {
        picture.voice = voice
        picture.voiceNotice = notice
        picture.voiceDetail = notice.detail
    }

    // MARK: The operator's try

    /// The next caller hears a new code; throws why nobody can hear one.
    func beginTrial() async throws(ControlError) {
        try await workingSession().beginTrial()
    }

    /// The newest try as it is now, for somebody who waits for its end.
    func watchedTrial() async -> VoiceTrial? {
        if let session { return await session.watchedTrial() }
        callMemory.lane.trial?.watched(at: .now())
        callMemory.lane.trial?.settle(at: .now())
        return callMemory.lane.trial
    }

    /// The code as it was typed at the terminal; nil = nothing was heard.
    func type(code: String?) async throws(ControlError) {
        await (try workingSession()).ask(ofCalls: .typed(code: code))
    }

    private func workingSession() throws(ControlError) -> LineSession {
        if let session, picture.sms { return session }
        throw ControlError(
            .notRunning, "the line has no working modem now: \(picture.detail)", hint: "see `jedisnon status`")
    }
}
