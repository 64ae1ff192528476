import Testing
import Vocabulary

@testable import SMSCodec

struct GSM7Tests {
    @Test("every character of the default alphabet and its extension comes back")
    func everyCharacter() throws {
        let values = DefaultAlphabet.basic + DefaultAlphabet.extended
        let scalars = values.filter { $0 != 0 }.compactMap { Unicode.Scalar($0) }
        #expect(scalars.count == 127 + 10)
        for scalar in scalars {
            let text = String(scalar)
            #expect(GSM7.text(of: try GSM7.septets(of: text, field: "")) == text)
        }
    }

    @Test("only characters of the two tables are encodable")
    func onlyThese() {
        let encodable = (UInt32(0)...0xFFFF).compactMap { Unicode.Scalar($0) }.filter { GSM7.code(of: $0) != nil }
        #expect(encodable.count == 137)
        for text in ["ê", "ç", "œ", "’", "\t", "\u{1B}", "\0", "\u{A0}", "`", "😀"] {
            #expect(throws: PDUError(.unencodable, field: "", message: "")) { try GSM7.septets(of: text, field: "") }
        }
    }

    @Test("the error says which character and where")
    func place() {
        let error = #expect(throws: PDUError.self) { try GSM7.septets(of: "déjà vêtu", field: "text") }
        #expect(error?.offset == 6)
        #expect(error?.message.hasPrefix("U+00EA") == true)
    }

    static let escapes: [([UInt8], String)] = [
        ([0x1B, 0x41], "A"), ([0x1B, 0x1B, 0x65], " e"), ([0x41, 0x1B], "A"), ([0x1B, 0x0D], "\r"), ([0x1B], ""),
    ]

    @Test("an escape without a character of its own", arguments: escapes)
    func oddEscape(septets: [UInt8], text: String) {
        #expect(GSM7.text(of: septets) == text)
    }
}
