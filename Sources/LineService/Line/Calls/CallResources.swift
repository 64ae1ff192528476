import EventStore
import LineCore
import NIOCore
import Vocabulary
import Voice

/// The resources for performing call effects: everything that is not a plain value.
struct CallResources {
    /// The speech path, and the message; nil while the line cannot speak.
    var path: SpeechPath?
    /// The identity for which the proof that callers hear the line is valid; nil before the first examination.
    var identity: VoiceIdentity?
    /// The spoken code of the operator's voice trial.
    var trialPrompt: TrialPrompt?
    /// The audio opened for a caller.
    var audio: CallAudio?
    /// The prompt played on it.
    var prompt: Prompt?
    /// The task that reads keys from our tone detector.
    var keys: Task<Void, Never>?
    /// The task that plays the message.
    var playing: Task<Void, Never>?
    /// The alarm for the next effect that is due.
    var alarm: Alarm?
    /// Tasks waiting for a condition on the calls.
    var waiters: [Waiter] = []
    private var nextID = 0

    /// A scheduled moment to look at the call lane again.
    struct Alarm {
        var due: Uptime
        var task: Task<Void, Never>
    }

    /// A task waiting for a condition on the calls.
    struct Waiter {
        var id: Int
        var condition: @Sendable (CallLane) -> Bool
        var continuation: CheckedContinuation<Void, Never>
    }

    mutating func makeID() -> Int {
        nextID += 1
        return nextID
    }
}

/// The spoken code of one voice trial.
struct TrialPrompt: Sendable {
    var trial: Int
    var prompt: Prompt
}

/// The state of a line's calls that outlives a session of its port.
struct CallMemory: Sendable {
    var lane = CallLane.Memory()
    var trialPrompt: TrialPrompt?
}

/// How a caller hears a line: the route of the sound, and the message.
struct SpeechPath: Sendable {
    var route: VoiceRoute
    /// The sample rate of the route, in Hz.
    var rate: Int
    /// The line's message at that rate.
    var prompt: Prompt
}
