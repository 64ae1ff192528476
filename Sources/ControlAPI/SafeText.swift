import Vocabulary

/// Text from outside, made harmless to look at: nothing in it moves the cursor or turns the direction of writing.
public enum SafeText {
    /// The text with every dangerous character written as an escape: `\n`, `\r`, `\t`, else `\u202e`.
    ///
    /// What remains is one line.
    public static func escaped(_ text: String) -> String {
        escaped(text, short: true)
    }

    /// The same for finished JSON: outside its strings JSON has no such character, inside them `\u202e` means the same.
    static func escapedJSON(_ json: String) -> String {
        escaped(json, short: false)
    }

    /// C0, DEL, C1, the marks and embeddings of direction, and the separators of lines and paragraphs.
    static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F, 0x80...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func escaped(_ text: String, short: Bool) -> String {
        guard text.unicodeScalars.contains(where: isDangerous) else { return text }
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isDangerous(scalar) {
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
