import Vocabulary

/// How one piece of sound was played into a call.
public struct PlaybackReport: Sendable, Hashable {
    /// Frames the piece has.
    public var frames: Int
    /// Frames the modem accepted in full.
    public var written = 0
    /// How far writing was ahead of playing, in milliseconds.
    public var lead = 0
    /// Wake-ups that came more than 20 ms late.
    public var late = 0
    /// Writes that the modem accepted only partly or not at all.
    public var refusals = 0
    /// Times a sound card ran out of sound.
    public var underruns = 0
    /// True when every frame was accepted and, by the clock and the card's own count, played.
    public var finished = false
    /// From the first frame to the end, in milliseconds.
    public var milliseconds = 0
    /// Why it ended early.
    public var fault: VoiceFault?

    /// A report for a piece that has not been played yet.
    public init(frames: Int, fault: VoiceFault? = nil) {
        self.frames = frames
        self.fault = fault
    }
}
