/// What a caller will hear: one channel of 16-bit samples, conditioned for the telephone.
public struct Prompt: Sendable, Hashable {
    /// The samples, at most 3 dB under full scale.
    public let samples: [Int16]
    /// Samples a second.
    public let rate: Int
    /// Measurements for people.
    public let figures: PromptFigures

    /// A prompt of finished samples; the figures are measured.
    public init(samples: [Int16], rate: Int) {
        self.init(samples: samples, rate: rate, figures: PromptFigures(samples: samples, rate: rate))
    }

    init(samples: [Int16], rate: Int, figures: PromptFigures) {
        self.samples = samples
        self.rate = rate
        self.figures = figures
    }
}

extension Prompt: CustomStringConvertible {
    /// Its length and rate, for logs.
    public var description: String {
        "prompt of \((figures.seconds * 10).rounded() / 10) s at \(rate) Hz"
    }
}
