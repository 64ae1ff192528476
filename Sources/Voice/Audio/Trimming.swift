/// Cuts a sound from shortly before its first to shortly after its last audible part.
enum Trimming {
    /// Seconds kept before the first audible window; half of that window is still silence.
    static let before = 0.04
    /// Seconds kept after the last audible window: words end softly.
    static let after = 0.1
    private static let window = 0.02
    private static let step = 0.0025
    private static let halfWindow = 0.01

    /// The trimmed sound with exactly these margins; missing samples are silence.
    static func apply(_ samples: [Float], rate: Int) -> [Float] {
        let rate = Double(rate)
        guard let heard = heard(samples, rate: rate) else { return samples }
        let start = heard.lowerBound + Int(halfWindow * rate) - Int(before * rate)
        let end = heard.upperBound + Int(after * rate)
        var part = [Float](repeating: 0, count: end - start)
        let kept = max(0, start)..<min(samples.count, end)
        part.replaceSubrange(kept.lowerBound - start..<kept.upperBound - start, with: samples[kept])
        fade(&part, Int(before * rate) - Int(halfWindow * rate))
        return part
    }

    /// From the first window within the active range of the loudest frame to the last.
    private static func heard(_ samples: [Float], rate: Double) -> Range<Int>? {
        let size = Int(window * rate)
        let hop = max(1, Int(step * rate))
        let threshold = Loudness(samples, rate: Int(rate)).threshold
        return samples.withUnsafeBufferPointer { samples in
            func isHeard(_ start: Int) -> Bool {
                let end = min(start + size, samples.count)
                return Loudness.power(samples, from: max(0, start), to: end) * Double(end - max(0, start))
                    >= threshold * Double(size)
            }
            let starts = stride(from: -size + hop, to: samples.count, by: hop)
            guard let first = starts.first(where: isHeard) else { return nil }
            var last = first
            for start in stride(from: samples.count - hop, through: first, by: -hop) where isHeard(start) {
                last = start
                break
            }
            return first..<last + size
        }
    }

    /// Fades in over the first `length` samples and out over the last, so that a cut does not click.
    private static func fade(_ samples: inout [Float], _ length: Int) {
        let length = min(length, samples.count / 2)
        for index in 0..<length {
            let gain = Float(index) / Float(length)
            samples[index] *= gain
            samples[samples.count - 1 - index] *= gain
        }
    }
}
