import EventStore
import LineCore
import Synchronization
import Voice

/// What a running line works by, as it is at this moment: it is read right before it is used, and changed in one step.
///
/// Whoever changes it tells the runner afterwards, see ``LineRunner/factsChanged()``; what it decides meanwhile is decided by
/// the new facts already.
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

    /// What the lines of the box say to callers.
    var prompts: PromptStore {
        get { values.withLock { $0.prompts } }
        set { values.withLock { $0.prompts = newValue } }
    }

    /// How the runner shall end; nil = it goes on.
    var ending: LineEnding? { values.withLock { $0.ending } }

    /// Tells the runner how to end; the first order stands.
    func end(_ ending: LineEnding) {
        values.withLock { $0.ending = max($0.ending ?? ending, ending) }
    }
}
