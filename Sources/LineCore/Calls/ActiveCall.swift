import Vocabulary

/// An answered call while it is active: its reason to end, its sound, and the keys pressed.
///
/// Nothing the caller says is kept: our tone detector only looks for keys in it.
package struct ActiveCall: Hashable, Sendable {
    /// The state of the modem's sound.
    enum Sound: Hashable {
        /// It was requested; the request is repeated at `next`.
        case switchingOn(tries: Int, next: Uptime, refusal: String)
        /// It is on, after this many tries.
        case on(tries: Int)
        /// The modem did not switch it on, with its answer; nil = the call ended before.
        case off(fault: VoiceFault?)
    }

    /// When the modem reported the call as active.
    let answeredAt: Uptime
    /// The commands of the speech path.
    let commands: AudioCommands
    /// Why it ends; the first reason counts.
    private(set) var ending: CallEnding?
    var sound: Sound
    /// Whether playing the message has begun.
    var isBegun = false
    /// How the message was played; nil = it has not ended.
    var report: SoundReport?
    /// Until when to wait for the keys of a voice trial; nil = not waiting.
    var keysUntil: Uptime?
    /// When to check again whether the call is active.
    var nextLook: Uptime
    /// The modem reported the end of a call, and its list of calls has not been read since.
    var isEndReported = false
    private var keypad: Keypad
    /// The caller's request by key.
    private(set) var request: Keypad.Request?

    init(commands: AudioCommands, code: String?, at now: Uptime) {
        answeredAt = now
        self.commands = commands
        sound =
            commands.open == nil ? .on(tries: 0) : .switchingOn(tries: 0, next: now, refusal: "")
        nextLook = now + CallTiming.presence
        keypad = Keypad(code: code)
    }

    /// The message was played to its end.
    var isPlayed: Bool { report?.isWhole == true }

    /// When the modem must be kept free for the hang-up.
    var reservedFrom: Uptime { answeredAt + CallTiming.reservation }
    /// When the call reaches its longest duration.
    var limit: Uptime { answeredAt + CallTiming.longestCall }
    /// When the modem must have switched its sound on.
    var soundLimit: Uptime { answeredAt + CallTiming.audioTimeout }

    /// Ends the call; only the first reason counts, and a fault after the whole message was played is ignored.
    mutating func end(_ why: CallEnding) {
        if ending == nil { ending = why == .fault && isPlayed ? .played : why }
    }

    /// Takes a key from one of the two detectors; a key that is a request ends the call.
    mutating func press(_ key: Character, at now: Uptime) {
        guard let asked = keypad.press(key, at: now) else { return }
        request = asked
        end(.key)
    }

    /// How often the modem was requested to switch its sound on; nil = it never did.
    var audioTries: Int? {
        if case .on(let tries) = sound { tries } else { nil }
    }

    /// Why it could not be heard, if known.
    var soundFault: VoiceFault? {
        if case .off(let fault) = sound { fault } else { report?.fault }
    }
}

/// The steps by which an active call is ended.
package struct CallTeardown: Hashable, Sendable {
    /// One step.
    enum Step: Hashable {
        /// Check whether it is still active: a caller who has left has not heard everything.
        case ask
        /// Close the speech path.
        case silence
        /// Switch the sound of the modem off.
        case closeAudio
        /// Hang up until the modem no longer lists it.
        case hangUp(LiveCall.HangUp)
        /// Modems report a key late: wait for it.
        case waitForKeys(until: Uptime)
        /// Record the end.
        case write
    }

    /// The steps that are left, the first one first.
    var steps: [Step]
    /// Whether it was active when checked; nil = not checked, or unknown.
    var stands: Bool?
    /// The modem was unplugged, which says nothing about the voice.
    var isPulled = false
    /// When it was hung up.
    var endedAt: Uptime?

    /// At the time limit the call is hung up at once, and the sound is switched off afterwards.
    init(atLimit: Bool) {
        let hangUp = Step.hangUp(LiveCall.HangUp())
        steps = atLimit ? [.silence, hangUp, .closeAudio, .write] : [.ask, .silence, .closeAudio, hangUp, .write]
    }

    /// Whether the port must still be kept free for the hang-up.
    var needsPort: Bool {
        steps.contains { step in
            if case .hangUp = step { true } else { false }
        }
    }
}
