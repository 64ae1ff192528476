/// The canonical form is ``json``.
extension Notice: Codable {
    /// Decodes a notice; one of another version keeps its code.
    public init(from decoder: any Decoder) throws {
        guard let notice = Notice(json: try JSONValue(ofKnownKindsFrom: decoder)) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "a notice without a code"))
        }
        self = notice
    }

    /// Encodes the code and the values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}

extension JSONValue {
    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Decodes a string, or an object without the values of unknown kinds, which another version wrote.
    init(ofKnownKindsFrom decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self = .string(text)
            return
        }
        let container = try decoder.container(keyedBy: Name.self)
        var values: [String: JSONValue] = [:]
        for name in container.allKeys { values[name.stringValue] = try? container.decode(JSONValue.self, forKey: name) }
        self = .object(values)
    }
}
