/// One thing a person should know of a prompt.
public struct PromptRemark: Sendable, Hashable, Codable {
    /// How much it matters.
    public enum Severity: String, Sendable, Hashable, Codable {
        /// It can be played, and could be better.
        case warning
        /// It cannot be played.
        case error
    }

    /// How much it matters.
    public let severity: Severity
    /// What it is, and what to do; one line, fit to be printed.
    public let text: String

    /// A remark about a sound that can be played, or not.
    public init(_ severity: Severity, _ text: String) {
        self.severity = severity
        self.text = text
    }

    /// Seconds after which callers no longer listen; a call ends after 40 s.
    public static let longestComfortable = 25.0

    /// What is to be said of a finished prompt: only its length, the rest was put right.
    public static func about(_ figures: PromptFigures) -> [PromptRemark] {
        guard figures.seconds > longestComfortable else { return [] }
        let seconds = Int(figures.seconds.rounded())
        let what =
            figures.seconds > 40 ? "a call ends after 40 s, so its end is never heard" : "few callers listen that long"
        return [PromptRemark(.warning, "it lasts \(seconds) s: \(what); aim at \(Int(longestComfortable)) s")]
    }
}
