import SeededRandom
import Testing
import Vocabulary

@testable import SMSCodec

struct SegmentationTests {
    private func parts(_ text: String, _ alphabet: Alphabet, _ limit: Int) -> [String] {
        Segmentation.parts(of: text, alphabet: alphabet, limit: limit).map(String.init)
    }

    @Test("an escape pair is never cut")
    func escapePair() {
        #expect(parts("aaaa€a", .gsm7, 5) == ["aaaa", "€a"])
        #expect(parts("€€€", .gsm7, 3) == ["€", "€", "€"])
    }

    @Test("a surrogate pair is never cut")
    func surrogatePair() {
        #expect(parts("aaaa😀a", .ucs2, 5) == ["aaaa", "😀a"])
    }

    @Test("a character is cut only where that saves a segment, or where it fills more than one")
    func graphemes() {
        #expect(parts("aaae\u{301}b", .ucs2, 4) == ["aaa", "e\u{301}b"])
        #expect(parts("aaae\u{301}bbb", .ucs2, 4) == ["aaae", "\u{301}bbb"])
        #expect(parts("👩‍👩‍👧‍👧", .ucs2, 5) == ["👩‍👩", "\u{200D}👧\u{200D}", "👧"])
        #expect(parts("abc\r\nd", .gsm7, 4) == ["abc", "\r\nd"])
    }

    @Test("random texts come back whole, in the fewest parts, none too long")
    func random() {
        var generator = SeededGenerator(seed: 140)
        let pieces = ["a", "€", "[", "\r\n", "é", "e\u{301}", "😀", "👩‍👩‍👧‍👧", "中", "\u{301}", "🇨🇦"]
        for _ in 0..<3000 {
            let text = (0..<Int.random(in: 0...60, using: &generator))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            for alphabet in [Alphabet.gsm7, .ucs2] {
                let limit = Int.random(in: 2...20, using: &generator)
                let parts = Segmentation.parts(of: text, alphabet: alphabet, limit: limit)
                // As scalars: two halves of a character are not equal to the whole to a string.
                #expect(parts.flatMap { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
                #expect(parts.count == Segmentation.count(of: text, alphabet: alphabet, limit: limit))
                #expect(
                    parts.allSatisfy {
                        (1...limit).contains(Segmentation.units(of: String($0), alphabet: alphabet))
                    })
            }
        }
    }
}
