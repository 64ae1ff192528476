import ATProtocol
import Testing

/// Names and numbers in the character set that a modem was left in.
struct TextCodingTests {
    @Test(
        "the set is read by its name",
        arguments: [
            ("+CSCS: \"GSM\"", TextCoding.readable), ("+CSCS: \"UCS2\"", .ucs2), ("+CSCS: UCS2", .ucs2),
            ("+CSCS: \"ucs-2\"", .ucs2), ("+CSCS: \"HEX\"", .hexadecimal), ("+CSCS: \"8859-1\"", .readable),
        ])
    func sets(line: String, coding: TextCoding) {
        #expect(TextCoding(line) == coding)
    }

    @Test("what is offered is listed, whatever its form")
    func choices() {
        #expect(TextCoding.choices("+CSCS: (\"IRA\",\"GSM\",\"UCS2\")") == ["IRA", "GSM", "UCS2"])
        #expect(TextCoding.choices("+CSCS: \"GSM\",\"UCS2\"") == ["GSM", "UCS2"])
        #expect(TextCoding.choices("+CMEE: (0-2)") == nil)
    }

    @Test("names are read in their set, and where none is known only what can be nothing else")
    func names() {
        let rogers = "0052006F0067006500720073"
        #expect(TextCoding.ucs2.name(rogers) == "Rogers")
        #expect(TextCoding.unknown.name(rogers) == "Rogers")
        #expect(TextCoding.readable.name(rogers) == rogers)
        #expect(TextCoding.ucs2.name("041C0422042104") == "041C0422042104", "half a unit")
        #expect(TextCoding.ucs2.name("041C04220421") == "МТС")
        #expect(TextCoding.hexadecimal.name("526F67657273") == "Rogers")
        for name in ["Rogers", "FACE", "DEADBEEF", "302720", "0052"] { #expect(TextCoding.unknown.name(name) == name) }
    }

    @Test("an operator's name is read, its number is left alone")
    func operators() {
        #expect(CurrentOperator("+COPS: 0,0,\"0052006F0067006500720073\",7")?.name == "Rogers")
        #expect(CurrentOperator("+COPS: 0,0,\"04110438\",7", coding: .ucs2)?.name == "Би")
        #expect(CurrentOperator("+COPS: 0,2,\"00310030\",7", coding: .ucs2)?.name == "00310030")
    }

    @Test("a number in UCS-2 is a number, and a long number of digits stays what it is")
    func numbers() {
        let number = "002B00310035003100340035003500350030003100320034"
        #expect(TextCoding.number(number) == "+15145550124")
        #expect(CurrentCall("+CLCC: 1,1,4,0,0,\"\(number)\",145")?.number == "+15145550124")
        #expect(OwnNumber("+CNUM: \"\",\"\(number)\",145")?.number == "+15145550124")
        for plain in ["+15145550124", "0033612345678901", "5145550124", "", "00310032"] {
            #expect(TextCoding.number(plain) == plain)
        }
    }
}
