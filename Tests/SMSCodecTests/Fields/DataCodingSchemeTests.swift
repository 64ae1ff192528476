import SMSCodec
import Testing
import Vocabulary

/// All groups of 3GPP TS 23.038 4.
struct DataCodingSchemeTests {
    static let groups: [(UInt8, Alphabet, UInt8?)] = [
        (0x00, Alphabet.gsm7, nil), (0x04, .eightBit, nil), (0x08, .ucs2, nil), (0x0C, .gsm7, nil),
        (0x10, .gsm7, 0), (0x11, .gsm7, 1), (0x15, .eightBit, 1), (0x18, .ucs2, 0), (0x1B, .ucs2, 3),
        (0x03, .gsm7, nil), (0x40, .gsm7, nil), (0x48, .ucs2, nil), (0x59, .ucs2, 1), (0x80, .gsm7, nil),
        (0xB8, .gsm7, nil), (0xC8, .gsm7, nil), (0xD8, .gsm7, nil), (0xE8, .ucs2, nil), (0xF0, .gsm7, 0),
        (0xF4, .eightBit, 0), (0xF5, .eightBit, 1), (0xF3, .gsm7, 3), (0xFB, .gsm7, 3),
    ]

    @Test("the alphabet and class of each group", arguments: groups)
    func alphabetAndClass(octet: UInt8, alphabet: Alphabet, messageClass: UInt8?) {
        let dcs = DataCodingScheme(rawValue: octet)
        #expect(dcs.alphabet == alphabet)
        #expect(dcs.messageClass == messageClass)
    }

    static let indicators: [(UInt8, MessageWaiting?)] = [
        (0xC8, MessageWaiting(kind: .voicemail, isActive: true, isStored: false)),
        (0xC1, MessageWaiting(kind: .fax, isActive: false, isStored: false)),
        (0xDA, MessageWaiting(kind: .email, isActive: true, isStored: true)),
        (0xE3, MessageWaiting(kind: .other, isActive: false, isStored: true)),
        (0x08, nil), (0xF8, nil), (0xB0, nil),
    ]

    @Test("the message waiting groups switch an indicator on and off", arguments: indicators)
    func messageWaiting(octet: UInt8, indicator: MessageWaiting?) {
        #expect(DataCodingScheme(rawValue: octet).messageWaiting == indicator)
    }

    @Test("a compressed text is told, and only in the general groups")
    func compressed() {
        let compressed = (0...UInt8.max).filter { DataCodingScheme(rawValue: $0).isCompressed }
        #expect(compressed == Array(0x20...0x3F) + Array(0x60...0x7F))
    }

    @Test("what is asked for is what the octet says")
    func builds() {
        for alphabet in Alphabet.allCases {
            for messageClass in [nil, 0, 1, 2, 3] as [UInt8?] {
                let dcs = DataCodingScheme(alphabet: alphabet, messageClass: messageClass)
                #expect(dcs.alphabet == alphabet)
                #expect(dcs.messageClass == messageClass)
            }
        }
        #expect(DataCodingScheme(alphabet: .gsm7, messageClass: 3).rawValue == 0x13)
    }
}
