/// Replacements from the GSM 7 bit default alphabet for characters outside it.
enum PlainText {
    /// Whether the default alphabet has the character as it is written.
    static func isPlain(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { GSM7.code(of: $0) != nil }
    }

    /// The replacement for a character; empty for an invisible one, nil when there is no equivalent.
    static func replacement(for character: Character) -> String? {
        if let known = replacements[character] { return known }
        // A plain character with a variation selector, a joiner or a combining mark.
        guard let base = character.unicodeScalars.first, character.unicodeScalars.count > 1 else { return nil }
        let rest = character.unicodeScalars.dropFirst()
        guard GSM7.code(of: base) != nil, rest.allSatisfy({ invisible.contains($0) || isMark($0) }) else { return nil }
        return String(base)
    }

    /// The text with every character replaced that has a replacement.
    static func replacing(in text: String) -> String {
        text.reduce(into: "") { plain, character in
            plain += isPlain(character) ? String(character) : replacement(for: character) ?? String(character)
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    private static let invisible: Set<Unicode.Scalar> = [
        "\u{00AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}", "\u{202A}", "\u{202B}",
        "\u{202C}", "\u{202D}", "\u{202E}", "\u{2060}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{FE0F}",
        "\u{FEFF}",
    ]

    /// Each group: the replacement, then the characters it replaces.
    private static let groups: [(String, String)] = [
        ("'", "‘’‚‛′´`ʼʹ‹›＇"), ("\"", "“”„‟″«»＂"), ("-", "–—‐‑‒―−•▪‣"), ("...", "…"), (".", "·"),
        (" ", "\u{A0}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}"),
        (" ", "\u{202F}\u{205F}\u{3000}\t"), ("\n", "\u{B}\u{85}\u{2028}\u{2029}"),
        ("a", "áâãāăąª"), ("A", "ÀÁÂÃĀĂĄ"), ("c", "çćĉċč"), ("C", "ĆĈĊČ"), ("d", "ďđð"), ("D", "ĎĐÐ"),
        ("e", "êëēĕėęě"), ("E", "ÈÊËĒĔĖĘĚ"), ("g", "ĝğġģ"), ("G", "ĜĞĠĢ"), ("h", "ĥħ"), ("H", "ĤĦ"),
        ("i", "íîïĩīĭįı"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("j", "ĵ"), ("J", "Ĵ"), ("k", "ķ"), ("K", "Ķ"), ("l", "ĺļľŀł"),
        ("L", "ĹĻĽĿŁ"), ("n", "ńņňŉ"), ("N", "ŃŅŇ"), ("o", "óôõōŏőº°"), ("O", "ÒÓÔÕŌŎŐ"), ("r", "ŕŗř"),
        ("R", "ŔŖŘ"), ("s", "śŝşšș"), ("S", "ŚŜŞŠȘ"), ("t", "ţťŧț"), ("T", "ŢŤŦȚ"), ("u", "úûũūŭůűų"),
        ("U", "ÙÚÛŨŪŬŮŰŲ"), ("w", "ŵ"), ("W", "Ŵ"), ("x", "×"), ("y", "ýÿŷ"), ("Y", "ÝŸŶ"), ("z", "źżž"),
        ("Z", "ŹŻŽ"), ("oe", "œ"), ("OE", "Œ"), ("ij", "ĳ"), ("IJ", "Ĳ"), ("ss", "ẞ"), ("th", "þ"), ("Th", "Þ"),
        ("1", "¹"), ("2", "²"), ("3", "³"), ("1/4", "¼"), ("1/2", "½"), ("3/4", "¾"), ("(c)", "©"), ("(r)", "®"),
        ("TM", "™"), ("->", "→"), ("<-", "←"), ("<=", "≤"), (">=", "≥"), ("+/-", "±"), ("/", "÷"), ("fi", "ﬁ"),
        ("fl", "ﬂ"), ("No", "№"),
    ]

    private static let replacements: [Character: String] = {
        var table: [Character: String] = [:]
        for (replacement, characters) in groups {
            for character in characters { table[character] = replacement }
        }
        for scalar in invisible { table[Character(scalar)] = "" }
        // A letter followed by its combining mark equals the composed letter of the alphabet.
        for value in DefaultAlphabet.basic where value > 0x7F {
            guard let scalar = Unicode.Scalar(value) else { continue }
            table[Character(scalar)] = String(scalar)
        }
        return table
    }()
}
