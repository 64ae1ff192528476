/// A fault as it is stored and sent: a code, and its values beside it.
public protocol CodedFault: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name that programs go by.
    var code: String { get }
    /// The values by their names, ``code`` left out.
    var values: [String: JSONValue] { get }
    /// A fault from its code and its values; nil where they are those of another version.
    init?(code: String, values: [String: JSONValue])
    /// A fault of which only the words are known: what an older version wrote down.
    static func legacy(_ words: String) -> Self
}

extension CodedFault {
    /// The one form in which it is stored and sent: `{"code":...}` with the values beside it.
    public var json: JSONValue { .object(values.merging(["code": .string(code)]) { $1 }) }

    /// A fault as it was stored or sent; a text is the sentence of an older version.
    ///
    /// Of a fault that only another version knows its code remains.
    public init?(json: JSONValue?) {
        switch json {
        case .string(let words): self = .legacy(words)
        case .object(let values):
            guard let code = values.text("code") else { return nil }
            self = Self(code: code, values: values) ?? .legacy(code)
        default: return nil
        }
    }

    /// The code and the values in one line, for the log of a layer that has no words.
    public var description: String {
        let values = values.sorted { $0.key < $1.key }.map { name, value in
            if case .string(let text) = value { "\(name): \(PrintableText.text(text))" } else { "\(name): \(value)" }
        }
        return code + (values.isEmpty ? "" : " (\(values.joined(separator: ", ")))")
    }

    /// Reads a fault; one of another version keeps its code.
    public init(from decoder: any Decoder) throws {
        guard let fault = Self(json: try JSONValue(ofKnownKindsFrom: decoder)) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a fault without a code"))
        }
        self = fault
    }

    /// Writes the code and the values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}
