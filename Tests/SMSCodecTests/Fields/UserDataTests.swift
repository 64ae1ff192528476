import Testing
import Vocabulary

@testable import SMSCodec

struct UserDataTests {
    private func decode(_ hex: String, dcs: UInt8, hasHeader: Bool) throws -> UserData {
        var reader = OctetReader(try Hexadecimal.octets(of: hex, field: ""))
        return try UserData.decode(
            &reader, dcs: DataCodingScheme(rawValue: dcs), hasHeader: hasHeader, field: "deliver.user_data")
    }

    @Test("text after a header begins at a septet boundary")
    func fillBits() throws {
        let data = try decode("0D0500032E020190E175DD1D06", dcs: 0, hasHeader: true)
        #expect(data.text == "Hakuna")
        #expect(try decode("0E06080412340201C8329BFD6601", dcs: 0, hasHeader: true).text == "Hello,")
    }

    @Test("octets that are no text have none")
    func eightBit() throws {
        let data = try decode("0648692E2E2E2E", dcs: 4, hasHeader: false)
        #expect(data.text == nil)
        #expect(data.data == Array("Hi....".utf8))
    }

    @Test("compressed text has none either, and keeps its octets")
    func compressed() throws {
        let data = try decode("03010203", dcs: 0x20, hasHeader: false)
        #expect(data.text == nil)
        #expect(data.data == [1, 2, 3])
        var octets: [UInt8] = []
        data.encode(into: &octets)
        #expect(octets == [3, 1, 2, 3])
    }

    @Test("an odd octet at the end of UCS-2 is ignored")
    func oddUCS2() throws {
        #expect(try decode("0504420435FF", dcs: 8, hasHeader: false).text == "те")
    }

    @Test("half a surrogate pair is U+FFFD")
    func halfPair() throws {
        #expect(try decode("04D83D0041", dcs: 8, hasHeader: false).text == "\u{FFFD}A")
    }

    @Test("a header that is announced and not there is an error", arguments: ["00", "0105", "02050041"])
    func missingHeader(hex: String) {
        let error = #expect(throws: PDUError.self) { try decode(hex, dcs: 4, hasHeader: true) }
        #expect(error?.code == .badUserDataHeader || error?.code == .truncated)
    }

    @Test("the error names the field and the octet")
    func errorPlace() {
        let error = #expect(throws: PDUError.self) {
            try PDU(hex: "07911326040000F0040B911346610089F60000208062917314080CC8F7")
        }
        #expect(error?.code == .truncated)
        #expect(error?.field == "deliver.user_data")
        #expect(error?.offset == 27)
    }

    @Test("a surrogate pair and an escape sequence cut in two are whole again in the joined text")
    func joins() throws {
        func part(_ hex: String, _ dcs: UInt8) throws -> UserData { try decode(hex, dcs: dcs, hasHeader: true) }
        let halves = [try part("08050003010201D83D", 8), try part("08050003010202DE0B", 8)]
        #expect(halves.map(\.text) == ["\u{FFFD}", "\u{FFFD}"])
        #expect(joinedText(of: halves) == "😋")

        let header = try #require(SegmentSizes(alphabet: .gsm7).header(index: 0, total: 2))
        let escaped = try UserData(text: "€", alphabet: .gsm7)
        #expect(escaped.data == [GSM7.escape, 0x65])
        var cut = [UInt8](), rest = [UInt8]()
        try UserData(text: "a", alphabet: .gsm7, header: header).encode(into: &cut)
        cut[7] = cut[7] & 1 | GSM7.escape << 1
        try UserData(text: "e", alphabet: .gsm7, header: header).encode(into: &rest)
        let parts = try [cut, rest].map { try part(Hexadecimal.string($0), 0) }
        #expect(parts.map(\.text) == ["", "e"])
        #expect(joinedText(of: parts) == "€")
    }

    @Test("parts in different alphabets are joined too, and octets have no text")
    func joinsMixed() throws {
        let mixed = [try UserData(text: "abc", alphabet: .gsm7), try UserData(text: "ê", alphabet: .ucs2)]
        #expect(joinedText(of: mixed) == "abcê")
        #expect(joinedText(of: [try UserData(data: [1])]) == nil)
    }

    @Test("what does not fit into one message is refused")
    func tooLong() throws {
        #expect(try UserData(text: String(repeating: "a", count: 160), alphabet: .gsm7).data.count == 160)
        for (alphabet, count) in [(Alphabet.gsm7, 161), (.ucs2, 71), (.eightBit, 141)] {
            #expect(throws: PDUError(.tooLong, field: "", message: "")) {
                try UserData(text: String(repeating: "a", count: count), alphabet: alphabet)
            }
        }
    }

    @Test("a header without content is written and read")
    func emptyContent() throws {
        let header = try #require(SegmentSizes(alphabet: .gsm7).header(index: 0, total: 1))
        let data = try UserData(text: "", alphabet: .gsm7, header: header)
        var octets: [UInt8] = []
        data.encode(into: &octets)
        #expect(Hexadecimal.string(octets) == "0705000300010100")
        #expect(try decode("0705000300010100", dcs: 0, hasHeader: true) == data)
    }
}
