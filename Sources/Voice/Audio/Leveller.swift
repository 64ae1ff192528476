import Glibc

/// Brings speech to the level that telephone networks expect.
enum Leveller {
    /// The active level wanted, in dBFS.
    static let target = -20.0
    /// The largest sample allowed: 3 dB under full scale, and a little for rounding.
    static let ceiling = Float(Decibels.amplitude(-3.05))

    /// Applies one gain and limits peaks over the ceiling; then corrects the gain for the level lost by limiting.
    static func apply(_ samples: [Float], rate: Int) -> [Float] {
        var gain = target - Loudness(samples, rate: rate).activeLevel
        var best = samples
        var distance = Double.infinity
        for _ in 0..<12 {
            let levelled = Limiter.apply(
                samples, gain: Float(Decibels.amplitude(gain)), ceiling: ceiling, rate: rate)
            let missing = target - Loudness(levelled, rate: rate).activeLevel
            if abs(missing) < distance {
                distance = abs(missing)
                best = levelled
            }
            guard abs(missing) > 0.1 else { break }
            // If the limiter takes away most of each step, the next step is larger than the missing level.
            gain += missing * 1.5
        }
        return best
    }
}
