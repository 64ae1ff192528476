import Vocabulary

/// How far `line verify --voice` is.
///
/// The code is not in it: it has to be heard.
public struct VoiceTrialAnswer: Codable, Equatable, Sendable {
    /// The id of the line.
    public var line: String
    /// The line's number, E.164: what to call.
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

    /// An answer from its parts.
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

    /// A request from its parts.
    public init(code: String?) {
        self.code = code
    }
}
