internal import CSoxr
import Vocabulary

/// Changes the sample rate with libsoxr at high quality, without aliasing.
enum Resampler {
    static func resample(_ samples: [Float], from old: Int, to new: Int) throws(PromptFault) -> [Float] {
        guard old != new, !samples.isEmpty else { return samples }
        let capacity = Int((Double(samples.count) * Double(new) / Double(old)).rounded(.up)) + 16
        var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
        var failure: soxr_error_t?
        let result = [Float](unsafeUninitializedCapacity: capacity) { output, count in
            var done = 0
            failure = soxr_oneshot(
                Double(old), Double(new), 1, samples, samples.count, nil, output.baseAddress, capacity, &done, nil,
                &quality, nil)
            count = failure == nil ? done : 0
        }
        guard failure == nil else { throw PromptFault.unusableRate(.sound, rate: old) }
        return result
    }
}
