import Vocabulary

/// How many messages a text needs, and which characters make it need more.
public struct TextMeasure: Equatable, Sendable {
    /// A character that is not in the GSM 7 bit default alphabet.
    public struct Offender: Equatable, Sendable {
        /// The character.
        public let character: Character
        /// Where it first is, in characters, counted from 1.
        public let position: Int
        /// How often it is there.
        public let count: Int
        /// The equivalent in the default alphabet; empty for an invisible character, nil when there is none.
        public let replacement: String?
    }

    /// The alphabet the text is sent in.
    public let alphabet: Alphabet
    /// Septets for GSM 7 bit, UTF-16 units for UCS-2.
    public let units: Int
    /// How many messages it takes, at least 1.
    public let segments: Int
    /// How many units each of them holds.
    public let unitsPerSegment: Int
    /// The characters that make it UCS-2, in the order of their first place; empty for GSM 7 bit.
    public let offenders: [Offender]
    /// The text with every offender replaced; nil when there is none, or when one has no replacement.
    public let suggestion: String?

    /// Measures a text; UCS-2 is used only when the default alphabet does not have every character.
    public init(_ text: String) {
        alphabet = TextEncoding.auto.alphabet(for: text)
        units = Segmentation.units(of: text, alphabet: alphabet)
        let sizes = SegmentSizes(alphabet: alphabet)
        if units <= sizes.single {
            (segments, unitsPerSegment) = (1, sizes.single)
        } else {
            segments = Segmentation.count(of: text, alphabet: alphabet, limit: sizes.part)
            unitsPerSegment = sizes.part
        }
        offenders = alphabet == .gsm7 ? [] : Self.offenders(in: text)
        suggestion =
            offenders.isEmpty || offenders.contains { $0.replacement == nil } ? nil : PlainText.replacing(in: text)
    }

    private static func offenders(in text: String) -> [Offender] {
        var order: [String] = []
        var found: [String: (character: Character, position: Int, count: Int)] = [:]
        for (index, character) in text.enumerated() where !PlainText.isPlain(character) {
            // Canonically equal characters can have different scalars, of which only one is in the alphabet.
            let key = String(character)
            if let seen = found[key] {
                found[key] = (seen.character, seen.position, seen.count + 1)
            } else {
                found[key] = (character, index + 1, 1)
                order.append(key)
            }
        }
        return order.compactMap { key in
            found[key].map {
                Offender(
                    character: $0.character, position: $0.position, count: $0.count,
                    replacement: PlainText.replacement(for: $0.character))
            }
        }
    }
}
