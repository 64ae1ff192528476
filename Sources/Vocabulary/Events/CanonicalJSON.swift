// RFC 8785 (JSON Canonicalization Scheme), so that equal values are equal octets for ever. It prints numbers as IEEE 754
// doubles; ours are counts and row numbers far below 2^53, where both are the same digits.

extension JSONValue {
    /// The value in the one form of RFC 8785.
    public var canonical: String {
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let values): Self.write(values, to: &text)
        }
    }

    fileprivate static func write(_ object: [String: JSONValue], to text: inout String) {
        text += "{"
        // Sorted by code units of UTF-16 (3.2.3).
        let members = object.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
        for (index, (name, value)) in members.enumerated() {
            if index > 0 { text += "," }
            write(name, to: &text)
            text += ":"
            value.write(to: &text)
        }
        text += "}"
    }

    /// Only what must be escaped is (3.2.2.2).
    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for character in string.unicodeScalars {
            switch character {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{08}": text += "\\b"
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\u{0C}": text += "\\f"
            case "\r": text += "\\r"
            case ..<" ":
                let digits = String(character.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(character)
            }
        }
        text += "\""
    }
}

extension Details {
    /// The details in the one form of RFC 8785: what is stored.
    public var canonical: String {
        if isEmpty { return "{}" }
        var text = ""
        JSONValue.write(self, to: &text)
        return text
    }
}
