/// A remark on a prompt for the operator.
public enum PromptRemark: Sendable, Hashable {
    /// It cannot be played.
    case fault(PromptFault)
    /// It lasts so many seconds, which is longer than callers listen.
    case long(seconds: Int)
    /// So many samples are at full scale.
    case clipped(samples: Int)
    /// It is quieter than a person speaking into the microphone, in dBFS.
    case quiet(dBFS: Int)
    /// It contains a pause of so many tenths of a second.
    case pause(tenths: Int)
    /// Its sample rate is below that of a telephone.
    case lowSampleRate(rate: Int)

    /// The severity.
    public enum Severity: String, Sendable, Hashable {
        /// It can be played, but could be better.
        case warning
        /// It cannot be played.
        case error
    }

    /// The severity.
    public var severity: Severity {
        if case .fault = self { .error } else { .warning }
    }

    /// The number of seconds after which callers stop listening; a call ends after 40 s.
    public static let longestComfortable = 25
}
