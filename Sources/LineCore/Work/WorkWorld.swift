import LinePolicy
import Vocabulary

/// What there is of the world right before an effect, read in the same step.
package struct WorkWorld: Sendable {
    /// How a line is told to end.
    package enum Ending: Comparable, Sendable {
        /// It starts over or was removed: a reply that is being sent is sent to its last part.
        case afterReply
        /// The service stops: no further part begins.
        case afterPart
    }

    /// The line is to end so; nil = it goes on.
    package var ending: Ending?
    /// The operator paused it.
    package var isPaused: Bool
    /// Its port is to be given up, for a person's terminal.
    package var releasesPort: Bool
    /// A call rings, stands, is being ended, or may ring unheard.
    package var hasCall: Bool
    /// A call is being answered, or stands.
    package var isCallAnswered: Bool
    /// What the store permits now.
    package var permission: Permission
    /// The rules of the line.
    package var rules: LineRules

    package init(
        ending: Ending?, isPaused: Bool, releasesPort: Bool, hasCall: Bool, isCallAnswered: Bool,
        permission: Permission, rules: LineRules
    ) {
        self.ending = ending
        self.isPaused = isPaused
        self.releasesPort = releasesPort
        self.hasCall = hasCall
        self.isCallAnswered = isCallAnswered
        self.permission = permission
        self.rules = rules
    }

    /// The port is to be closed.
    package var givesUpPort: Bool { ending != nil || releasesPort }
}
