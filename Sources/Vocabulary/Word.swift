/// A word of an enumeration, or one that only a newer version of the program knows.
///
/// Words of another version still decode, and are shown unchanged.
public enum Word<Known: RawRepresentable<String> & Hashable & Sendable>: Hashable, Sendable {
    /// A word of the enumeration.
    case known(Known)
    /// A word of another version.
    case foreign(String)

    /// Makes a word from its text.
    public init(_ text: String) {
        self = Known(rawValue: text).map { .known($0) } ?? .foreign(text)
    }

    /// The text of the word.
    public var text: String {
        switch self {
        case .known(let word): word.rawValue
        case .foreign(let text): text
        }
    }

    /// The word of the enumeration; nil for one of another version.
    public var known: Known? {
        if case .known(let word) = self { word } else { nil }
    }

    /// Whether it is this word of the enumeration.
    public static func == (lhs: Word, rhs: Known) -> Bool { lhs.known == rhs }
    /// Whether it is another word than this one.
    public static func != (lhs: Word, rhs: Known) -> Bool { lhs.known != rhs }
}

extension Word: CustomStringConvertible {
    /// The text of the word; one of another version is not escaped here.
    public var description: String { text }
}

extension Word: Codable {
    /// Decodes any word.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
