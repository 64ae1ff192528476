/// How far a `line verify` is.
public enum VerificationState: String, CaseIterable, Hashable, Sendable, Codable {
    /// The code has not come.
    case waiting
    /// The code came, the answer is on its way.
    case heard
    /// The network took the answer: both directions are proved.
    case verified
    /// The code came and was not answered.
    case refused
    /// The answer was not sent, or nobody knows whether it was.
    case unanswered
    /// The time was up before the code came.
    case expired
}
