/// What ended a call: the `ended_by` of `call_ended`.
public enum CallEnding: String, CaseIterable, Hashable, Sendable, Codable {
    /// The message was spoken to its end.
    case played = "message_played"
    /// The caller hung up.
    case caller
    /// The caller pressed a key that ends it.
    case key
    /// The message was too long.
    case limit = "time_limit"
    /// The sound could not be played.
    case fault = "audio_fault"
    /// It was not answered: the line hung up, or the modem refused to answer.
    case line
    /// The service stopped, or the port was given up.
    case service
}
