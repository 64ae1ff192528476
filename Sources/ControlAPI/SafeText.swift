import Vocabulary

/// Escapes untrusted text, so that it cannot move the cursor or change the writing direction.
public enum SafeText {
    /// The text with every dangerous character escaped: `\n`, `\r`, `\t`, else in the form `\u202e`.
    ///
    /// The result is one line.
    public static func escaped(_ text: String) -> String {
        escaped(text, short: true)
    }

    /// The same for finished JSON, where `\u202e` in a string means the same and no such character is outside strings.
    public static func escapedJSON(_ json: String) -> String {
        escaped(json, short: false)
    }

    /// The same for finished JSON as octets of UTF-8; where nothing is to be escaped, they are returned as they are.
    public static func escapedJSON(_ json: [UInt8]) -> [UInt8] {
        var safe: [UInt8]?
        var (index, start) = (0, 0)
        while index < json.count {
            guard let (length, scalar) = unprintable(at: index, in: json) else {
                index += 1
                continue
            }
            if safe == nil { safe = [] }
            safe? += json[start..<index]
            safe? += escape(scalar, short: false).utf8
            index += length
            start = index
        }
        return safe.map { $0 + json[start...] } ?? json
    }

    /// The dangerous character that begins at an octet, and its length; nil for any other.
    private static func unprintable(at index: Int, in octets: [UInt8]) -> (length: Int, scalar: Unicode.Scalar)? {
        func next(_ offset: Int) -> UInt32 {
            index + offset < octets.count ? UInt32(octets[index + offset] & 0x3F) : 0
        }
        let (length, value): (Int, UInt32) =
            switch octets[index] {
            case 0x00...0x1F, 0x7F: (1, UInt32(octets[index]))
            case 0xC2: (2, 0x80 | next(1))
            case 0xE2: (3, 0x2000 | next(1) << 6 | next(2))
            default: (0, 0)
            }
        guard length > 0, let scalar = Unicode.Scalar(value), scalar.isUnprintable else { return nil }
        return (length, scalar)
    }

    private static func escaped(_ text: String, short: Bool) -> String {
        guard text.unicodeScalars.contains(where: \.isUnprintable) else { return text }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isUnprintable {
                safe.append(contentsOf: escape(scalar, short: short).unicodeScalars)
            } else {
                safe.append(scalar)
            }
        }
        return String(safe)
    }

    private static func escape(_ scalar: Unicode.Scalar, short: Bool) -> String {
        switch scalar {
        case "\n" where short: return "\\n"
        case "\r" where short: return "\\r"
        case "\t" where short: return "\\t"
        default: return "\\u" + scalar.value.hexadecimal(4)
        }
    }
}
