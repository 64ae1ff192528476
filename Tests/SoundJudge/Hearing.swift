/// What a caller heard, held against what was to be said.
///
/// A correlation over the whole call breaks on two milliseconds of drift, and one over windows does not: every 200 ms of
/// the prompt are looked for within 40 ms of where they should be.
public struct Hearing: Sendable {
    /// The lowest normalised correlation of a window; 0 when nothing could be compared.
    public private(set) var minimum = 0.0
    /// Windows that were compared.
    public private(set) var windows = 0
    /// How far the windows lie apart in time, in milliseconds, counting those that are recognised.
    public private(set) var lagSpread = 0.0
    /// The longest run of 20 ms frames that are 20 dB quieter than in the prompt.
    public private(set) var longestHole = 0
    /// Seconds from the beginning of the recording to the first sound; nil when there is none.
    public private(set) var firstSound: Double?
    /// Whether the last sound of the prompt was heard.
    public private(set) var hasTail = false
    /// How much louder than the prompt it was heard, in decibels.
    public private(set) var level = -120.0

    /// Compares the recording `heard` with `prompt`, both at `rate` samples a second.
    public init(heard: [Int16], prompt: [Int16], rate: Int) {
        let heard = Samples(heard)
        let prompt = Samples(prompt)
        let frame = rate / 50
        firstSound = (0..<heard.count / (frame / 2)).first {
            heard.decibels(at: $0 * frame / 2, count: frame / 2) > -45
        }.map { Double($0 * (frame / 2)) / Double(rate) }
        let active = (0..<prompt.count / frame).filter { prompt.decibels(at: $0 * frame, count: frame) > -40 }
        guard let last = active.last, let offset = Alignment(heard: heard, prompt: prompt, rate: rate).offset else {
            return
        }
        let matches = Hearing.matches(heard, prompt, rate: rate, offset: offset, end: (last + 1) * frame)
        guard let tail = matches.last else { return }
        windows = matches.count
        minimum = matches.map(\.correlation).min() ?? 0
        let lags = matches.filter { $0.correlation > 0.5 }.map(\.lag)
        lagSpread = Double((lags.max() ?? 0) - (lags.min() ?? 0)) * 1000 / Double(rate)
        measure(heard, prompt, frame: frame, active: active, matches: matches, offset: offset)
        hasTail =
            tail.correlation > 0.5 && !isHole(heard, prompt, frame: frame, at: last * frame, lag: offset + tail.lag)
    }

    /// What is wrong with it, one sentence each; nothing when the caller heard the prompt as it should be.
    public func problems(minimum limit: Double = 0.95) -> [String] {
        var problems: [String] = []
        if windows == 0 { problems.append("nothing of the prompt was found") }
        if minimum < limit { problems.append("a window correlates at \(minimum), less than \(limit)") }
        if lagSpread > 5 { problems.append("windows are \(lagSpread) ms apart, more than 5") }
        if longestHole >= 2 { problems.append("\(longestHole) frames in a row are missing") }
        if firstSound == nil { problems.append("there is no sound") }
        if !hasTail { problems.append("the end is missing") }
        if abs(level) > 3 { problems.append("the level differs by \(level) dB, more than 3") }
        return problems
    }

    private struct Match {
        /// Where the window begins in the prompt.
        let start: Int
        /// How far from the common offset it was found.
        let lag: Int
        let correlation: Double
    }

    /// Finds each window of 200 ms, and one that ends where the prompt's sound ends.
    private static func matches(_ heard: Samples, _ prompt: Samples, rate: Int, offset: Int, end: Int) -> [Match] {
        let length = rate / 5
        var starts = Array(stride(from: 0, through: prompt.count - length, by: length))
        if end >= length { starts.append(end - length) }
        var lag = 0
        return starts.compactMap { start in
            guard prompt.decibels(at: start, count: length) > -40 else { return nil }
            let found = Alignment.best(
                heard: heard, prompt: prompt, start: start, count: length, around: offset + start, guess: lag,
                reach: rate / 25)
            if found.correlation > 0.5 { lag = found.lag }
            return Match(start: start, lag: found.lag, correlation: found.correlation)
        }
    }

    private mutating func measure(
        _ heard: Samples, _ prompt: Samples, frame: Int, active: [Int], matches: [Match], offset: Int
    ) {
        var (run, before) = (0, -2)
        var (energy, wanted) = (0.0, 0.0)
        for index in active {
            let start = index * frame
            let lag = matches.last { $0.start <= start && $0.correlation > 0.5 }?.lag ?? 0
            wanted += prompt.energy(at: start, count: frame)
            energy += heard.energy(at: start + offset + lag, count: frame)
            let isHole = isHole(heard, prompt, frame: frame, at: start, lag: offset + lag)
            run = isHole ? (before == index - 1 ? run + 1 : 1) : 0
            if isHole { before = index }
            longestHole = max(longestHole, run)
        }
        level = Samples.decibels(energy) - Samples.decibels(wanted)
    }

    private func isHole(_ heard: Samples, _ prompt: Samples, frame: Int, at start: Int, lag: Int) -> Bool {
        heard.decibels(at: start + lag, count: frame) < prompt.decibels(at: start, count: frame) - 20
    }
}
