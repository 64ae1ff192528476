extension Unicode.Scalar {
    /// Whether it must never be printed: C0, DEL, C1, bidirectional controls, separators of lines and paragraphs.
    package var isUnprintable: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

/// Makes words of other programs and file names safe to print: one line, no control characters.
public enum PrintableText {
    /// The text with control characters and bidirectional controls as escapes.
    public static func text(_ text: some StringProtocol) -> String {
        var safe = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.isUnprintable {
                safe.append(contentsOf: "\\u\(scalar.value.hexadecimal(4))".unicodeScalars)
            } else {
                safe.append(scalar)
            }
        }
        return String(safe)
    }
}
