import EventStore
import SeededRandom
import Testing
import Vocabulary

@testable import LineService

/// Only the ends of a recorded part are kept: a late neighbour gets the same from them as from the whole.
struct JoinedPartsTests {
    @Test("the ends of a part give its neighbours what the whole part would", arguments: [Alphabet.gsm7, .ucs2])
    func endsPart(alphabet: Alphabet) {
        var random = SeededGenerator(seed: 7)
        var shorter = 0
        for _ in 0..<20_000 {
            let pieces = (1...4).map { number in
                let count = Int.random(in: 0...(alphabet == .gsm7 ? 153 : 134), using: &random)
                // Escapes and surrogates are more frequent than in a real text, also in the middle of a unit.
                let likely: [UInt8] = alphabet == .gsm7 ? [0x1B, 0x65, 0x28] : [0xD8, 0xDC, 0x3D, 0x00]
                let elements = (0..<count).map { _ in
                    Bool.random(using: &random)
                        ? likely.randomElement(using: &random)! : UInt8.random(in: 0...127, using: &random)
                }
                let content = PartContent(alphabet: .known(alphabet), elements: elements, single: number == 2 ? 1 : nil)
                return PartPiece(number: number, content: content, text: "x", isRecorded: number % 2 == 1)
            }
            let kept = pieces.map { piece in
                guard piece.isRecorded, let content = piece.content else { return piece }
                let edges = JoinedParts.edges(content)
                #expect(edges.elements.count <= content.elements.count)
                shorter += edges.elements.count < content.elements.count ? 1 : 0
                return PartPiece(number: piece.number, content: edges, text: nil, isRecorded: true)
            }
            #expect(JoinedParts.text(kept) == JoinedParts.text(pieces))
        }
        #expect(shorter > 10_000)
        #expect(
            JoinedParts.edges(PartContent(alphabet: .known(.gsm7), elements: Array(repeating: 65, count: 153))).elements
                .count
                == 2)
    }
}
