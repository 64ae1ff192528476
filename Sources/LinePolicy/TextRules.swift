/// Rules about the text of a message: folding, loops, STOP words.
public enum TextRules {
    /// The words that stop all replies to a sender when one is the whole message.
    static let stopWords: Set<String> = [
        "STOP", "STOPALL", "ARRET", "ARRETEZ", "UNSUBSCRIBE", "CANCEL", "END", "FIN", "QUIT", "REMOVE", "DESABONNER",
    ]

    /// The text with each run of white space replaced by one space, and none at its ends.
    public static func folded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isGap = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isGap = true
            } else {
                if isGap, !result.isEmpty { result.append(" ") }
                isGap = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Whether the text is a STOP word alone.
    ///
    /// Case, accents and letter variants are ignored, and so are white space, quotes, punctuation and invisible
    /// characters around the word.
    public static func isStop(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.filter { !LetterFolding.isMark($0) }
        guard let first = scalars.firstIndex(where: { !isTrimmed($0) }),
            let last = scalars.lastIndex(where: { !isTrimmed($0) })
        else { return false }
        var word = ""
        for scalar in scalars[first...last] {
            // No STOP word is longer, so the rest of a long message need not be read.
            guard word.utf8.count <= 11 else { return false }
            word += LetterFolding.folded(scalar)
        }
        return stopWords.contains(word)
    }

    /// Whether a character around a word is ignored.
    private static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint { return true }
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .modifierSymbol, .control:
            return true
        case .mathSymbol, .currencySymbol:
            return scalar.isASCII
        default:
            return false
        }
    }
}
