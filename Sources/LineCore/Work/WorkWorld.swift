import LinePolicy
import Vocabulary

/// The facts that a line's work needs, read right before an effect.
struct WorkWorld: Sendable {
    /// How the line must end; nil = it continues.
    var ending: LineEnding?
    /// Whether the operator has paused it.
    var isPaused: Bool
    /// Whether the port must be released for a person's terminal.
    var releasesPort: Bool
    /// Whether a call rings, is active, is being ended, or may ring without a handled event yet.
    var hasCall: Bool
    /// Whether a call is being answered or active.
    var isCallAnswered: Bool
    /// The store's present permission.
    var permission: Permission
    /// The rules of the line.
    var rules: LineRules
    /// How the balance of the SIM is queried; nil = never.
    var balance: BalanceQuestion? = nil

    /// Whether the port must be closed.
    var givesUpPort: Bool { ending != nil || releasesPort }
}
