import Modems
import NIOCore
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
    /// Two witnesses of one key, the modem and our own ear, are at most so far apart.
    static let sameKey = TimeAmount.milliseconds(300)

    let audio: CallAudio
    let answeredAt = NIODeadline.now()
    private let trial: VoiceTrial?
    /// Why the call ends; the first reason stays.
    private(set) var ending: Ending?
    private var lastKey: (key: Character, at: NIODeadline)?
    private var digits = ""
    /// A key that means something was pressed.
    private(set) var request: Request?

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

    /// What the caller asked for.
    enum Request {
        /// Never answer me again.
        case stop
        /// The code of the operator's try.
        case code
    }

    init(audio: CallAudio, trial: VoiceTrial?) {
        self.audio = audio
        self.trial = trial
    }

    /// Ends the sound, for the first reason that is given.
    func end(_ why: Ending) {
        guard ending == nil else { return }
        ending = why
        let audio = audio
        Task { await audio.stop() }
    }

    /// A key as one witness heard it.
    func press(_ key: Character, at now: NIODeadline = .now()) {
        defer { lastKey = (key, now) }
        if let lastKey, lastKey.key == key, now - lastKey.at < Self.sameKey { return }
        if let trial {
            digits = String((digits + String(key)).suffix(trial.code.count))
            if digits == trial.code {
                request = .code
                end(.key)
            }
        } else if key == "9" {
            request = .stop
            end(.key)
        }
    }
}
