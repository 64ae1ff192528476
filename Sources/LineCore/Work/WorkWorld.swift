import LinePolicy
import Vocabulary

/// What there is of the world for the work of a line, right before an effect.
struct WorkWorld: Sendable {
    /// The line is to end so; nil = it goes on.
    var ending: LineEnding?
    /// The operator paused it.
    var isPaused: Bool
    /// Its port is to be given up, for a person's terminal.
    var releasesPort: Bool
    /// A call rings, is active, is being ended, or may ring without having been heard of yet.
    var hasCall: Bool
    /// A call is being answered or active.
    var isCallAnswered: Bool
    /// What the store permits now.
    var permission: Permission
    /// The rules of the line.
    var rules: LineRules

    /// The port is to be closed.
    var givesUpPort: Bool { ending != nil || releasesPort }
}
