/// A word of one of our lists, or one that only a newer version of the program knows.
///
/// What another version wrote still decodes, and is shown as it stands.
public enum Word<Known: RawRepresentable<String> & Hashable & Sendable>: Hashable, Sendable {
    /// A word of the list.
    case known(Known)
    /// A word of another version.
    case foreign(String)

    /// A word as it is written.
    public init(_ text: String) {
        self = Known(rawValue: text).map { .known($0) } ?? .foreign(text)
    }

    /// The word as it is written.
    public var text: String {
        switch self {
        case .known(let word): word.rawValue
        case .foreign(let text): text
        }
    }

    /// The word of the list; nil for one of another version.
    public var known: Known? {
        if case .known(let word) = self { word } else { nil }
    }

    /// Whether it is this word of the list.
    public static func == (lhs: Word, rhs: Known) -> Bool { lhs.known == rhs }
    /// Whether it is another word than this one.
    public static func != (lhs: Word, rhs: Known) -> Bool { lhs.known != rhs }
}

extension Word: CustomStringConvertible {
    /// The word as it is written; one of another version is not made harmless here.
    public var description: String { text }
}

extension Word: Codable {
    /// Reads a word, whatever it is.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
