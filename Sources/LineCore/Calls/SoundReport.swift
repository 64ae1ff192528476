import Vocabulary

/// How the message went into a call.
package struct SoundReport: Hashable, Sendable {
    /// How it went, in figures.
    package var figures: SoundFigures
    /// Every frame was taken and played out.
    package var isWhole: Bool
    /// Why it ended before its time.
    package var fault: VoiceFault?

    /// A report from its parts.
    package init(_ figures: SoundFigures, isWhole: Bool, fault: VoiceFault? = nil) {
        self.figures = figures
        self.isWhole = isWhole
        self.fault = fault
    }
}
