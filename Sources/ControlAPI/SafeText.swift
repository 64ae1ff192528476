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
