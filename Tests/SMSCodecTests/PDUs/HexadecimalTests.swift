import SMSCodec
import Testing
import Vocabulary

struct HexadecimalTests {
    @Test("digits of either case, with white space around them")
    func reads() throws {
        #expect(try Hexadecimal.octets(of: "\t00fFA5\r\n", field: "") == [0x00, 0xFF, 0xA5])
        #expect(try Hexadecimal.octets(of: "", field: "").isEmpty)
        #expect(Hexadecimal.string([0x00, 0xFF, 0xA5]) == "00FFA5")
        #expect(Hexadecimal.string([0xFF], uppercase: false) == "ff")
    }

    static let noDigits: [(String, PDUError.Code, Int)] = [
        ("00 11", PDUError.Code.notHex, 1), ("0G", .notHex, 0), ("٠٠", .notHex, 0), ("00112", .oddLength, 2),
        ("0x00", .notHex, 0), ("+1", .notHex, 0), ("00\0", .notHex, 1),
    ]

    @Test("anything else is an error at its octet", arguments: noDigits)
    func refuses(text: String, code: PDUError.Code, offset: Int) {
        let error = #expect(throws: PDUError.self) { try Hexadecimal.octets(of: text, field: "pdu") }
        #expect(error?.code == code)
        #expect(error?.offset == offset)
    }
}
