import Vocabulary

/// What one part of a long message holds, before it is joined with its neighbours and read.
///
/// The store reads no alphabet: ``LineContext/joinedText`` reads what it keeps.
public struct PartContent: Codable, Hashable, Sendable {
    /// How it is coded.
    public var alphabet: Word<Alphabet>
    /// Septets, one each, or octets, as the alphabet has them.
    public var elements: [UInt8]
    /// The national table in place of the default alphabet.
    public var locking: UInt8?
    /// The national table behind an escape.
    public var single: UInt8?

    /// The content of a part.
    public init(alphabet: Word<Alphabet>, elements: [UInt8], locking: UInt8? = nil, single: UInt8? = nil) {
        self.alphabet = alphabet
        self.elements = elements
        self.locking = locking
        self.single = single
    }
}

/// One part that is there when a long message is recorded.
public struct PartPiece: Hashable, Sendable {
    /// Which part it is, from 1.
    public var number: Int
    /// Its content; nil where it is no text.
    public var content: PartContent?
    /// Its own text, read alone; nil where it is none.
    public var text: String?
    /// It is recorded already: it lends the half of a character to its neighbours, and adds no other text.
    public var isRecorded: Bool

    /// A part that is there.
    public init(number: Int, content: PartContent?, text: String?, isRecorded: Bool) {
        self.number = number
        self.content = content
        self.text = text
        self.isRecorded = isRecorded
    }
}
