import LinePolicy
import Vocabulary

/// Durations as the configuration writes them: `30s`, `5m`, `2h`, `7d`, and ranges `45m..90m`.
enum Durations {
    /// A single duration; nil for anything else, also for negative ones and those over a thousand years.
    static func span(_ text: some StringProtocol) -> Span? {
        guard let unit = text.last, let factor = factors[unit] else { return nil }
        let digits = text.dropLast()
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int64(digits)
        else { return nil }
        let seconds = count * factor
        return seconds <= 366 * 86_400 * 1_000 ? .seconds(seconds) : nil
    }

    /// A range, or one duration as both its ends.
    static func range(_ text: String) -> ClosedRange<Span>? {
        let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
        guard let low = ends.first.flatMap({ span($0) }), let high = ends.last.flatMap({ span($0) }), low <= high
        else { return nil }
        return low...high
    }

    private static let factors: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
}
