/// The details of `call_received`.
public struct RingDetails: Hashable, Sendable {
    /// The line was speaking to somebody else.
    public var isDuringCall: Bool
    /// It is the operator's call of `line verify --voice`.
    public var isVerification: Bool
    /// It rang and was hung up on while the store could not write.
    public var isRecordedLate = false

    /// Makes the details known when a call rings.
    public init(isDuringCall: Bool = false, isVerification: Bool = false) {
        self.isDuringCall = isDuringCall
        self.isVerification = isVerification
    }
}

/// What happened to a call after it was recorded.
public enum CallStep: Hashable, Sendable {
    /// It was hung up on; the modem confirmed it, or did not; nil = it was not asked.
    case rejected(isConfirmed: Bool?)
    /// The modem was lost while it was being answered, so it counts as answered, as after a crash.
    case uncertain
    /// It was answered, after this time and number of rings; it is charged from here on.
    case answered(rang: Span?, rings: Int?)
    /// It is over.
    case ended(CallEndDetails)
}

/// The details of `call_ended`; nil = does not apply.
public struct CallEndDetails: Hashable, Sendable {
    /// How long it rang.
    public var rang: Span?
    /// How long it was connected, from the answer to the end.
    public var connectedFor: Span?
    /// What ended it.
    public var ending: CallEnding?
    /// The modem took every frame and the call lasted to the end, which is all that can be known.
    public var isHeard: Bool?
    /// How often the modem was asked to switch its sound on.
    public var audioTries: Int?
    /// What went wrong.
    public var fault: VoiceFault?
    /// How the message went into the call.
    public var sound: SoundFigures?
    /// Why its end was not seen.
    public var interruption: CallInterruption?

    /// Makes the details; all others stay nil.
    public init(ending: CallEnding? = nil, interruption: CallInterruption? = nil) {
        self.ending = ending
        self.interruption = interruption
    }
}

/// Why the end of a call was not seen: the `note` of its `call_ended`.
public enum CallInterruption: String, CaseIterable, Hashable, Sendable {
    /// The modem was lost during the call.
    case modemLost = "the modem was lost"
    /// The service ended without warning during the call.
    case serviceInterrupted = "the service was interrupted"
}

/// How a message went into a call.
public struct SoundFigures: Hashable, Sendable {
    /// Frames of 20 ms the message has.
    public var frames: Int
    /// Frames the modem took in full.
    public var framesTaken: Int
    /// Wake-ups that came more than 20 ms late.
    public var lateTicks: Int
    /// Writes the modem took no part of, or only a part.
    public var refusals: Int
    /// Times a sound card ran out of sound.
    public var underruns: Int

    /// Figures from their parts.
    public init(frames: Int, framesTaken: Int, lateTicks: Int = 0, refusals: Int = 0, underruns: Int = 0) {
        self.frames = frames
        self.framesTaken = framesTaken
        self.lateTicks = lateTicks
        self.refusals = refusals
        self.underruns = underruns
    }
}

extension RingDetails {
    /// The one form in which they are stored.
    var details: Details {
        Details([
            "during_a_call": .flag(isDuringCall), "verification": .flag(isVerification),
            "recorded_late": .flag(isRecordedLate),
        ])
    }

    init(_ details: Details) {
        isDuringCall = details.flag("during_a_call") ?? false
        isVerification = details.flag("verification") ?? false
        isRecordedLate = details.flag("recorded_late") ?? false
    }
}

extension CallEndDetails {
    /// The one form in which they are stored, but for the call.
    var details: Details {
        Details([
            "rang_ms": rang.map { .span($0) }, "call_ms": connectedFor.map { .span($0) },
            "ended_by": ending.map { .word($0) }, "heard": isHeard.map { .bool($0) },
            "audio_tries": audioTries.map { .count($0) }, "fault": fault?.json,
            "frames": sound.map { .count($0.frames) }, "frames_taken": sound.map { .count($0.framesTaken) },
            "late_ticks": sound.map { .count($0.lateTicks) }, "refusals": sound.map { .count($0.refusals) },
            "underruns": sound.map { .count($0.underruns) }, "note": interruption.map { .word($0) },
        ])
    }

    init(_ details: Details) {
        rang = details.span("rang_ms")
        connectedFor = details.span("call_ms")
        ending = details.word("ended_by")
        isHeard = details.flag("heard")
        audioTries = details.count("audio_tries")
        fault = VoiceFault(json: details["fault"])
        sound = SoundFigures(details)
        interruption = details.word("note")
    }
}

extension SoundFigures {
    fileprivate init?(_ details: Details) {
        guard let frames = details.count("frames"), let taken = details.count("frames_taken"),
            let late = details.count("late_ticks"), let refusals = details.count("refusals"),
            let underruns = details.count("underruns")
        else { return nil }
        self.init(frames: frames, framesTaken: taken, lateTicks: late, refusals: refusals, underruns: underruns)
    }
}
