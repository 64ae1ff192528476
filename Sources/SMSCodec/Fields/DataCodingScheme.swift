import Vocabulary

/// How a message is coded and how the phone should treat it (3GPP TS 23.038 4).
public struct DataCodingScheme: Hashable, Sendable {
    /// The octet itself.
    public let rawValue: UInt8

    /// Makes a scheme from any octet: reserved values mean the default alphabet.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The general group with an alphabet and, where given, a message class of 0 to 3.
    public init(alphabet: Alphabet, messageClass: UInt8? = nil) {
        let bits: UInt8 =
            switch alphabet {
            case .gsm7: 0b0000
            case .eightBit: 0b0100
            case .ucs2: 0b1000
            }
        rawValue = bits | (messageClass.map { 0b1_0000 | $0 & 0b11 } ?? 0)
    }

    /// The alphabet of the content.
    public var alphabet: Alphabet {
        switch rawValue >> 4 {
        case 0x0...0x7:
            switch rawValue >> 2 & 0b11 {
            case 1: .eightBit
            case 2: .ucs2
            default: .gsm7
            }
        case 0xE: .ucs2
        case 0xF: rawValue & 0b100 == 0 ? .gsm7 : .eightBit
        default: .gsm7
        }
    }

    /// Whether the text is compressed (3GPP TS 23.042); such text cannot be read here.
    public var isCompressed: Bool { rawValue < 0x80 && rawValue & 0b10_0000 != 0 }

    /// The message class 0 to 3; the phone shows class 0 at once and does not store it.
    public var messageClass: UInt8? {
        switch rawValue >> 4 {
        case 0x0...0x7: rawValue & 0b1_0000 == 0 ? nil : rawValue & 0b11
        case 0xF: rawValue & 0b11
        default: nil
        }
    }

    /// The indicator to switch on or off, for the message waiting groups.
    public var messageWaiting: MessageWaiting? {
        let group = rawValue >> 4
        guard (0xC...0xE).contains(group) else { return nil }
        let kinds: [MessageWaiting.Kind] = [.voicemail, .fax, .email, .other]
        return MessageWaiting(
            kind: kinds[Int(rawValue & 0b11)], isActive: rawValue & 0b1000 != 0, isStored: group != 0xC)
    }
}

/// An indicator that messages, such as voice mail, wait elsewhere (3GPP TS 23.038 4, 23.040 9.2.3.24.2).
public struct MessageWaiting: Hashable, Sendable {
    /// What is waiting.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Encodable {
        case voicemail, fax, email, other, video
    }

    /// What is waiting.
    public let kind: Kind
    /// Whether messages are waiting; false clears the indicator.
    public let isActive: Bool
    /// Whether the phone should store the message itself.
    public let isStored: Bool

    /// An indicator.
    public init(kind: Kind, isActive: Bool, isStored: Bool) {
        self.kind = kind
        self.isActive = isActive
        self.isStored = isStored
    }
}
