import ControlAPI
import Vocabulary
import Words

/// The state of a line in plain words, and its colour.
extension Word<LineState> {
    /// In two or three words, in English.
    var words: String { SafeText.escaped(English().words(self)) }

    /// Green, yellow or red.
    var colour: TerminalStyle.Colour {
        switch known {
        case .ready: .green
        case .starting, .degraded, .paused: .yellow
        case .absent, .pinRequired, .simMissing, .noNetwork, .failed, nil: .red
        }
    }
}

extension Word<Reason> {
    /// In a clause, in English.
    var clause: String { SafeText.escaped(English().clause(self)) }
}
