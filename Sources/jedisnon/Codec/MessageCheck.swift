import ControlAPI
import LinePolicy
import SMSCodec
import Vocabulary

/// The answer of `message check`: segments and price of a text, and what to write instead.
struct MessageCheck: Encodable {
    /// The most segments allowed, as in a configuration.
    static let maximumSegments = 3

    let text: String
    let measure: TextMeasure
    let suggestion: TextMeasure?
    let price: Money?
    let currency: String?

    /// Checks a text; the price of one segment is optional.
    init(text: String, segmentPrice: Money? = nil, currency: String? = nil) {
        self.text = text
        let measure = TextMeasure(text)
        self.measure = measure
        suggestion = measure.suggestion.map(TextMeasure.init)
        price = segmentPrice.map { $0 * measure.segments }
        self.currency = currency
    }

    /// Whether the text may be a reply.
    var isOK: Bool { measure.segments <= Self.maximumSegments }

    private enum Key: String, CodingKey {
        case alphabet, units, segments, ok, price, currency, offenders, suggestion
        case textLength = "text_length"
        case maximumSegments = "max_segments"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(text.count, forKey: .textLength)
        try container.encode(measure.alphabet.rawValue, forKey: .alphabet)
        try container.encode(measure.units, forKey: .units)
        try container.encode(measure.segments, forKey: .segments)
        try container.encode(Self.maximumSegments, forKey: .maximumSegments)
        try container.encode(isOK, forKey: .ok)
        try container.encode(price?.decimal, forKey: .price)
        try container.encode(currency, forKey: .currency)
        try container.encode(measure.offenders.map(Offender.init), forKey: .offenders)
        let proposal = measure.suggestion.flatMap { text in
            suggestion.map { Proposal(text: text, segments: $0.segments) }
        }
        try container.encode(proposal, forKey: .suggestion)
    }

    private struct Proposal: Encodable {
        let text: String
        let segments: Int
    }

    private struct Offender: Encodable {
        let offender: TextMeasure.Offender

        private enum Key: String, CodingKey { case character, position, count, replacement }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(String(offender.character), forKey: .character)
            try container.encode(offender.position, forKey: .position)
            try container.encode(offender.count, forKey: .count)
            try container.encode(offender.replacement, forKey: .replacement)
        }
    }
}

// MARK: For people

extension MessageCheck {
    /// The same as text for a terminal.
    var report: String {
        let alphabet = measure.alphabet == .gsm7 ? "GSM 7 bit" : "UCS-2"
        var lines = [
            "\(text.count) characters, \(measure.units) units in \(alphabet), \(measure.unitsPerSegment) a segment",
            "\(measure.segments) segment\(measure.segments == 1 ? "" : "s") of at most \(Self.maximumSegments)",
        ]
        if let price { lines.append("price: \(price.decimal)\(currency.map { " " + SafeText.escaped($0) } ?? "")") }
        if !measure.offenders.isEmpty {
            lines.append("characters that turn the whole text into UCS-2:")
            lines += measure.offenders.map(Self.line)
        }
        if let suggested = measure.suggestion, let suggestion {
            lines.append("with these replaced it takes \(suggestion.segments): \(SafeText.escaped(suggested))")
        }
        if !isOK { lines.append("too long: shorten it to \(Self.maximumSegments) segments") }
        return lines.joined(separator: "\n")
    }

    private static func line(_ offender: TextMeasure.Offender) -> String {
        let advice =
            switch offender.replacement {
            case nil: "leave it out"
            case "": "invisible, leave it out"
            case " ": "write a space"
            case let replacement?: "write \(SafeText.escaped(replacement))"
            }
        let character = SafeText.escaped(String(offender.character))
        let codes = offender.character.unicodeScalars.map { "U+" + $0.value.hexadecimal(1, uppercase: true) }
        let count = offender.count == 1 ? "once" : "\(offender.count) times"
        return "  \(character) (\(codes.joined(separator: " "))) at \(offender.position), \(count): \(advice)"
    }
}
