import Vocabulary

/// How many units one message and one part of a long message hold: septets, UTF-16 units or octets.
struct SegmentSizes {
    let single: Int
    let part: Int
    private let reference: UInt16
    private let referenceBits: Int

    init(alphabet: Alphabet, reference: UInt16 = 0) {
        self.reference = reference
        referenceBits = reference > 255 ? 16 : 8
        let octetsPerUnit = alphabet == .ucs2 ? 2 : 1
        single = Room(headerOctets: nil, alphabet: alphabet).elements / octetsPerUnit
        part = Room(headerOctets: referenceBits == 8 ? 5 : 6, alphabet: alphabet).elements / octetsPerUnit
    }

    /// The header of one part, counted from 0.
    func header(index: Int, total: Int) -> UserDataHeader? {
        UserDataHeader.Concatenation(
            reference: reference, referenceBits: referenceBits, total: total, sequence: index + 1
        ).map(UserDataHeader.init(concatenation:))
    }
}
