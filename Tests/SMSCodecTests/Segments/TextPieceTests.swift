import SeededRandom
import Testing
import Vocabulary

@testable import SMSCodec

/// The text of parts in their order; nil when none is text.
func joinedText(of parts: [UserData]) -> String? {
    let pieces = parts.enumerated().compactMap { TextPiece(number: $0.offset + 1, $0.element) }
    return pieces.isEmpty ? nil : TextPiece.text(joining: pieces)
}

/// Parts are joined before their alphabet is applied.
struct TextPieceTests {
    private let shifts: [UserDataHeader.LanguageShift?] =
        [nil]
        + (1...13).flatMap { language in
            [
                UserDataHeader.LanguageShift(locking: language, single: language),
                UserDataHeader.LanguageShift(locking: nil, single: language),
            ]
        }

    /// Cuts elements at the given places; `without` leaves parts out.
    private func pieces(
        _ elements: [UInt8], _ alphabet: Alphabet, cut places: [Int], shift: UserDataHeader.LanguageShift? = nil,
        known: Set<Int> = [], without: Set<Int> = []
    ) -> [TextPiece] {
        let ends = places + [elements.count]
        return ends.enumerated().compactMap { index, end in
            let start = index == 0 ? 0 : ends[index - 1]
            guard !without.contains(index + 1) else { return nil }
            return TextPiece(
                number: index + 1, alphabet: alphabet, elements: Array(elements[start..<end]), shift: shift,
                isKnown: known.contains(index + 1))
        }
    }

    @Test("septets cut anywhere, in every national alphabet, read as if they had not been cut")
    func septets() {
        var random = SeededGenerator(seed: 7)
        for shift in shifts {
            let septets = (0..<40).map { _ in
                Int.random(in: 0..<4, using: &random) == 0 ? GSM7.escape : UInt8.random(in: 0...0x7F, using: &random)
            }
            let whole = GSM7.text(of: septets, shift)
            for cut in 0...septets.count {
                let parts = pieces(septets, .gsm7, cut: [cut / 2, cut], shift: shift)
                #expect(TextPiece.text(joining: parts.reversed()) == whole, "\(String(describing: shift)) at \(cut)")
            }
        }
    }

    @Test("UCS-2 cut anywhere, also between the octets of a unit, reads as if it had not been cut")
    func units() {
        let text = "zut 👋 é 𝕏 !"
        let octets = UCS2.octets(of: text)
        for first in 0...octets.count {
            for second in first...octets.count {
                #expect(TextPiece.text(joining: pieces(octets, .ucs2, cut: [first, second])) == text)
            }
        }
    }

    @Test("an odd octet that completes nothing is half of nothing")
    func oddOctet() {
        let parts = [
            TextPiece(number: 1, alphabet: .ucs2, elements: [0, 0x41, 0xFF]),
            TextPiece(number: 2, alphabet: .ucs2, elements: [0, 0x42]),
        ]
        #expect(TextPiece.text(joining: parts) == "AB")
    }

    @Test("nothing is joined over a gap, and nothing invented")
    func gaps() {
        // ESC at the end of part 1, an e behind the gap: no euro sign.
        let escape = pieces([0x61, GSM7.escape, 0x62, 0x65], .gsm7, cut: [2, 3], without: [2])
        #expect(TextPiece.text(joining: escape) == "ae")
        let pair = pieces(UCS2.octets(of: "a👋b"), .ucs2, cut: [4, 4], without: [2])
        #expect(TextPiece.text(joining: pair) == "a👋b".replacing("👋", with: "\u{FFFD}\u{FFFD}"))
    }

    @Test("alphabets may change from part to part")
    func mixed() {
        let parts = [
            TextPiece(number: 1, alphabet: .gsm7, elements: [0x61, GSM7.escape]),
            TextPiece(number: 2, alphabet: .ucs2, elements: [0xD8, 0x3D, 0xDC]),
            TextPiece(number: 3, alphabet: .ucs2, elements: [0x4B]),
            TextPiece(number: 4, alphabet: .gsm7, elements: [0x62]),
        ]
        #expect(TextPiece.text(joining: parts) == "a👋b")
    }

    @Test("a late part takes the halves it needs from what was recorded before, and nothing else")
    func late() {
        // "x€y€z" cut inside both euro signs; the middle part comes late.
        let septets: [UInt8] = [0x78, GSM7.escape, 0x65, 0x79, GSM7.escape, 0x65, 0x7A]
        let parts = pieces(septets, .gsm7, cut: [2, 5], known: [1, 3])
        #expect(TextPiece.text(joining: parts) == "€y€")
        let octets = UCS2.octets(of: "a👋b👋c")
        #expect(TextPiece.text(joining: pieces(octets, .ucs2, cut: [4, 10], known: [1, 3])) == "👋b👋")
        #expect(TextPiece.text(joining: pieces(octets, .ucs2, cut: [4, 10], known: [1, 2, 3])) == "")
    }

    @Test("padding behind a header of any length does not shift the text")
    func padding() throws {
        for header in [[0, 3, 9, 2, 1], [8, 4, 1, 9, 2, 1], [0, 3, 9, 2, 1, 0x24, 1, 1]] as [[UInt8]] {
            var second = header
            second[second.firstIndex(of: 2).map { $0 + 1 } ?? 4] = 2
            let cut = try UserData(text: "salut", alphabet: .gsm7, header: UserDataHeader(octets: header))
            let rest = try UserData(text: " toi", alphabet: .gsm7, header: UserDataHeader(octets: second))
            var reader = [UInt8]()
            cut.encode(into: &reader)
            var octets = OctetReader(reader)
            let read = try UserData.decode(
                &octets, dcs: DataCodingScheme(rawValue: 0), hasHeader: true, field: "user_data")
            #expect(joinedText(of: [read, rest]) == "salut toi")
        }
    }
}
