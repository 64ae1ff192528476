/// What a line does with its contacts.
public enum LineMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Decide and answer.
    case answer
    /// Decide and record what would have been answered; send nothing.
    case shadow
    /// Record only.
    case record
}

/// What happens to a reply that would be sent in quiet hours.
public enum QuietAnswers: String, Hashable, Sendable, Codable, CaseIterable {
    /// It is sent after the quiet hours.
    case later
    /// It is refused.
    case never
}

/// What a line does with a caller.
public enum CallMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Speak where voice is verified; otherwise hang up and text.
    case auto
    /// Speak the message.
    case speak
    /// Hang up only.
    case hangUp = "hang-up"
    /// Hang up, then text the caller under the rules for texts.
    case hangUpAndText = "hang-up-and-text"
    /// Speak the message, then text it.
    case speakAndText = "speak-and-text"

    /// Whether a caller may be spoken to.
    public var maySpeak: Bool { self != .hangUp && self != .hangUpAndText }
}
