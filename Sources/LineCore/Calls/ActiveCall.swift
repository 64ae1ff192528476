import Vocabulary

/// A call that was answered, while it is active: what ends it, how its sound is, and which keys were pressed.
///
/// Nothing the caller says is kept: our tone detector looks for keys in it and forgets it.
package struct ActiveCall: Hashable, Sendable {
    /// How far the sound of the modem is.
    enum Sound: Hashable {
        /// It is asked for; again at `next`.
        case switchingOn(tries: Int, next: Uptime, refusal: String)
        /// It is on, after so many tries.
        case on(tries: Int)
        /// The modem did not switch it on; nil = the call ended before.
        case off(fault: VoiceFault?)
    }

    /// When the modem said that the call is active.
    let answeredAt: Uptime
    /// The commands of the speech path.
    let commands: AudioCommands
    /// Why it ends; the first reason stays.
    private(set) var ending: CallEnding?
    var sound: Sound
    /// The message is being played, or was.
    var isBegun = false
    /// How the message went into the call; nil = it has not ended.
    var report: SoundReport?
    /// Until when the keys of a try are waited for; nil = they are not.
    var keysUntil: Uptime?
    /// When it is looked again whether the call is active.
    var nextLook: Uptime
    /// The modem said that a call is over, and its list of calls was not asked since.
    var isSaidToBeOver = false
    private var keypad: Keypad
    /// What the caller asked for with a key.
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

    /// When nothing else is said to the modem any more.
    var reservedFrom: Uptime { answeredAt + CallTiming.reservation }
    /// When it is too long.
    var limit: Uptime { answeredAt + CallTiming.longestCall }
    /// When the modem must have switched its sound on.
    var soundLimit: Uptime { answeredAt + CallTiming.audioTimeout }

    /// Ends it, for the first reason that is given; what breaks after the message was played breaks nothing.
    mutating func end(_ why: CallEnding) {
        if ending == nil { ending = why == .fault && isPlayed ? .played : why }
    }

    /// A key as one witness heard it; one that asks for something ends the call.
    mutating func press(_ key: Character, at now: Uptime) {
        guard let asked = keypad.press(key, at: now) else { return }
        request = asked
        end(.key)
    }

    /// How often the modem was asked to switch its sound on; nil = it did not.
    var audioTries: Int? {
        if case .on(let tries) = sound { tries } else { nil }
    }

    /// Why it could not be heard, where that is known.
    var soundFault: VoiceFault? {
        if case .off(let fault) = sound { fault } else { report?.fault }
    }
}

/// How a call that was active is ended, step by step.
package struct CallTeardown: Hashable, Sendable {
    /// What is still to be done for it.
    enum Step: Hashable {
        /// Ask whether it is active: who has gone by then has not heard it all.
        case ask
        /// Close the speech path.
        case silence
        /// Switch the sound of the modem off.
        case closeAudio
        /// Hang up until the modem lists it no more.
        case hangUp(LiveCall.HangUp)
        /// Modems report a key late: wait for it.
        case waitForKeys(until: Uptime)
        /// Write down what is known.
        case write
    }

    /// The steps that are left, the first one first.
    var steps: [Step]
    /// Whether it was active when that was asked; nil = it was not asked, or nobody knows.
    var stands: Bool?
    /// A cable that was pulled says nothing about the voice.
    var isPulled = false
    /// When it was hung up on.
    var endedAt: Uptime?

    /// At the limit there is no time to ask: it is hung up on first, and the sound is switched off after the call.
    init(atLimit: Bool) {
        let hangUp = Step.hangUp(LiveCall.HangUp())
        steps = atLimit ? [.silence, hangUp, .closeAudio, .write] : [.ask, .silence, .closeAudio, hangUp, .write]
    }

    /// The port is kept free until it is hung up on.
    var needsPort: Bool {
        steps.contains { step in
            if case .hangUp = step { true } else { false }
        }
    }
}
