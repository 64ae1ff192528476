/// The header before the content: parts of a long message, ports, indicators (3GPP TS 23.040 9.2.3.24).
///
/// Of elements that exclude each other, the last one counts. A header whose elements do not fill it exactly is kept as
/// octets, and its elements are ignored.
public struct UserDataHeader: Hashable, Sendable {
    /// Which part of which message this is (9.2.3.24.1 and 9.2.3.24.8).
    public struct Concatenation: Hashable, Sendable {
        /// The number all parts of one message share.
        public let reference: UInt16
        /// The width of the reference, 8 or 16 bits; references of different widths are different.
        public let referenceBits: Int
        /// How many parts there are, from 1.
        public let total: Int
        /// Which one this is, 1 to `total`.
        public let sequence: Int

        /// A part; nil when `sequence` is not 1 to `total`, or `total` not 1 to 255.
        public init?(reference: UInt16, referenceBits: Int, total: Int, sequence: Int) {
            guard (1...255).contains(total), (1...total).contains(sequence) else { return nil }
            self.reference = reference
            self.referenceBits = referenceBits
            self.total = total
            self.sequence = sequence
        }
    }

    /// Application ports (9.2.3.24.3 and 9.2.3.24.4).
    public struct Ports: Hashable, Sendable {
        /// The port the message is for.
        public let destination: UInt16
        /// The port it comes from.
        public let source: UInt16

        /// A pair of ports.
        public init(destination: UInt16, source: UInt16) {
            self.destination = destination
            self.source = source
        }
    }

    /// National tables of the GSM 7 bit alphabet, by identifier (3GPP TS 23.038 6.2.1.2.4).
    public struct LanguageShift: Hashable, Sendable {
        /// The table instead of the default alphabet; nil keeps the default alphabet.
        public let locking: UInt8?
        /// The table instead of the default extension table; nil keeps that.
        public let single: UInt8?

        /// A choice of tables.
        public init(locking: UInt8?, single: UInt8?) {
            self.locking = locking
            self.single = single
        }
    }

    /// The elements as they are in the PDU, without the length before them.
    public let octets: [UInt8]
    /// Which part of a long message this is; nil for a single message.
    public private(set) var concatenation: Concatenation?
    /// The ports, if any.
    public private(set) var ports: Ports?
    /// The indicator, if any.
    public private(set) var messageWaiting: MessageWaiting?
    /// The national tables, if any.
    public private(set) var languageShift: LanguageShift?

    /// Reads the elements.
    public init(octets: some Collection<UInt8>) {
        self.octets = Array(octets)
        readElements()
    }

    /// A header that says which part of a long message this is.
    init(concatenation: Concatenation) {
        let place = [UInt8(concatenation.total), UInt8(concatenation.sequence)]
        if concatenation.referenceBits == 8 {
            octets = [Element.concatenation8, 3, UInt8(truncatingIfNeeded: concatenation.reference)] + place
        } else {
            octets =
                [
                    Element.concatenation16, 4, UInt8(concatenation.reference >> 8),
                    UInt8(truncatingIfNeeded: concatenation.reference),
                ] + place
        }
        self.concatenation = concatenation
    }
}

// MARK: Elements

extension UserDataHeader {
    /// Information element identifiers (3GPP TS 23.040 9.2.3.24).
    private enum Element {
        static let concatenation8: UInt8 = 0x00
        static let messageWaiting: UInt8 = 0x01
        static let ports8: UInt8 = 0x04
        static let ports16: UInt8 = 0x05
        static let concatenation16: UInt8 = 0x08
        static let singleShift: UInt8 = 0x24
        static let lockingShift: UInt8 = 0x25
    }

    private mutating func readElements() {
        guard elementsFillHeader else { return }
        var index = 0
        while index < octets.count {
            let length = Int(octets[index + 1])
            read(octets[index], octets[index + 2..<index + 2 + length])
            index += 2 + length
        }
    }

    /// The identifiers of the elements, in order; empty for a header that its elements do not fill exactly.
    public var identifiers: [UInt8] {
        guard elementsFillHeader else { return [] }
        var identifiers: [UInt8] = []
        var index = 0
        while index < octets.count {
            identifiers.append(octets[index])
            index += 2 + Int(octets[index + 1])
        }
        return identifiers
    }

    private var elementsFillHeader: Bool {
        var index = 0
        while index + 1 < octets.count { index += 2 + Int(octets[index + 1]) }
        return index == octets.count
    }

    private mutating func read(_ identifier: UInt8, _ data: ArraySlice<UInt8>) {
        func octet(_ index: Int) -> UInt8 { data[data.startIndex + index] }
        func word(_ index: Int) -> UInt16 { UInt16(octet(index)) << 8 | UInt16(octet(index + 1)) }
        switch (identifier, data.count) {
        case (Element.concatenation8, 3):
            concatenation =
                Concatenation(
                    reference: UInt16(octet(0)), referenceBits: 8, total: Int(octet(1)), sequence: Int(octet(2)))
                ?? concatenation
        case (Element.concatenation16, 4):
            concatenation =
                Concatenation(
                    reference: word(0), referenceBits: 16, total: Int(octet(2)), sequence: Int(octet(3)))
                ?? concatenation
        case (Element.ports8, 2):
            ports = Ports(destination: UInt16(octet(0)), source: UInt16(octet(1)))
        case (Element.ports16, 4):
            ports = Ports(destination: word(0), source: word(2))
        case (Element.messageWaiting, 2):
            messageWaiting = Self.messageWaiting(type: octet(0), count: octet(1))
        case (Element.singleShift, 1):
            languageShift = LanguageShift(locking: languageShift?.locking, single: octet(0))
        case (Element.lockingShift, 1):
            languageShift = LanguageShift(locking: octet(0), single: languageShift?.single)
        default:
            break
        }
    }

    private static func messageWaiting(type: UInt8, count: UInt8) -> MessageWaiting {
        let kind: MessageWaiting.Kind =
            switch type & 0b1_1111 {
            case 0b0_0000: .voicemail
            case 0b0_0001: .fax
            case 0b0_0010: .email
            case 0b0_0111: .video
            default: .other
            }
        return MessageWaiting(kind: kind, isActive: count > 0, isStored: type & 0x80 != 0)
    }
}
