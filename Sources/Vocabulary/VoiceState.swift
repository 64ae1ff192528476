/// The state of a line's voice, in `status`.
public enum VoiceState: String, CaseIterable, Hashable, Sendable, Codable {
    /// A person confirmed hearing it.
    case verified
    /// It can speak, but no caller has confirmed hearing it.
    case unverified
    /// It cannot speak.
    case none
}

/// The state of a `line verify --voice`.
public enum VoiceTrialState: String, CaseIterable, Hashable, Sendable, Codable {
    /// Nobody has called.
    case waiting
    /// The line is speaking to a caller.
    case speaking
    /// The code was spoken; it can still be typed at the terminal.
    case spoken
    /// The code was confirmed: callers hear the line.
    case verified
    /// The trial failed.
    case failed
    /// The time is over.
    case expired
}
