import Glibc
import Vocabulary

/// Turns any sound into a prompt: resamples it, filters it to the telephone band, compresses and levels it.
///
/// Its leading and trailing silences have fixed lengths. The band is taken after resampling, not before: the result is
/// the same, one filter serves all rates of files, and it is shorter.
enum Conditioning {
    /// Part of every cache key: increase it when the same source would give different samples.
    static let chainVersion = 1
    /// Rates that modems and sound cards take.
    static let rates = 8000...48_000

    /// Silence before the first sound: the first syllable is lost while the path to the caller opens.
    static let leadIn = 0.3
    /// Silence after the last sound.
    static let tail = 0.5
    /// Silence between two languages.
    static let between = 0.6
    /// If the loudest frame has less than this power, there is only noise: -60 dBFS.
    static let silence = 1e-6

    /// A prompt of several sounds, one after the other; `names` are for the errors.
    static func prompt(_ sounds: [(name: String, sound: Sound)], rate: Int) throws(PromptFault) -> Prompt {
        guard !sounds.isEmpty else { throw PromptFault.nothingToSay }
        guard rates.contains(rate) else { throw PromptFault.unusableRate(.modem, rate: rate) }
        var whole = silence(leadIn - Trimming.before, rate)
        for (index, source) in sounds.enumerated() {
            if index > 0 { whole += silence(between - Trimming.before - Trimming.after, rate) }
            whole += try speech(source.sound, name: source.name, rate: rate)
        }
        whole += silence(tail - Trimming.after, rate)
        guard whole.count <= Int((SoundFile.longest + 2) * Double(rate)) else {
            throw PromptFault.tooLong(.prompt, seconds: Int(SoundFile.longest))
        }
        return Prompt(samples: whole.map(sample), rate: rate)
    }

    /// One sound, levelled, with ``Trimming/before`` and ``Trimming/after`` around what is spoken.
    static func speech(_ sound: Sound, name: String, rate: Int) throws(PromptFault) -> [Float] {
        // The filter is computed once for two rates; a 48 kHz card needs no more bandwidth than a 16 kHz one.
        let working = rate < 16_000 ? 8000 : 16_000
        let narrow = working == 8000
        let band = BandFilter(low: narrow ? 300 : 150, high: narrow ? 3400 : 7000, rate: working)
        let resampled = try Resampler.resample(faded(sound), from: sound.rate, to: working)
        var samples = band.apply(resampled)
        let loudness = Loudness(samples, rate: working)
        guard loudness.loudest > silence else { throw PromptFault.silent(.file(name)) }
        // The compressor's curve is made for speech at this level.
        let gain = Float(Decibels.amplitude(-21 - loudness.activeLevel))
        samples = Compressor.apply(samples.map { $0 * gain }, rate: working)
        samples = try Resampler.resample(samples, from: working, to: rate)
        return Trimming.apply(Leveller.apply(samples, rate: rate), rate: rate)
    }

    /// Fades both ends: a filter would turn a file that begins or ends off zero into a click.
    private static func faded(_ sound: Sound) -> [Float] {
        var samples = sound.samples
        let length = min(Int(0.01 * Double(sound.rate)), samples.count / 2)
        for index in 0..<length {
            let gain = Float(0.5 - 0.5 * cos(Double.pi * (Double(index) + 0.5) / Double(length)))
            samples[index] *= gain
            samples[samples.count - 1 - index] *= gain
        }
        return samples
    }

    private static func silence(_ seconds: Double, _ rate: Int) -> [Float] {
        [Float](repeating: 0, count: Int((seconds * Double(rate)).rounded()))
    }

    private static func sample(_ value: Float) -> Int16 {
        Int16(min(32767, max(-32768, (value * 32768).rounded())))
    }
}
