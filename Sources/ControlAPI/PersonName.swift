/// How the operator names a person: a full number, or the sender id in the event log.
public enum PersonName: Hashable, Sendable {
    /// An E.164 number with its `+`.
    case number(String)
    /// `s-` and 16 hex digits.
    case senderID(String)

    /// Reads `+15145550101`, with or without spaces, hyphens and points, or `s-0123456789abcdef`.
    ///
    /// A number in national form is refused, because its country is unknown.
    public init(_ text: String) throws(ControlError) {
        if text.hasPrefix("s-") {
            let digits = text.utf8.dropFirst(2)
            guard digits.count == 16, digits.allSatisfy({ Self.hexDigits.contains($0) }) else {
                throw ControlError(
                    .usage, "a sender id is s- and 16 hex digits",
                    hint: "copy it from `jedisnon events`, such as s-0123456789abcdef")
            }
            self = .senderID(text.lowercased())
            return
        }
        let bare = String(text.filter { !" \u{A0}\u{202F}-.()".contains($0) })
        let digits = bare.utf8.dropFirst()
        guard bare.utf8.first == UInt8(ascii: "+") else {
            throw ControlError(
                .usage, "a number must be written in international form, beginning with +",
                hint: "+15145550101 for 514-555-0101 in Montréal, +33612345678 for 06 12 34 56 78 in France")
        }
        guard (7...15).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.first != UInt8(ascii: "0")
        else {
            throw ControlError(
                .usage, "this is no full number: + and 7 to 15 digits, the country first and never a 0 before it",
                hint: "+15145550101, or the sender id from `jedisnon events`")
        }
        self = .number(bare)
    }

    /// The number or the id.
    public var text: String {
        switch self {
        case .number(let text), .senderID(let text): text
        }
    }

    private static let hexDigits = Set("0123456789abcdefABCDEF".utf8)
}

extension PersonName: Codable {
    /// Reads and checks a name.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message)
        }
    }

    /// Writes the number or the id.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
