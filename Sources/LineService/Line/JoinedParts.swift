import EventStore
import SMSCodec

/// Reads the parts of a long message as one text: the store keeps them, the codec knows the alphabets.
enum JoinedParts {
    /// The text of what is not recorded yet, parts joined before their alphabet is applied; nil when none is text.
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
            // Octets, or a part of an earlier version: it stands for itself.
            text += TextPiece.text(joining: run)
            run.removeAll()
            if !part.isRecorded, let own = part.text { text += own }
        }
        return text + TextPiece.text(joining: run)
    }
}

extension TextPiece {
    fileprivate init?(_ content: PartContent, of part: PartPiece) {
        guard let alphabet = Alphabet(rawValue: content.alphabet) else { return nil }
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
            alphabet: piece.alphabet.rawValue, elements: piece.elements, locking: piece.shift?.locking,
            single: piece.shift?.single)
    }
}
