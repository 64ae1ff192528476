/// A remark on a prompt for the operator.
public enum PromptRemark: Sendable, Hashable {
    /// It cannot be played.
    case fault(PromptFault)
    /// It lasts so many seconds, longer than callers listen.
    case long(seconds: Int)
    /// So many samples are at full scale.
    case clipped(samples: Int)
    /// It is quieter than somebody who speaks into the microphone, in dBFS.
    case quiet(dBFS: Int)
    /// It is silent for so many tenths of a second in between.
    case pause(tenths: Int)
    /// Its sample rate is lower than that of a telephone.
    case lowSampleRate(rate: Int)

    /// How much it matters.
    public enum Severity: String, Sendable, Hashable {
        /// It can be played, and could be better.
        case warning
        /// It cannot be played.
        case error
    }

    /// How much it matters.
    public var severity: Severity {
        if case .fault = self { .error } else { .warning }
    }

    /// Seconds after which callers no longer listen; a call ends after 40 s.
    public static let longestComfortable = 25
}
