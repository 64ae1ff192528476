import EventStore
import LineCore
import NIOCore
import Vocabulary
import Voice

/// What performing the effects of calls takes: everything that is no plain value.
struct CallResources {
    /// The speech path, and the message; nil while the line cannot speak.
    var path: SpeechPath?
    /// What a proof that callers hear the line holds for; nil before the first look.
    var identity: VoiceIdentity?
    /// The code of the operator's try, spoken.
    var trialPrompt: TrialPrompt?
    /// What was opened for a caller.
    var audio: CallAudio?
    /// What is said on it.
    var prompt: Prompt?
    /// The keys our tone detector hears on it.
    var keys: Task<Void, Never>?
    /// The message that is being played.
    var playing: Task<Void, Never>?
    /// Asks again when the next effect is due.
    var alarm: Alarm?
    /// Those who wait for something of the calls.
    var waiters: [Waiter] = []
    private var nextID = 0

    /// A moment at which to ask again.
    struct Alarm {
        var due: Uptime
        var task: Task<Void, Never>
    }

    /// Somebody who waits for something of the calls.
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

/// The code of one try, spoken.
struct TrialPrompt: Sendable {
    var trial: Int
    var prompt: Prompt
}

/// What a line knows of its calls from one opening of its port to the next.
struct CallMemory: Sendable {
    var lane = CallLane.Memory()
    var trialPrompt: TrialPrompt?
}

/// How a caller hears a line: the speech path, and the message.
struct SpeechPath: Sendable {
    var route: VoiceRoute
    /// Samples per second that the route wants.
    var rate: Int
    /// The line's message at that rate.
    var prompt: Prompt
}
