import Vocabulary

/// How one piece of sound went into a call.
public struct PlaybackReport: Sendable, Hashable {
    /// Frames the piece has.
    public var frames: Int
    /// Frames the modem took in full.
    public var written = 0
    /// Milliseconds that were written ahead of what the modem played.
    public var lead = 0
    /// Wake-ups that came more than 20 ms late.
    public var late = 0
    /// Writes the modem took no part of, or only a part.
    public var refusals = 0
    /// Times a sound card ran out of sound.
    public var underruns = 0
    /// True when every frame was taken and, by the clock and by what the card says, played out.
    public var finished = false
    /// From the first frame to the end.
    public var milliseconds = 0
    /// Why it ended before its time.
    public var fault: VoiceFault?

    /// A report of a piece of which nothing was played yet.
    public init(frames: Int, fault: VoiceFault? = nil) {
        self.frames = frames
        self.fault = fault
    }
}
