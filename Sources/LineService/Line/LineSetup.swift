import EventStore
import Foundation
import LinePolicy

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
    /// Leave a refused caller ringing instead of hanging up.
    var letsRefusedCallersRing: Bool
    /// What the line costs a month.
    var monthly: Money
}
