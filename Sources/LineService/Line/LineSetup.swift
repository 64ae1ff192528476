import EventStore
import Foundation
import LineConfiguration
import LinePolicy
import Vocabulary
import Voice

/// Everything a running line needs from the configuration.
///
/// What belongs to its ``port`` is used when the modem is brought up; everything else is handed to the line while it works.
struct LineSetup: Sendable, Equatable {
    /// The id of the line.
    var id: String
    /// Its place in the configuration, from 0.
    var position: Int
    /// The region it stands for.
    var region: String?
    /// Its E.164 number.
    var number: String
    /// The country of that number.
    var country: Country
    /// How its modem is found.
    var modem: ModemSelector
    /// The file that holds the SIM's PIN; nil = none.
    var pinFile: String?
    /// The name of the modem profile, or `auto`.
    var profile: String
    /// The rules of the line.
    var rules: LineRules
    /// What a contact is answered.
    var replyText: String
    /// The limits of the line and of the box.
    var budget: BudgetRules
    /// Where days and months are counted.
    var timeZone: TimeZone
    /// The language of its reply.
    var language: Language
    /// The voice path that overrides the profile's.
    var audio: AudioSelector?
    /// What a caller hears.
    var spoken: [PromptSource]
    /// The program that speaks, with its arguments.
    var speech: SpeechProgram
    /// How often it rings before a call is answered.
    var answerAfterRings: Int
    /// Leave a refused caller ringing instead of hanging up.
    var letsRefusedCallersRing: Bool
    /// What the line costs a month.
    var monthly: Money
}

/// What a line uses to find its modem and to bring it up: with another one it starts over.
struct LinePort: Hashable, Sendable {
    /// How the modem is found.
    var modem: ModemSelector
    /// The file of the SIM's PIN.
    var pinFile: String?
    /// The name of the profile.
    var profile: String
    /// The voice path that overrides the profile's.
    var audio: AudioSelector?

    /// Whether both may be found at one modem: the same name, or names of two kinds.
    func mayShareModem(with other: LinePort) -> Bool {
        if let audio, audio == other.audio { return true }
        return switch (modem, other.modem) {
        case (.device, .device), (.iccid, .iccid), (.imei, .imei), (.usbPath, .usbPath): modem == other.modem
        default: true
        }
    }
}

extension LineSetup {
    /// What only a start of the line can change.
    var port: LinePort {
        LinePort(modem: modem, pinFile: pinFile, profile: profile, audio: audio)
    }

    /// These settings with the port that a running line was started with.
    func onPort(of running: LineSetup) -> LineSetup {
        var setup = self
        (setup.modem, setup.pinFile) = (running.modem, running.pinFile)
        (setup.profile, setup.audio) = (running.profile, running.audio)
        return setup
    }

    /// The last seconds of a line that was removed: whoever contacts it is recorded and not answered.
    var silenced: LineSetup {
        var setup = self
        setup.rules.mode = .record
        return setup
    }

    /// What of it is the line's own: not its place, nor what it has to know of the others.
    var own: LineSetup {
        var setup = self
        setup.position = 0
        (setup.rules.ownNumbers, setup.rules.ownReplyTexts) = ([], [])
        return setup
    }
}
