/// Keeps samples under a ceiling without clicks: the gain falls before a peak and rises after it.
enum Limiter {
    /// How many seconds around a peak the gain is lowered.
    static let reach = 0.004

    static func apply(_ samples: [Float], gain: Float, ceiling: Float, rate: Int) -> [Float] {
        var output = samples.withUnsafeBufferPointer { input in
            [Float](unsafeUninitializedCapacity: input.count) { output, count in
                var index = 0
                while index < input.count {
                    output[index] = input[index] * gain
                    index += 1
                }
                count = input.count
            }
        }
        guard Loudness.peak(output) > ceiling else { return output }
        let half = max(1, Int(reach * Double(rate)))
        let lowest = slidingMinimum(needed(output, ceiling), half: half)
        output.withUnsafeMutableBufferPointer { output in
            lowest.withUnsafeBufferPointer { lowest in
                // The mean over the same reach: each term already allows for this sample, so the mean does.
                var sum = 0.0
                let width = Double(2 * half + 1)
                var index = 0
                while index < 2 * half {
                    sum += Double(lowest[index])
                    index += 1
                }
                index = 0
                while index < output.count {
                    sum += Double(lowest[index + 2 * half])
                    let limited = output[index] * Float(sum / width)
                    // Rounding may put the mean slightly over the ceiling, so the result is clipped to it.
                    output[index] = min(ceiling, max(-ceiling, limited))
                    sum -= Double(lowest[index])
                    index += 1
                }
            }
        }
        return output
    }

    /// The gain each sample needs by itself.
    private static func needed(_ samples: [Float], _ ceiling: Float) -> [Float] {
        samples.withUnsafeBufferPointer { samples in
            [Float](unsafeUninitializedCapacity: samples.count) { gains, count in
                var index = 0
                while index < samples.count {
                    let size = abs(samples[index])
                    gains[index] = size > ceiling ? ceiling / size : 1
                    index += 1
                }
                count = samples.count
            }
        }
    }

    /// For each place from `half` before the first to `half` after the last: the least gain within `half` of it.
    private static func slidingMinimum(_ gains: [Float], half: Int) -> [Float] {
        var lowest = [Float](repeating: 1, count: gains.count + 2 * half)
        gains.withUnsafeBufferPointer { gains in
            lowest.withUnsafeMutableBufferPointer { lowest in
                var index = 0
                while index < gains.count {
                    let gain = gains[index]
                    // Rare: only samples over the ceiling write around themselves.
                    if gain < 1 {
                        var place = index
                        while place <= index + 2 * half {
                            if gain < lowest[place] { lowest[place] = gain }
                            place += 1
                        }
                    }
                    index += 1
                }
            }
        }
        return lowest
    }
}
