/// Where in a recording a prompt begins.
struct Alignment {
    /// The place in the recording of the prompt's first sample; nil when there is nothing to align.
    let offset: Int?

    /// Finds it by loudness first, by the samples then.
    init(heard: Samples, prompt: Samples, rate: Int) {
        let hop = rate / 100
        let rough = Alignment.byLoudness(heard, prompt, hop: hop)
        guard let rough else {
            offset = nil
            return
        }
        // The loudest 200 ms say exactly where it is; a damaged one must not have the only vote.
        let length = rate / 5
        let loudest = stride(from: 0, through: prompt.count - length, by: length)
            .sorted { prompt.energy(at: $0, count: length) > prompt.energy(at: $1, count: length) }.prefix(5)
        let votes = loudest.map { start in
            Alignment.best(
                heard: heard, prompt: prompt, start: start, count: length, around: rough + start, guess: 0,
                reach: rate / 20)
        }
        guard let best = votes.max(by: { $0.correlation < $1.correlation }) else {
            offset = nil
            return
        }
        offset = rough + best.lag
    }

    /// Where one stretch of the prompt lies in the recording, at most `reach` from `around`.
    ///
    /// A voiced sound looks like itself one pitch period later, so a place within a millisecond of `guess` wins over a
    /// slightly better one elsewhere.
    static func best(
        heard: Samples, prompt: Samples, start: Int, count: Int, around: Int, guess: Int, reach: Int
    ) -> (lag: Int, correlation: Double) {
        func best(_ lags: some Sequence<Int>) -> (lag: Int, correlation: Double) {
            var best = (lag: guess, correlation: 0.0)
            for lag in lags {
                let found = prompt.correlation(at: start, with: heard, at: around + lag, count: count)
                if found > best.correlation { best = (lag, found) }
            }
            return best
        }
        let guessed = best(CollectionOfOne(guess))
        if guessed.correlation > 0.999 { return guessed }
        let near = best(guess - reach / 40...guess + reach / 40)
        let rough = best(stride(from: -reach, through: reach, by: 2))
        let far = best(rough.lag - 1...rough.lag + 1)
        return near.correlation > far.correlation - 0.05 ? near : far
    }

    /// The offset at which the loudness of both goes up and down together.
    private static func byLoudness(_ heard: Samples, _ prompt: Samples, hop: Int) -> Int? {
        let mine = loudness(heard, hop: hop)
        let wanted = loudness(prompt, hop: hop)
        guard !mine.values.isEmpty, !wanted.values.isEmpty else { return nil }
        var best: (offset: Int, value: Double)?
        for offset in -wanted.count / 2...mine.count {
            let value = wanted.product(at: 0, with: mine, at: offset, count: wanted.count)
            if value > best?.value ?? 0 { best = (offset, value) }
        }
        return best.map { $0.offset * hop }
    }

    /// The amplitude of every hop, without its mean.
    private static func loudness(_ samples: Samples, hop: Int) -> Samples {
        let levels = (0..<samples.count / hop).map {
            (samples.energy(at: $0 * hop, count: hop) / Double(hop)).squareRoot()
        }
        let mean = levels.reduce(0, +) / Double(max(levels.count, 1))
        return Samples(levels.map { Int16(max(-32768, min(32767, $0 - mean))) })
    }
}
