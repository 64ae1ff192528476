import LinePolicy
import Vocabulary

/// The facts on which an effect depends, read in the same step.
package struct LineWorld: Sendable {
    /// How the line must end; nil = it continues.
    package var ending: LineEnding?
    /// Whether the operator has paused it.
    package var isPaused: Bool
    /// Whether the port must be released for a person's terminal.
    package var releasesPort: Bool
    /// Whether the port is open.
    package var hasPort: Bool
    /// When the modem last indicated a call, handled or not.
    package var latestCallIndication: Uptime
    /// The store's present permission.
    package var permission: Permission
    /// The rules of the line.
    package var rules: LineRules
    /// The number of rings before a call is answered.
    package var answerAfterRings: Int
    /// Whether refused calls ring on instead of being ended.
    package var letsRefusedCallersRing: Bool
    /// How the balance of the SIM is queried; nil = never.
    package var balance: BalanceQuestion?

    package init(
        ending: LineEnding?, isPaused: Bool, releasesPort: Bool, hasPort: Bool, latestCallIndication: Uptime,
        permission: Permission, rules: LineRules, answerAfterRings: Int, letsRefusedCallersRing: Bool,
        balance: BalanceQuestion? = nil
    ) {
        self.ending = ending
        self.isPaused = isPaused
        self.releasesPort = releasesPort
        self.hasPort = hasPort
        self.latestCallIndication = latestCallIndication
        self.permission = permission
        self.rules = rules
        self.answerAfterRings = answerAfterRings
        self.letsRefusedCallersRing = letsRefusedCallersRing
        self.balance = balance
    }

    /// Whether the port must be closed.
    package var givesUpPort: Bool { ending != nil || releasesPort }
}

/// How a line must end.
package enum LineEnding: Comparable, Sendable {
    /// It starts over or was removed: a reply in progress is sent to its last part.
    case afterReply
    /// The service stops: no further part of a reply is sent.
    case afterPart
}
