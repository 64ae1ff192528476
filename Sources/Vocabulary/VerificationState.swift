/// The state of a `line verify`.
public enum VerificationState: String, CaseIterable, Hashable, Sendable, Codable {
    /// The code has not arrived.
    case waiting
    /// The code arrived, and the answer is being sent.
    case heard
    /// The network accepted the answer: both directions are proved.
    case verified
    /// The code arrived and was not answered.
    case refused
    /// The answer was not sent, or its outcome is not known.
    case unanswered
    /// The time was over before the code arrived.
    case expired
}
