import Vocabulary

/// What `jedisnon prompt check` says of a recording: the file as it is, and what callers would hear.
public struct PromptCheck: Sendable, Hashable {
    /// The sound file before conditioning.
    public struct Source: Sendable, Hashable {
        /// Such as `WAV (Microsoft), Signed 16 bit PCM`.
        public let format: String
        /// Samples a second.
        public let rate: Int
        /// 1 for mono, 2 for stereo.
        public let channels: Int
        /// Length, loudness, clipping and silence before anything was done to it.
        public let figures: PromptFigures
        /// The silence after the last sound, in seconds.
        public let leadOut: Double
    }

    /// The file.
    public let path: String
    /// The content of the file; nil when it cannot be read.
    public let source: Source?
    /// What callers would hear; nil when there is nothing to play.
    public let result: PromptFigures?
    /// What is wrong, errors first.
    public let remarks: [PromptRemark]

    /// Whether it can be played.
    public var isUsable: Bool { result != nil }

    /// Reads a file; throws why it could not be played.
    public static func inspect(at path: String) throws(PromptFault) {
        let sound = try SoundFile.read(path)
        // The conditioning would refuse this too: no sound in the telephone band.
        guard Loudness(sound.samples, rate: sound.rate).loudest > Conditioning.silence else {
            throw PromptFault.silent(.file(path))
        }
    }

    /// Reads a file, makes a prompt of it at a rate, and stores nothing.
    public static func recording(_ path: String, rate: Int = 8000) -> PromptCheck {
        let sound: Sound
        do throws(PromptFault) {
            sound = try SoundFile.read(path)
        } catch {
            return PromptCheck(path: path, source: nil, result: nil, remarks: [.fault(error)])
        }
        let source = Source(sound)
        do throws(PromptFault) {
            let result = try Conditioning.prompt([(path, sound)], rate: rate).figures
            return PromptCheck(
                path: path, source: source, result: result,
                remarks: PromptRemark.about(result) + PromptRemark.about(source))
        } catch {
            return PromptCheck(path: path, source: source, result: nil, remarks: [.fault(error)])
        }
    }
}

extension PromptCheck.Source {
    init(_ sound: Sound) {
        format = sound.format
        rate = sound.rate
        channels = sound.channels
        figures = PromptFigures(samples: sound.samples, rate: sound.rate, clippedSamples: sound.clipped)
        let loudness = Loudness(sound.samples, rate: sound.rate)
        let after = loudness.powers.count - 1 - (loudness.activeFrames.last ?? 0)
        leadOut = Double(after) * Loudness.frameSeconds
    }
}

extension PromptRemark {
    /// A file quieter than this while somebody speaks was recorded from too far away.
    static let quiet = -40.0
    /// More samples than this at full scale mean clipping: a normalised file has a few.
    static let clipped = 10
    /// A longer pause sounds as if the message had ended.
    static let pause = 2.0

    /// Remarks on a finished prompt: only its length, all else was corrected.
    public static func about(_ figures: PromptFigures) -> [PromptRemark] {
        guard figures.seconds > Double(longestComfortable) else { return [] }
        return [.long(seconds: Int(figures.seconds.rounded()))]
    }

    /// Remarks on a playable file: faults that no filter can correct.
    static func about(_ source: PromptCheck.Source) -> [PromptRemark] {
        var remarks: [PromptRemark] = []
        let figures = source.figures
        if figures.clippedSamples >= clipped { remarks.append(.clipped(samples: figures.clippedSamples)) }
        if figures.activeLevel < quiet { remarks.append(.quiet(dBFS: Int(figures.activeLevel.rounded()))) }
        if figures.longestPause > pause { remarks.append(.pause(tenths: Int((figures.longestPause * 10).rounded()))) }
        if source.rate < 8000 { remarks.append(.lowSampleRate(rate: source.rate)) }
        return remarks
    }
}
