import Glibc

@testable import Voice

/// Sounds made of sums.
enum Tone {
    /// A sine of `amplitude`, starting at zero.
    static func sine(_ frequency: Double, amplitude: Double = 0.5, seconds: Double = 1, rate: Int) -> [Float] {
        (0..<Int(seconds * Double(rate))).map { index in
            Float(amplitude * sin(2 * .pi * frequency * Double(index) / Double(rate)))
        }
    }

    /// Silence.
    static func nothing(_ seconds: Double, rate: Int) -> [Float] {
        [Float](repeating: 0, count: Int(seconds * Double(rate)))
    }

    /// How loud one frequency is in a sound, in dBFS of a sine's RMS; a window keeps its neighbours out.
    static func level(of frequency: Double, in samples: [Float], rate: Int) -> Double {
        var (real, imaginary, weight) = (0.0, 0.0, 0.0)
        for (index, sample) in samples.enumerated() {
            let window = 0.5 - 0.5 * cos(2 * .pi * (Double(index) + 0.5) / Double(samples.count))
            let angle = 2 * Double.pi * frequency * Double(index) / Double(rate)
            real += window * Double(sample) * cos(angle)
            imaginary += window * Double(sample) * sin(angle)
            weight += window
        }
        let amplitude = 2 * (real * real + imaginary * imaginary).squareRoot() / weight
        return 20 * log10(max(1e-9, amplitude / 2.squareRoot()))
    }

    /// The power of a whole, in dBFS.
    static func level(_ samples: some Collection<Float>) -> Double {
        let power = samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, samples.count))
        return 10 * log10(max(1e-12, power))
    }

    static func floats(_ samples: [Int16]) -> [Float] {
        samples.map { Float($0) / 32768 }
    }
}
