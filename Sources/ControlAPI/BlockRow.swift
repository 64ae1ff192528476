/// What `blocks --json` prints.
public struct BlocksAnswer: Codable, Equatable, Sendable {
    /// The blocks, oldest first.
    public var blocks: [BlockRow]

    /// A list of blocks.
    public init(blocks: [BlockRow]) {
        self.blocks = blocks
    }
}

/// A number that is never answered.
public struct BlockRow: Codable, Equatable, Sendable {
    /// The number, masked; nil once it is forgotten.
    @Nullable public var number: String?
    /// `s-` and 16 hex digits, stable on this box.
    public var senderID: String
    /// Since when.
    public var at: ZonedTime
    /// Why, in the operator's words.
    @Nullable public var note: String?

    enum CodingKeys: String, CodingKey {
        case number, at, note
        case senderID = "sender_id"
    }

    /// Makes a block.
    public init(number: String?, senderID: String, at: ZonedTime, note: String?) {
        self.number = number
        self.senderID = senderID
        self.at = at
        self.note = note
    }
}

/// Requests that a person is never answered again.
public struct BlockRequest: Codable, Equatable, Sendable {
    /// Who.
    public var number: PersonName
    /// Why, in the operator's words.
    @Nullable public var note: String?

    /// Makes a request.
    public init(number: PersonName, note: String?) {
        self.number = number
        self.note = note
    }
}

/// Answers a blocked person again.
public struct UnblockRequest: Codable, Equatable, Sendable {
    /// Who.
    public var number: PersonName

    /// Makes a request for a person.
    public init(number: PersonName) {
        self.number = number
    }
}

/// The answer to an ``UnblockRequest``.
public struct UnblockAnswer: Codable, Equatable, Sendable {
    /// False = there was no block.
    public var wasBlocked: Bool

    enum CodingKeys: String, CodingKey {
        case wasBlocked = "was_blocked"
    }

    /// Makes an answer.
    public init(wasBlocked: Bool) {
        self.wasBlocked = wasBlocked
    }
}
