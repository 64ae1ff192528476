import Vocabulary

/// What `call_ended` says of a call; nil = it does not apply.
package struct CallFacts: Hashable, Sendable {
    /// How long it rang.
    package var rang: Span?
    /// How long it stood.
    package var stood: Span?
    /// Why it ended.
    package var ending: CallEnding?
    /// Every frame was taken and the call stood to the end: more cannot be known from here.
    package var isHeard: Bool?
    /// How often the modem was asked to switch its sound on.
    package var audioTries: Int?
    /// What went wrong, in a sentence.
    package var fault: String?
    /// How the message went into the call.
    package var sound: SoundReport?
    /// The modem was lost before its end was seen.
    package var isModemLost = false

    /// Nothing is known.
    package init() {}
}

/// How the message went into a call.
package struct SoundReport: Hashable, Sendable {
    /// Frames of 20 ms the message has.
    package var frames: Int
    /// Frames the modem took in full.
    package var framesTaken: Int
    /// Wake-ups that came more than 20 ms late.
    package var lateTicks: Int
    /// Writes the modem took no part of, or only a part.
    package var refusals: Int
    /// Times a sound card ran out of sound.
    package var underruns: Int
    /// Every frame was taken and played out.
    package var isWhole: Bool
    /// Why it ended before its time, in one sentence.
    package var fault: String?

    /// A report from its parts.
    package init(
        frames: Int, framesTaken: Int, lateTicks: Int = 0, refusals: Int = 0, underruns: Int = 0, isWhole: Bool,
        fault: String? = nil
    ) {
        self.frames = frames
        self.framesTaken = framesTaken
        self.lateTicks = lateTicks
        self.refusals = refusals
        self.underruns = underruns
        self.isWhole = isWhole
        self.fault = fault
    }
}
