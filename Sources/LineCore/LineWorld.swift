import LinePolicy
import Vocabulary

/// What there is of the world right before an effect, read in the same step.
package struct LineWorld: Sendable {
    /// The line is to end so; nil = it goes on.
    package var ending: LineEnding?
    /// The operator paused it.
    package var isPaused: Bool
    /// Its port is to be given up, for a person's terminal.
    package var releasesPort: Bool
    /// The port is open.
    package var hasPort: Bool
    /// When the modem last indicated a call, heard or not.
    package var latestCallIndication: Uptime
    /// What the store permits now.
    package var permission: Permission
    /// The rules of the line.
    package var rules: LineRules
    /// How often it rings before a call is answered.
    package var answerAfterRings: Int
    /// A refused caller is left ringing.
    package var letsRefusedCallersRing: Bool

    package init(
        ending: LineEnding?, isPaused: Bool, releasesPort: Bool, hasPort: Bool, latestCallIndication: Uptime,
        permission: Permission, rules: LineRules, answerAfterRings: Int, letsRefusedCallersRing: Bool
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
    }

    /// The port is to be closed.
    package var givesUpPort: Bool { ending != nil || releasesPort }
}

/// How a line is told to end.
package enum LineEnding: Comparable, Sendable {
    /// It starts over or was removed: a reply that is being sent is sent to its last part.
    case afterReply
    /// The service stops: no further part begins.
    case afterPart
}
