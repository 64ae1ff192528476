import Vocabulary

/// The content of one part of a long message before its alphabet is applied.
///
/// 3GPP TS 23.040 9.2.3.24.1 forbids a sender to cut an escape sequence or a surrogate pair in two; some do so anyway,
/// and some cut between the octets of one unit. So the parts are joined first and read afterwards.
public struct TextPiece: Hashable, Sendable {
    /// Which part it is, from 1.
    public var number: Int
    /// How it is coded.
    public var alphabet: Alphabet
    /// Septets, one each, for GSM 7 bit; octets otherwise.
    public var elements: [UInt8]
    /// The national tables its header names.
    public var shift: UserDataHeader.LanguageShift?
    /// The part was read before: it only completes a character split with a neighbour and adds no other text.
    public var isKnown: Bool

    /// A piece from its parts.
    public init(
        number: Int, alphabet: Alphabet, elements: [UInt8], shift: UserDataHeader.LanguageShift? = nil,
        isKnown: Bool = false
    ) {
        self.number = number
        self.alphabet = alphabet
        self.elements = elements
        self.shift = shift
        self.isKnown = isKnown
    }

    /// The content of a part; nil when it is binary or compressed.
    public init?(number: Int, _ data: UserData) {
        guard data.text != nil else { return nil }
        self.init(number: number, alphabet: data.alphabet, elements: data.data, shift: data.header?.languageShift)
    }

    /// The text of pieces in the order of their numbers.
    ///
    /// Nothing is joined across a missing part: half of a character there becomes U+FFFD, or nothing.
    public static func text(joining pieces: [TextPiece]) -> String {
        var text = String.UnicodeScalarView()
        var run: [TextPiece] = []
        for piece in pieces.sorted(by: { $0.number < $1.number }) {
            if let last = run.last, last.number + 1 != piece.number || last.alphabet != piece.alphabet {
                read(run, into: &text)
                run.removeAll()
            }
            run.append(piece)
        }
        read(run, into: &text)
        return String(text)
    }

    /// Reads neighbours of one alphabet.
    private static func read(_ run: [TextPiece], into text: inout String.UnicodeScalarView) {
        switch run.first?.alphabet {
        case .gsm7: readSeptets(run, into: &text)
        case .ucs2: readUnits(run, into: &text)
        case .eightBit, nil: return
        }
    }

    private static func readSeptets(_ run: [TextPiece], into text: inout String.UnicodeScalarView) {
        var escaped: TextPiece?
        for piece in run {
            for septet in piece.elements {
                if let begun = escaped {
                    // A character belongs to the part in which it begins, and the tables of that part apply.
                    if !begun.isKnown || !piece.isKnown {
                        text.append(GSM7.character(septet, isEscaped: true, begun.shift))
                    }
                    escaped = nil
                } else if septet == GSM7.escape {
                    escaped = piece
                } else if !piece.isKnown {
                    text.append(GSM7.character(septet, isEscaped: false, piece.shift))
                }
            }
        }
    }

    private static func readUnits(_ run: [TextPiece], into text: inout String.UnicodeScalarView) {
        // An odd octet at the end of a part is half of a unit when the total is even; otherwise it is ignored.
        let isWhole = run.reduce(0) { $0 + $1.elements.count }.isMultiple(of: 2)
        var high: (octet: UInt8, isKnown: Bool)?
        var units: [UInt16] = []
        var known: [Bool] = []
        for piece in run {
            for octet in isWhole ? piece.elements[...] : piece.elements.prefix(piece.elements.count & ~1) {
                guard let first = high else {
                    high = (octet, piece.isKnown)
                    continue
                }
                units.append(UInt16(first.octet) << 8 | UInt16(octet))
                known.append(first.isKnown && piece.isKnown)
                high = nil
            }
        }
        var index = 0
        while index < units.count {
            let unit = units[index]
            let isPair =
                UTF16.isLeadSurrogate(unit) && index + 1 < units.count && UTF16.isTrailSurrogate(units[index + 1])
            let length = isPair ? 2 : 1
            if known[index..<index + length].contains(false) {
                text.append(contentsOf: String(decoding: units[index..<index + length], as: UTF16.self).unicodeScalars)
            }
            index += length
        }
    }
}
