/// Asks for everything about one person, as evidence.
public struct ExportRequest: Codable, Equatable, Sendable {
    /// Who.
    public var sender: PersonName
    /// What for, in the operator's words; never blank.
    public var purpose: String
    /// The language of the page, `en` or `fr`.
    public var language: String

    /// Makes a request for a person.
    public init(sender: PersonName, purpose: String, language: String) {
        self.sender = sender
        self.purpose = purpose
        self.language = language
    }

    /// Whether the purpose says anything.
    public var hasPurpose: Bool { purpose.contains { !$0.isWhitespace } }
}

/// An exported document: the answer is its JSON as it is.
public enum ExportedDocument: Sendable {}

/// The newest signed head of the log, as `head --json` and `status --json` print it.
public struct HeadAnswer: Codable, Equatable, Sendable {
    /// The name of the log; it follows from the key.
    public var origin: String
    /// How many events it covers.
    public var size: Int
    /// The root over them, base64.
    public var root: String
    /// Ed25519 over the first three lines of the note, base64.
    public var signature: String
    /// The public key, base64.
    public var key: String
    /// When it was made; nil where no clock was usable.
    @Nullable public var at: ZonedTime?
    /// The whole signed note, as it is published.
    public var note: String

    /// A head from its parts.
    public init(
        origin: String, size: Int, root: String, signature: String, key: String, at: ZonedTime?, note: String
    ) {
        self.origin = origin
        self.size = size
        self.root = root
        self.signature = signature
        self.key = key
        self.note = note
        self.at = at
    }
}

/// What `head --json` prints; nil before the first head.
public struct NewestHeadAnswer: Codable, Equatable, Sendable {
    /// The head.
    @Nullable public var head: HeadAnswer?

    /// An answer, or that there is none yet.
    public init(head: HeadAnswer?) { self.head = head }
}
