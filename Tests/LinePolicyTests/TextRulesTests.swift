import Foundation
import Testing

@testable import LinePolicy

struct TextRulesTests {
    @Test(
        "folding makes white space single and trims it",
        arguments: [
            ("", ""), (" \r\n\t", ""), ("a", "a"), (" a  b\r\n\r\nc\u{2003}d\u{00A0}", "a b c d"),
            ("a\u{2028}b\u{3000}c", "a b c"), ("a\u{200B}b", "a\u{200B}b"), ("A\u{0}b", "A\u{0}b"),
        ])
    func folding(text: String, folded: String) {
        #expect(TextRules.folded(text) == folded)
    }

    @Test("every STOP word is one, in any case", arguments: TextRules.stopWords.sorted())
    func words(word: String) {
        #expect(TextRules.isStop(word))
        #expect(TextRules.isStop(word.lowercased()))
        #expect(TextRules.isStop(word.capitalized + "."))
        #expect(!TextRules.isStop(word + word))
        #expect(!TextRules.isStop("please " + word))
    }

    @Test(
        "marks, looks, quotes, punctuation and white space do not count",
        arguments: [
            "Arrêt", "ARRÊTEZ !", "arrêtez…", "Désabonner", "de\u{0301}sabonner", "«\u{00A0}stop\u{00A0}»", "“Stop”",
            "'stop'", "‹stop›",
            "„Stop“", "`stop`", "´stop´", "\"STOP\"", "\r\n stop \t", "(stop)", "[STOP]", "¡Stop!", "stop?!",
            "...stop...", "-stop-",
            "_stop_", "*stop*", "<stop>", "＂ＳＴＯＰ＂", "ｓｔｏｐ！", "Ⓢⓣⓞⓟ", "𝐒𝐓𝐎𝐏", "𝓼𝓽𝓸𝓹", "ˢᵗᵒᵖ",
            "s\u{0336}t\u{0336}o\u{0336}p\u{0336}", "ﬁn", "ﬆop",
            "Ｅｎｄ", "\u{FEFF}stop", "stop\u{200B}", "\u{200E}STOP\u{200F}", "ŞTÖP", "🅂🅃🄾🄿", "🄴🄽🄳",
            "stop\u{20E3}", "fın",
        ])
    func looks(text: String) {
        #expect(TextRules.isStop(text))
    }

    @Test(
        "other texts are no STOP",
        arguments: [
            "", " ", "!", "stops", "non stop", "stop stop", "st op", "s.t.o.p", "STOP1", "1 stop", "don't stop",
            "ne m'arrête pas",
            "arrete", "Stop 👍", "СТОП", "ЅТОР", "停止", "fini", "ending", "st\u{0}op", "\u{0301}", "ß", "top",
            "UNSUBSCRIBED",
        ])
    func others(text: String) {
        #expect(!TextRules.isStop(text))
    }

    @Test("a text of any length is judged at once")
    func longText() {
        #expect(!TextRules.isStop(String(repeating: "stop ", count: 8000)))
        #expect(TextRules.isStop(String(repeating: " ", count: 39_000) + "stop"))
        #expect(!TextRules.isStop("s" + String(repeating: "\u{0301}", count: 39_000)))
    }

    @Test("the table of letters agrees with Foundation's NFKD for every character that is a piece of a STOP word")
    func letters() {
        var compared = 0
        for value in UInt32(0)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value), !LetterFolding.isMark(scalar) else { continue }
            let decomposed = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
            let letters = String(String.UnicodeScalarView(decomposed.filter { !LetterFolding.isMark($0) })).uppercased()
            guard !letters.isEmpty, TextRules.stopWords.contains(where: { $0.contains(letters) }) else { continue }
            compared += 1
            #expect(LetterFolding.folded(scalar) == letters, "U+\(String(value, radix: 16))")
        }
        #expect(compared > 800)
    }
}
