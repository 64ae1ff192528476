import Foundation
import SeededRandom

/// The tones of a telephone keypad, as a test's caller presses it.
enum Tones {
    static let low: [Character: Double] = [
        "1": 697, "2": 697, "3": 697, "A": 697, "4": 770, "5": 770, "6": 770, "B": 770, "7": 852, "8": 852, "9": 852,
        "C": 852, "*": 941, "0": 941, "#": 941, "D": 941,
    ]
    static let high: [Character: Double] = [
        "1": 1209, "4": 1209, "7": 1209, "*": 1209, "2": 1336, "5": 1336, "8": 1336, "0": 1336, "3": 1477, "6": 1477,
        "9": 1477, "#": 1477, "A": 1633, "B": 1633, "C": 1633, "D": 1633,
    ]

    /// Keys one after the other, each tone at `level` of full scale, the higher one `twist` decibels stronger.
    static func press(
        _ keys: String, milliseconds: Int, pause: Int, rate: Int = 8000, level: Double = 0.2, twist: Double = 0
    ) -> [Int16] {
        var samples = [Int16](repeating: 0, count: rate * pause / 1000)
        let stronger = level * pow(10, twist / 20)
        for key in keys {
            guard let low = low[key], let high = high[key] else { continue }
            for index in 0..<rate * milliseconds / 1000 {
                let time = 2 * Double.pi * Double(index) / Double(rate)
                samples.append(Int16(32767 * (level * sin(low * time) + stronger * sin(high * time))))
            }
            samples += [Int16](repeating: 0, count: rate * pause / 1000)
        }
        return samples
    }

    /// Digits without two alike in a row, the same for the same seed.
    static func digits(_ count: Int, seed: UInt64) -> String {
        var random = SeededGenerator(seed: seed)
        var digits: [Character] = []
        while digits.count < count {
            let digit = Array("0123456789")[Int(random.next() % 10)]
            if digit != digits.last { digits.append(digit) }
        }
        return String(digits)
    }

    /// Adds noise of a mean level in decibels below full scale.
    static func noisy(_ samples: [Int16], decibels: Double, seed: UInt64) -> [Int16] {
        var random = SeededGenerator(seed: seed)
        // Evenly spread noise of an amplitude a has a mean square of a * a / 3.
        let amplitude = 32767 * pow(10, decibels / 20) * 3.0.squareRoot()
        return samples.map { sample in
            let noise = (Double(random.next() >> 11) / Double(1 << 53) * 2 - 1) * amplitude
            return Int16(max(-32768, min(32767, Double(sample) + noise)))
        }
    }

    /// Both sounds at once, the second at `gain` of its own level.
    static func mixed(_ samples: [Int16], _ other: [Int16], gain: Double) -> [Int16] {
        samples.indices.map { index in
            let both = Double(samples[index]) + gain * Double(other[index % other.count])
            return Int16(max(-32768, min(32767, both)))
        }
    }
}
