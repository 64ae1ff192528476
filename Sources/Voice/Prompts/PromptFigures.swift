/// A sound in numbers.
public struct PromptFigures: Sendable, Hashable, Codable {
    /// Length of the whole.
    public let seconds: Double
    /// The largest sample, in dBFS.
    public let peak: Double
    /// Loudness while somebody speaks, in dBFS: the mean power of the 20 ms frames within 35 dB of the loudest.
    public let activeLevel: Double
    /// Samples at the end of the scale.
    public let clippedSamples: Int
    /// The longest silence between two sounds, in seconds.
    public let longestPause: Double
    /// The silence before the first sound, in seconds.
    public let leadIn: Double

    /// Measures samples of 16 bits.
    public init(samples: [Int16], rate: Int) {
        let clipped = samples.reduce(into: 0) { $0 += $1 == .max || $1 == .min ? 1 : 0 }
        self.init(samples: samples.map { Float($0) / 32768 }, rate: rate, clippedSamples: clipped)
    }

    init(samples: [Float], rate: Int, clippedSamples: Int) {
        let loudness = Loudness(samples, rate: rate)
        let active = loudness.activeFrames
        seconds = Double(samples.count) / Double(max(1, rate))
        peak = Decibels.ofAmplitude(Double(Loudness.peak(samples)))
        activeLevel = loudness.activeLevel
        self.clippedSamples = clippedSamples
        leadIn = Double(active.first ?? loudness.powers.count) * Loudness.frameSeconds
        let gap = zip(active, active.dropFirst()).map { $1 - $0 - 1 }.max() ?? 0
        longestPause = Double(gap) * Loudness.frameSeconds
    }
}
