import SMSCodec
import Testing
import Vocabulary

struct TextMeasureTests {
    @Test("a plain text has no offender")
    func plain() {
        let measure = TextMeasure("Déjà à l'école, Ñandù. {€}")
        #expect(measure.alphabet == .gsm7)
        #expect(measure.units == 26 + 3)
        #expect(measure.segments == 1)
        #expect(measure.unitsPerSegment == 160)
        #expect(measure.offenders.isEmpty)
        #expect(measure.suggestion == nil)
    }

    @Test("an empty text is one segment")
    func empty() {
        let measure = TextMeasure("")
        #expect(measure.segments == 1)
        #expect(measure.units == 0)
    }

    @Test("each offender is told once, with its first place and its count")
    func offenders() {
        let measure = TextMeasure("L’été, c’est ça…")
        #expect(measure.alphabet == .ucs2)
        #expect(measure.offenders.map(\.character) == ["’", "ç", "…"])
        #expect(measure.offenders.map(\.position) == [2, 14, 16])
        #expect(measure.offenders.map(\.count) == [2, 1, 1])
        #expect(measure.suggestion == "L'été, c'est ca...")
    }

    static let replaced: [(String, String)] = [
        ("« Arrêtez »", "\" Arretez \""), ("«\u{A0}Non\u{202F}!\u{A0}»", "\" Non ! \""), ("cœur Œuvre", "coeur OEuvre"),
        ("– — -", "- - -"), ("ÀÂÈÊËÎÏÔÙÛ", "AAEEEIIOUU"), ("âêëîïôûçÿ", "aeeiioucy"), ("“a” ‘b’", "\"a\" 'b'"),
        ("10 °C ½ ×", "10 oC 1/2 x"), ("a\u{200B}b\u{AD}c\u{FEFF}", "abc"), ("a\tb", "a b"), ("№5 ™ ©", "No5 TM (c)"),
        ("\u{202E}abc\u{202C}", "abc"), ("e\u{301}te\u{301}", "été"), ("fe\u{302}te", "fete"),
        ("1\u{FE0F}\u{20E3}", "1"),
        ("łódź, čeština", "lodz, cestina"),
    ]

    @Test("a character becomes the plain one that says the same", arguments: replaced)
    func replacements(text: String, plain: String) {
        let suggestion = TextMeasure(text).suggestion
        #expect(suggestion.map { Array($0.unicodeScalars) } == Array(plain.unicodeScalars))
        #expect(TextMeasure(plain).alphabet == .gsm7)
    }

    @Test("a character that nothing replaces leaves the text as it is", arguments: ["☎", "😀", "中", "ж", "❤️"])
    func irreplaceable(character: Character) {
        let measure = TextMeasure("ê \(character)")
        #expect(measure.offenders.map(\.replacement) == ["e", nil])
        #expect(measure.suggestion == nil)
    }

    @Test("a long text is measured in the parts it is sent in")
    func long() {
        let measure = TextMeasure(String(repeating: "ê", count: 135))
        #expect(measure.segments == 3)
        #expect(measure.unitsPerSegment == 67)
        #expect(measure.suggestion.map { TextMeasure($0).segments } == 1)
    }
}
