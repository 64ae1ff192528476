import Glibc

/// Where the power of a sound is: the mean of many short spectra.
///
/// Written apart from the filters it judges.
struct Spectrum {
    private static let size = 1024
    private let powers: [Double]
    private let width: Double

    init(_ samples: [Float], rate: Int) {
        let size = Self.size
        var powers = [Double](repeating: 0, count: size / 2)
        for start in stride(from: 0, through: samples.count - size, by: size) {
            var real = (0..<size).map { index in
                Double(samples[start + index]) * (0.5 - 0.5 * cos(2 * .pi * Double(index) / Double(size)))
            }
            var imaginary = [Double](repeating: 0, count: size)
            Self.transform(&real, &imaginary)
            for bin in powers.indices { powers[bin] += real[bin] * real[bin] + imaginary[bin] * imaginary[bin] }
        }
        self.powers = powers
        width = Double(rate) / Double(size)
    }

    /// How far the power of a band is under the whole, in dB.
    func share(_ band: Range<Double>) -> Double {
        var (inside, whole) = (0.0, 0.0)
        for (bin, power) in powers.enumerated() {
            whole += power
            if band.contains(Double(bin) * width) { inside += power }
        }
        return 10 * log10(max(1e-12, inside / max(1e-30, whole)))
    }

    /// A Fourier transform in place, radix 2.
    private static func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
        let size = real.count
        var mirror = 0
        for index in 1..<size {
            var bit = size / 2
            while mirror & bit != 0 {
                mirror ^= bit
                bit /= 2
            }
            mirror |= bit
            if index < mirror {
                real.swapAt(index, mirror)
                imaginary.swapAt(index, mirror)
            }
        }
        var length = 2
        while length <= size {
            for step in 0..<length / 2 {
                let (cosine, sine) = (
                    cos(2 * .pi * Double(step) / Double(length)), sin(2 * .pi * Double(step) / Double(length))
                )
                for start in stride(from: step, to: size, by: length) {
                    let other = start + length / 2
                    let re = real[other] * cosine + imaginary[other] * sine
                    let im = imaginary[other] * cosine - real[other] * sine
                    real[other] = real[start] - re
                    imaginary[other] = imaginary[start] - im
                    real[start] += re
                    imaginary[start] += im
                }
            }
            length *= 2
        }
    }
}
