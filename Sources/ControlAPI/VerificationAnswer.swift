import Vocabulary

/// How far `line verify` is.
public struct VerificationAnswer: Codable, Equatable, Sendable {
    /// The id of the line.
    public var line: String
    /// The line's number, E.164: where the code goes.
    public var number: String
    /// The one-time code.
    public var code: String
    /// Until when it is valid.
    public var expiresAt: ZonedTime
    /// `waiting`, `heard`, `verified`, `refused`, `unanswered` or `expired`.
    public var state: Word<VerificationState>
    /// Why the code was not answered: one of the reasons of an event.
    @Nullable public var reason: Word<Reason>?

    enum CodingKeys: String, CodingKey {
        case line, number, code, state, reason
        case expiresAt = "expires_at"
    }

    /// Makes an answer.
    public init(
        line: String, number: String, code: String, expiresAt: ZonedTime, state: Word<VerificationState>,
        reason: Word<Reason>?
    ) {
        self.line = line
        self.number = number
        self.code = code
        self.expiresAt = expiresAt
        self.state = state
        self.reason = reason
    }
}
