import EventStore
import Foundation
import LineConfiguration
import LinePolicy
import Vocabulary
import Voice

/// Everything a running line needs from the configuration.
///
/// The settings of its ``port`` are used when the modem is set up; a running line takes over all others.
struct LineSetup: Sendable, Equatable {
    /// The id of the line.
    var id: String
    /// Its place in the configuration, from 0.
    var position: Int
    /// The region it represents.
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
    /// The text of the reply.
    var replyText: String
    /// The limits of the line and of the box.
    var budget: BudgetRules
    /// The time zone of days and months.
    var timeZone: TimeZone
    /// The language of its reply.
    var language: Language
    /// The voice path that overrides the profile's.
    var audio: AudioSelector?
    /// What a caller hears.
    var spoken: [PromptSource]
    /// The speech program with its arguments.
    var speech: SpeechProgram
    /// The number of rings before a call is answered.
    var answerAfterRings: Int
    /// Whether refused calls ring on instead of being ended.
    var letsRefusedCallersRing: Bool
    /// The number of texts of one sender and day that are kept.
    var foldAfter: Int
    /// The monthly price of the line.
    var monthly: Money
    /// How the balance of its SIM is queried; nil = never.
    var balance: BalanceQuestion?
}

/// The settings for finding and setting up a line's modem; a line with changed ones starts over.
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
    /// The settings that can only change by restarting the line.
    var port: LinePort {
        LinePort(modem: modem, pinFile: pinFile, profile: profile, audio: audio)
    }

    /// These settings with the port of the running line.
    func onPort(of running: LineSetup) -> LineSetup {
        var setup = self
        (setup.modem, setup.pinFile) = (running.modem, running.pinFile)
        (setup.profile, setup.audio) = (running.profile, running.audio)
        return setup
    }

    /// The settings for the last seconds of a removed line: contacts are recorded but not answered.
    var silenced: LineSetup {
        var setup = self
        setup.rules.mode = .record
        return setup
    }

    /// The settings of the line itself, without its position and its knowledge of other lines.
    var own: LineSetup {
        var setup = self
        setup.position = 0
        (setup.rules.ownNumbers, setup.rules.ownReplyTexts) = ([], [])
        return setup
    }
}
