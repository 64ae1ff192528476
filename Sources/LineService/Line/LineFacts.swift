import EventStore
import LineCore
import Synchronization
import Voice

/// The present settings of a running line: read right before each use, and changed in one step.
///
/// After a change, call ``LineRunner/factsChanged()``; decisions in between already use the new facts.
final class LineFacts: Sendable {
    private struct Values {
        var setup: LineSetup
        var pause: Pause?
        var prompts: PromptStore
        var ending: LineEnding?
    }

    private let values: Mutex<Values>

    init(_ setup: LineSetup, pause: Pause?, prompts: PromptStore) {
        values = Mutex(Values(setup: setup, pause: pause, prompts: prompts))
    }

    /// The settings of the line.
    var setup: LineSetup {
        get { values.withLock { $0.setup } }
        set { values.withLock { $0.setup = newValue } }
    }

    /// The operator's pause, as it is stored; nil = none.
    var pause: Pause? {
        get { values.withLock { $0.pause } }
        set { values.withLock { $0.pause = newValue } }
    }

    /// The prompts for callers of all lines.
    var prompts: PromptStore {
        get { values.withLock { $0.prompts } }
        set { values.withLock { $0.prompts = newValue } }
    }

    /// How the runner must end; nil = it continues.
    var ending: LineEnding? { values.withLock { $0.ending } }

    /// Sets how the runner must end; only the first call counts.
    func end(_ ending: LineEnding) {
        values.withLock { $0.ending = max($0.ending ?? ending, ending) }
    }
}
