/// Erases a person.
public struct ErasureRequest: Codable, Equatable, Sendable {
    /// Who.
    public var number: PersonName

    /// Makes a request for a person.
    public init(number: PersonName) {
        self.number = number
    }
}

/// The answer to an ``ErasureRequest``.
public struct ErasureAnswer: Codable, Equatable, Sendable {
    /// The id under which the person's events are still counted.
    public var senderID: String
    /// Events whose text or octets are gone.
    public var contents: Int
    /// Planned replies that were cancelled.
    public var cancelled: Int
    /// Whether the octets are gone from the disk too; false = the service keeps trying.
    public var isGone: Bool

    enum CodingKeys: String, CodingKey {
        case contents, cancelled
        case senderID = "sender_id"
        case isGone = "gone"
    }

    /// Makes an answer.
    public init(senderID: String, contents: Int, cancelled: Int, isGone: Bool) {
        self.senderID = senderID
        self.contents = contents
        self.cancelled = cancelled
        self.isGone = isGone
    }
}
