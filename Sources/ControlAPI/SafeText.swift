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
    public static func escapedJSON(_ json: String) -> String {
        escaped(json, short: false)
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
