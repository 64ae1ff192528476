/// How far a reply is.
public enum ReplyState: String, CaseIterable, Hashable, Sendable, Codable {
    /// It is stored and waits for its turn.
    case planned
    /// It is being sent, or spoken.
    case sending
    /// The network took it, or the caller heard it.
    case sent
    /// It was definitely not sent.
    case failed
    /// Nobody knows whether it was sent; it never is again.
    case unknown
    /// It will not be sent.
    case cancelled

    /// Whether it is still to end.
    public var isOpen: Bool { self == .planned || self == .sending }
}
