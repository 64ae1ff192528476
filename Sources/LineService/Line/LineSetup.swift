import EventStore
import Foundation
import LinePolicy
import Voice

/// Everything a running line needs from the configuration.
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
    /// `fr` or `en`.
    var language: String
    /// The voice path that overrides the profile's.
    var audio: String?
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
