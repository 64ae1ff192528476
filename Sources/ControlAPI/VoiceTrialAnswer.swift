import Vocabulary

/// How far `line verify --voice` is.
///
/// It does not contain the code, which the operator must hear.
public struct VoiceTrialAnswer: Codable, Equatable, Sendable {
    /// The id of the line.
    public var line: String
    /// The line's number to call, E.164.
    public var number: String
    /// Until when the next caller hears the code.
    public var expiresAt: ZonedTime
    /// `waiting`, `speaking`, `spoken`, `verified`, `failed` or `expired`.
    public var state: Word<VoiceTrialState>
    /// Why it did not work.
    @Nullable public var fault: String?

    enum CodingKeys: String, CodingKey {
        case line, number, state, fault
        case expiresAt = "expires_at"
    }

    /// Makes an answer.
    public init(line: String, number: String, expiresAt: ZonedTime, state: Word<VoiceTrialState>, fault: String?) {
        self.line = line
        self.number = number
        self.expiresAt = expiresAt
        self.state = state
        self.fault = fault
    }
}

/// What the operator heard.
public struct VoiceCodeRequest: Codable, Equatable, Sendable {
    /// The code as it was typed; nil = nothing was heard.
    @Nullable public var code: String?

    /// Makes a request.
    public init(code: String?) {
        self.code = code
    }
}
