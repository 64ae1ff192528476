import Glibc

/// Filters a sound to the band of a telephone: energy outside it costs level and is not transmitted.
///
/// A windowed sinc (Kaiser, 70 dB) of odd length, so that it delays every frequency by the same whole number of
/// samples; the delay is removed again.
struct BandFilter {
    /// The first half of the coefficients and the middle one; the second half is the mirror image.
    let half: [Float]

    /// Both edges are at half amplitude; 50 Hz further out, the attenuation is 70 dB.
    init(low: Double, high: Double, rate: Int) {
        let transition = 100.0 / Double(rate)
        let order = Int((62 / (2.285 * 2 * Double.pi * transition)).rounded(.up))
        let middle = (order + 1) / 2
        let shape = 0.1102 * (70 - 8.7)
        half = (0...middle).map { index in
            let offset = Double(index - middle)
            let position = offset / Double(middle)
            let window = Self.bessel(shape * (1 - position * position).squareRoot()) / Self.bessel(shape)
            let ideal = Self.sinc(offset, high / Double(rate)) - Self.sinc(offset, low / Double(rate))
            return Float(ideal * window)
        }
    }

    /// The sound within the band, as long as before.
    func apply(_ samples: [Float]) -> [Float] {
        let middle = half.count - 1
        var padded = [Float](repeating: 0, count: samples.count + 2 * middle)
        padded.replaceSubrange(middle..<middle + samples.count, with: samples)
        return padded.withUnsafeBufferPointer { padded in
            half.withUnsafeBufferPointer { half in
                [Float](unsafeUninitializedCapacity: samples.count) { output, count in
                    guard let input = padded.baseAddress, let half = half.baseAddress else { return }
                    count = samples.count
                    var index = 0
                    while index < count {
                        output[index] = Self.sum(input + index, half, middle)
                        index += 1
                    }
                }
            }
        }
    }

    /// One sample: the coefficients times the samples around it, from both ends to the middle.
    ///
    /// Nearly all of the work is done here; plain pointers keep a debug build fast enough.
    private static func sum(_ input: UnsafePointer<Float>, _ half: UnsafePointer<Float>, _ middle: Int) -> Float {
        var sum = half[middle] * input[middle]
        var tap = 0
        var mirror = 2 &* middle
        while tap < middle {
            sum += half[tap] * (input[tap] + input[mirror])
            tap &+= 1
            mirror &-= 1
        }
        return sum
    }

    /// An ideal low pass, at `offset` samples from its middle.
    private static func sinc(_ offset: Double, _ cutoff: Double) -> Double {
        offset == 0 ? 2 * cutoff : sin(2 * .pi * cutoff * offset) / (.pi * offset)
    }

    /// The modified Bessel function of order zero, by its series.
    private static func bessel(_ value: Double) -> Double {
        var sum = 1.0
        var term = 1.0
        for step in 1...40 {
            let factor = value / (2 * Double(step))
            term *= factor * factor
            sum += term
        }
        return sum
    }
}
