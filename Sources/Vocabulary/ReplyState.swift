/// The state of a reply.
public enum ReplyState: String, CaseIterable, Hashable, Sendable, Codable {
    /// It is stored and waits for its turn.
    case planned
    /// It is being sent, or spoken.
    case sending
    /// The network took it, or the caller heard it.
    case sent
    /// It was definitely not sent.
    case failed
    /// It is not known whether it was sent; it is never sent again.
    case unknown
    /// It will not be sent.
    case cancelled

    /// Whether its outcome is still open.
    public var isOpen: Bool { self == .planned || self == .sending }
}
