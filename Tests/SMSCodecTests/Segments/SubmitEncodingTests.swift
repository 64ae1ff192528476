import SMSCodec
import SeededRandom
import Testing
import Vocabulary

struct SubmitEncodingTests {
    private let recipient: Address

    init() throws {
        recipient = try Address(number: "+15145550101")
    }

    private func submits(_ encoded: [EncodedPDU]) throws -> [Submit] {
        try encoded.compactMap {
            guard case .submit(let submit) = try PDU(hex: $0.hex).tpdu else { return nil }
            return submit
        }
    }

    /// python-messaging, TestSubmitPduCounts, and ofono.
    static let lengths: [(String, Int, String, Int)] = [
        ("x", 160, "", 1), ("x", 161, "", 2), ("x", 306, "", 2), ("x", 306, "x", 3), ("x", 459, "", 3),
        ("x", 459, "x", 4), ("€", 80, "", 1), ("€", 79, "x", 1), ("€", 153, "", 3), ("€", 229, "x", 4),
        ("ő", 70, "", 1),
        ("ő", 70, "x", 2), ("ő", 134, "", 2), ("ő", 134, "x", 3), ("ő", 201, "", 3), ("ő", 201, "x", 4),
        ("😱", 36, "", 2),
    ]

    @Test("a text takes as many segments as other encoders make of it", arguments: lengths)
    func counts(unit: String, times: Int, rest: String, segments: Int) throws {
        let text = String(repeating: unit, count: times) + rest
        let encoded = try Submit.encode(to: recipient, text: text)
        #expect(encoded.count == segments)
        #expect(TextMeasure(text).segments == segments)
        #expect(joinedText(of: try submits(encoded).map(\.userData)) == text)
    }

    @Test("no segment is longer than one message")
    func sizes() throws {
        for text in [String(repeating: "x", count: 1000), String(repeating: "ő", count: 1000)] {
            for reference: UInt16 in [0, 255, 256, 65_535] {
                for submit in try submits(Submit.encode(to: recipient, text: text, reference: reference)) {
                    let octets = PDU(tpdu: .submit(submit)).tpduLength - 12
                    #expect(octets <= 141)
                    #expect(submit.userData.header?.concatenation?.reference == reference)
                    #expect(submit.userData.header?.concatenation?.referenceBits == (reference > 255 ? 16 : 8))
                }
            }
        }
    }

    @Test("the message reference counts up from the one that is given")
    func messageReferences() throws {
        let text = String(repeating: "x", count: 400)
        let given = try Submit.encode(to: recipient, text: text, options: SubmitOptions(messageReference: 254))
        #expect(try submits(given).map(\.messageReference) == [254, 255, 0])
        #expect(try submits(Submit.encode(to: recipient, text: text)).map(\.messageReference) == [0, 0, 0])
    }

    @Test("octets are cut too")
    func octets() throws {
        let data = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
        let parts = try submits(Submit.encode(to: recipient, data: data, options: SubmitOptions(messageClass: 1)))
        #expect(parts.map(\.userData.data.count) == [134, 134, 32])
        #expect(parts.flatMap(\.userData.data) == data)
        #expect(parts.allSatisfy { $0.dcs.alphabet == .eightBit && $0.dcs.messageClass == 1 })
        #expect(try Submit.encode(to: recipient, data: []).count == 1)
    }

    @Test("more than 255 parts are refused")
    func tooManyParts() throws {
        let most = String(repeating: "a", count: 255 * 153)
        #expect(most.count == 39_015)
        #expect(try Submit.encode(to: recipient, text: most).count == 255)
        #expect(throws: PDUError(.tooLong, field: "", message: "")) {
            try Submit.encode(to: recipient, text: most + "a")
        }
        #expect(throws: PDUError(.tooLong, field: "", message: "")) {
            try Submit.encode(to: recipient, data: [UInt8](repeating: 0, count: 255 * 134 + 1))
        }
    }

    @Test("GSM 7 bit that is insisted on is refused for other characters")
    func insisted() {
        #expect(throws: PDUError(.unencodable, field: "", message: "")) {
            try Submit.encode(to: recipient, text: "ê", encoding: .gsm7)
        }
    }

    @Test("random texts come back, in UCS-2 or in GSM 7 bit")
    func random() throws {
        var generator = SeededGenerator(seed: 2025)
        for _ in 0..<300 {
            var scalars = String.UnicodeScalarView()
            let highest: UInt32 = [0x7F, 0xFF, 0xFFFF, 0x10_FFFF][Int.random(in: 0..<4, using: &generator)]
            for _ in 0..<Int.random(in: 0...400, using: &generator) {
                if let scalar = Unicode.Scalar(UInt32.random(in: 0...highest, using: &generator)) {
                    scalars.append(scalar)
                }
            }
            let text = String(scalars)
            let encoded = try Submit.encode(to: recipient, text: text, reference: 77)
            let joined = joinedText(of: try submits(encoded).map(\.userData))
            #expect(joined.map { Array($0.unicodeScalars) } == Array(scalars))
        }
    }
}
