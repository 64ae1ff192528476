/// What is known of a line's voice, in `status`.
public enum VoiceState: String, CaseIterable, Hashable, Sendable, Codable {
    /// Somebody heard it.
    case verified
    /// It can speak, and nobody proved that callers hear it.
    case unverified
    /// It cannot speak.
    case none
}

/// How far a `line verify --voice` is.
public enum VoiceTrialState: String, CaseIterable, Hashable, Sendable, Codable {
    /// Nobody has called.
    case waiting
    /// A caller is being spoken to.
    case speaking
    /// The code was spoken; it can still be typed in at the terminal.
    case spoken
    /// The code came back: callers hear the line.
    case verified
    /// It did not work.
    case failed
    /// The time was up.
    case expired
}
