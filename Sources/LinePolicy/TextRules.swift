/// Rules about the text of a message: folding, loops, STOP words.
public enum TextRules {
    /// What ends the answers for ever when it stands alone in a message.
    static let stopWords: Set<String> = [
        "STOP", "STOPALL", "ARRET", "ARRETEZ", "UNSUBSCRIBE", "CANCEL", "END", "FIN", "QUIT", "REMOVE", "DESABONNER",
    ]

    /// The text with runs of white space made one space and those at the ends removed.
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
    /// Case, marks and the look of the letters do not count, nor do white space, quotes, punctuation and invisible
    /// characters around the word.
    public static func isStop(_ text: String) -> Bool {
        let scalars = text.unicodeScalars.filter { !LetterFolding.isMark($0) }
        guard let first = scalars.firstIndex(where: { !isAround($0) }),
            let last = scalars.lastIndex(where: { !isAround($0) })
        else { return false }
        var word = ""
        for scalar in scalars[first...last] {
            // No word is longer, whatever a long message goes on to say.
            guard word.utf8.count <= 11 else { return false }
            word += LetterFolding.folded(scalar)
        }
        return stopWords.contains(word)
    }

    /// What may stand around a word without being part of what is said.
    private static func isAround(_ scalar: Unicode.Scalar) -> Bool {
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
