/// One canonical form: an object with ``codeName`` as `code`, and the values beside it.
extension Notice: Codable {
    private struct Name: CodingKey {
        static let code = Name("code")
        let stringValue: String
        let intValue: Int? = nil

        init(_ name: String) { stringValue = name }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads a notice; one of another version keeps its code.
    public init(from decoder: any Decoder) throws {
        // An older version stored the code alone.
        if let single = try? decoder.singleValueContainer().decode(String.self) {
            self.init(code: single, values: [:])
            return
        }
        let container = try decoder.container(keyedBy: Name.self)
        var values: [String: NoticeValue] = [:]
        for key in container.allKeys where key.stringValue != Name.code.stringValue {
            // A value of a kind that is not ours is left out; then the notice is bare.
            values[key.stringValue] = try? container.decode(NoticeValue.self, forKey: key)
        }
        self.init(code: try container.decode(String.self, forKey: .code), values: values)
    }

    /// Writes the code and the values.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Name.self)
        try container.encode(codeName, forKey: .code)
        for (name, value) in values { try container.encode(value, forKey: Name(name)) }
    }
}

extension NoticeValue: Codable {
    /// Reads a value; one of another kind is an error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            // Trying each type is how a value without a tag is told apart; the last attempt throws.
            self = .bool(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .integer(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else {
            self = .notices(try container.decode([Notice].self))
        }
    }

    /// Writes the value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .notices(let notices): try container.encode(notices)
        }
    }
}
