import LineCore
import Modems
import Vocabulary
import Voice

/// Everything that is needed to speak to a caller, got ready before the call is answered.
struct Speech: Sendable {
    /// The open way to the caller's ear.
    var audio: CallAudio
    /// The commands that belong to it.
    var route: VoiceRoute
    /// What is said.
    var prompt: Prompt
    /// The operator's try, where that is what the call is.
    var trial: VoiceTrial?
}

/// A call that was answered, while it lasts: what ends it, and which keys were pressed.
///
/// Nothing the caller says is kept: ``Voice/CallAudio`` looks for keys in it and forgets it.
final class Conversation {
    let audio: CallAudio
    let answeredAt = Uptime.now()
    /// When it was hung up on.
    var endedAt = Uptime.now()
    /// Why the call ends; the first reason stays.
    private(set) var ending: Ending?
    /// The message was played to its end.
    var isPlayed = false
    /// Nothing but the call is said to the modem any more.
    var hasReservedModem = false
    private var keypad: Keypad
    /// What the caller asked for with a key.
    private(set) var request: Keypad.Request?

    /// Why a call ended.
    enum Ending: String {
        /// The message was spoken to its end.
        case played = "message_played"
        /// The caller hung up.
        case caller
        /// The caller pressed a key that ends it.
        case key
        /// The message was too long.
        case limit = "time_limit"
        /// The sound could not be played.
        case fault = "audio_fault"
        /// The service stops, or the port is given up.
        case service
    }

    init(audio: CallAudio, trial: VoiceTrial?) {
        self.audio = audio
        keypad = Keypad(code: trial?.code)
    }

    /// Ends the sound, for the first reason that is given.
    ///
    /// What breaks after the message was played breaks nothing.
    func end(_ why: Ending) {
        guard ending == nil else { return }
        ending = why == .fault && isPlayed ? .played : why
        let audio = audio
        Task { await audio.stop() }
    }

    /// A key as one witness heard it; one that asks for something ends the call.
    func press(_ key: Character) {
        guard let asked = keypad.press(key, at: .now()) else { return }
        request = asked
        end(.key)
    }
}
