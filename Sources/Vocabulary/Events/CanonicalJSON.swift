// RFC 8785 (JSON Canonicalization Scheme), so that equal values always have equal octets. It prints numbers as IEEE 754
// doubles; ours are counts and row numbers far below 2^53, for which the digits are the same.

extension JSONValue {
    /// The value in the canonical form of RFC 8785.
    public var canonical: String {
        var octets: [UInt8] = []
        write(to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    private func write(to octets: inout [UInt8]) {
        switch self {
        case .null: octets += "null".utf8
        case .bool(let value): octets += (value ? "true" : "false").utf8
        case .integer(let value): octets += String(value).utf8
        case .string(let value): Self.write(value, to: &octets)
        case .array(let values):
            octets.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { octets.append(UInt8(ascii: ",")) }
                value.write(to: &octets)
            }
            octets.append(UInt8(ascii: "]"))
        case .object(let values): Self.write(values, to: &octets)
        }
    }

    fileprivate static func write(_ object: [String: JSONValue], to octets: inout [UInt8]) {
        octets.append(UInt8(ascii: "{"))
        let members = object.sorted { precedes($0.key, $1.key) }
        for (index, (name, value)) in members.enumerated() {
            if index > 0 { octets.append(UInt8(ascii: ",")) }
            write(name, to: &octets)
            octets.append(UInt8(ascii: ":"))
            value.write(to: &octets)
        }
        octets.append(UInt8(ascii: "}"))
    }

    /// Orders by UTF-16 code units (3.2.3); for ASCII, which is nearly always the case, the octets have the same order.
    private static func precedes(_ one: String, _ other: String) -> Bool {
        let isPlain = one.utf8.allSatisfy { $0 < 0x80 } && other.utf8.allSatisfy { $0 < 0x80 }
        return isPlain
            ? one.utf8.lexicographicallyPrecedes(other.utf8) : one.utf16.lexicographicallyPrecedes(other.utf16)
    }

    /// Escapes only what must be escaped (3.2.2.2).
    private static func write(_ string: String, to octets: inout [UInt8]) {
        octets.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { text in
            var start = 0
            for (index, octet) in text.enumerated() where octet < 0x20 || octet == 0x22 || octet == 0x5C {
                octets += text[start..<index]
                octets += escape(octet).utf8
                start = index + 1
            }
            octets += text[start...]
        }
        octets.append(UInt8(ascii: "\""))
    }

    private static func escape(_ octet: UInt8) -> String {
        switch octet {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        default: "\\u00" + (octet < 0x10 ? "0" : "") + String(octet, radix: 16)
        }
    }
}

extension Details {
    /// The details in the canonical form of RFC 8785, as they are stored.
    public var canonical: String { isEmpty ? "{}" : String(decoding: canonicalOctets, as: UTF8.self) }

    /// The same as octets.
    public var canonicalOctets: [UInt8] {
        var octets: [UInt8] = []
        JSONValue.write(self, to: &octets)
        return octets
    }
}
