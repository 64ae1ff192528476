import Glibc

/// Conversions between ratios and decibels.
enum Decibels {
    /// The value for silence, because JSON and people cannot use minus infinity.
    static let floor = -120.0

    static func ofAmplitude(_ amplitude: Double) -> Double {
        amplitude > 0 ? max(floor, 20 * log10(amplitude)) : floor
    }

    static func ofPower(_ power: Double) -> Double {
        power > 0 ? max(floor, 10 * log10(power)) : floor
    }

    static func amplitude(_ decibels: Double) -> Double {
        pow(10, decibels / 20)
    }
}

/// How loud a sound is, frame by frame, and when somebody speaks in it.
///
/// A mean over the whole would call a message with long pauses quiet. So a frame counts when it is within 35 dB of the
/// loudest one: that leaves out pauses and keeps the soft ends of words.
struct Loudness {
    static let frameSeconds = 0.02
    static let activeRange = 35.0

    /// The mean power of each frame of 20 ms; the last one may be short.
    let powers: [Double]

    init(_ samples: [Float], rate: Int) {
        let size = max(1, Int(Double(rate) * Self.frameSeconds))
        powers = samples.withUnsafeBufferPointer { samples in
            stride(from: 0, to: samples.count, by: size).map { start in
                Self.power(samples, from: start, to: min(start + size, samples.count))
            }
        }
    }

    /// The power of the loudest frame.
    var loudest: Double { powers.max() ?? 0 }

    /// The power below which a frame is a pause.
    var threshold: Double { loudest * Self.thresholdRatio }

    static let thresholdRatio = pow(10, -activeRange / 10)

    /// The indices of frames with audible sound.
    var activeFrames: [Int] {
        let threshold = threshold
        guard threshold > 0 else { return [] }
        return powers.indices.filter { powers[$0] >= threshold }
    }

    /// The mean power of the active frames, in dBFS.
    var activeLevel: Double {
        let threshold = threshold
        let active = powers.filter { $0 >= threshold }
        return Decibels.ofPower(active.reduce(0, +) / Double(max(1, active.count)))
    }

    /// The largest amplitude.
    static func peak(_ samples: [Float]) -> Float {
        samples.withUnsafeBufferPointer { samples in
            var peak: Float = 0
            var index = 0
            while index < samples.count {
                let size = abs(samples[index])
                if size > peak { peak = size }
                index += 1
            }
            return peak
        }
    }

    /// The mean power of a stretch.
    static func power(_ samples: UnsafeBufferPointer<Float>, from start: Int, to end: Int) -> Double {
        var sum = 0.0
        var index = start
        while index < end {
            let sample = Double(samples[index])
            sum += sample * sample
            index += 1
        }
        return sum / Double(max(1, end - start))
    }
}
