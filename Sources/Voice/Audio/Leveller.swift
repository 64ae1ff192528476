import Glibc

/// Speech as loud as a telephone network expects it.
enum Leveller {
    /// The active level wanted, in dBFS.
    static let target = -20.0
    /// The largest sample allowed: 3 dB under full scale, and a little for rounding.
    static let ceiling = Float(Decibels.amplitude(-3.05))

    /// One gain for all of it; what then is over the ceiling is limited, and the gain chosen again for what that took.
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
            // Where the limiter takes most of each step away again, more is asked for than is missing.
            gain += missing * 1.5
        }
        return best
    }
}
