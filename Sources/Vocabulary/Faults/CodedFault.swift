/// A fault as it is stored and sent: a code with values.
public protocol CodedFault: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The code, which programs use.
    var code: String { get }
    /// The values by their names, without ``code``.
    var values: [String: JSONValue] { get }
    /// A fault from its code and its values; nil for those of another version.
    init?(code: String, values: [String: JSONValue])
    /// A fault of which only the words are known, as an older version stored it.
    static func legacy(_ words: String) -> Self
}

extension CodedFault {
    /// The canonical form in which it is stored and sent: `{"code":...}` with the values beside it.
    public var json: JSONValue { .object(values.merging(["code": .string(code)]) { $1 }) }

    /// A fault as it was stored or sent; a string is the sentence of an older version.
    ///
    /// A fault that only another version knows keeps its code.
    public init?(json: JSONValue?) {
        switch json {
        case .string(let words): self = .legacy(words)
        case .object(let values):
            guard let code = values.text("code") else { return nil }
            self = Self(code: code, values: values) ?? .legacy(code)
        default: return nil
        }
    }

    /// The code and the values in one line, for the log of a layer without sentences.
    public var description: String {
        let values = values.sorted { $0.key < $1.key }.map { name, value in
            if case .string(let text) = value { "\(name): \(PrintableText.text(text))" } else { "\(name): \(value)" }
        }
        return code + (values.isEmpty ? "" : " (\(values.joined(separator: ", ")))")
    }

    /// Decodes a fault; one of another version keeps its code.
    public init(from decoder: any Decoder) throws {
        guard let fault = Self(json: try JSONValue(ofKnownKindsFrom: decoder)) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a fault without a code"))
        }
        self = fault
    }

    /// Encodes the code and the values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}
