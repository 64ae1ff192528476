import EventStore
import SMSCodec
import Vocabulary

/// Reads the parts of a long message as one text: the store has the parts, the codec the alphabets.
enum JoinedParts {
    /// The text of the unrecorded parts, joined before their alphabet is applied; nil when none is text.
    @Sendable
    static func text(_ parts: [PartPiece]) -> String? {
        guard parts.contains(where: { !$0.isRecorded && $0.text != nil }) else { return nil }
        var text = ""
        var run: [TextPiece] = []
        for part in parts {
            if let piece = part.content.flatMap({ TextPiece($0, of: part) }) {
                run.append(piece)
                continue
            }
            // A binary part, or one stored by an earlier version: used as it is.
            text += TextPiece.text(joining: run)
            run.removeAll()
            if !part.isRecorded, let own = part.text { text += own }
        }
        return text + TextPiece.text(joining: run)
    }
}

extension JoinedParts {
    private static let escape: UInt8 = 0x1B
    private static let space: UInt8 = 0x20
    /// Octets kept of UCS-2: two units, which may be shifted by an octet, show whether a character is split.
    private static let edge = 4

    /// The ends of a recorded part, which its neighbours may need; the text in between is dropped.
    @Sendable
    static func edges(_ content: PartContent) -> PartContent {
        var content = content
        let elements = content.elements
        switch content.alphabet.known {
        case .gsm7:
            // The number of escapes at the end decides whether the last one needs a character.
            let escapes = elements.reversed().prefix { $0 == escape }.count
            guard elements.count > escapes + 2 else { return content }
            content.elements = [elements[0], space] + Array(repeating: escape, count: escapes)
        case .ucs2:
            guard elements.count > 2 * edge + 2 else { return content }
            // The parity of the octet count must stay the same.
            let middle: [UInt8] = elements.count.isMultiple(of: 2) ? [0, space] : [0]
            content.elements = elements.prefix(edge) + middle + elements.suffix(edge)
        case .eightBit, nil:
            content.elements = []
        }
        return content
    }
}

extension TextPiece {
    fileprivate init?(_ content: PartContent, of part: PartPiece) {
        guard let alphabet = content.alphabet.known else { return nil }
        let hasShift = content.locking != nil || content.single != nil
        self.init(
            number: part.number, alphabet: alphabet, elements: content.elements,
            shift: hasShift
                ? UserDataHeader.LanguageShift(locking: content.locking, single: content.single) : nil,
            isKnown: part.isRecorded)
    }
}

extension PartContent {
    init(_ piece: TextPiece) {
        self.init(
            alphabet: .known(piece.alphabet), elements: piece.elements, locking: piece.shift?.locking,
            single: piece.shift?.single)
    }
}
