import Vocabulary

/// How the message was played into a call.
package struct SoundReport: Hashable, Sendable {
    /// The figures.
    package var figures: SoundFigures
    /// Whether every frame was accepted and played.
    package var isWhole: Bool
    /// Why it ended early.
    package var fault: VoiceFault?

    /// Makes a report.
    package init(_ figures: SoundFigures, isWhole: Bool, fault: VoiceFault? = nil) {
        self.figures = figures
        self.isWhole = isWhole
        self.fault = fault
    }
}
