import ControlAPI
import Testing

struct PersonNameTests {
    @Test(
        "full numbers and sender ids are understood",
        arguments: [
            ("+15145550101", PersonName.number("+15145550101")),
            ("+1 514-555-0101", .number("+15145550101")),
            ("+1 (514) 555.0101", .number("+15145550101")),
            ("+33\u{A0}6\u{202F}12 34 56 78", .number("+33612345678")),
            ("s-0123456789abcdef", .senderID("s-0123456789abcdef")),
            ("s-0123456789ABCDEF", .senderID("s-0123456789abcdef")),
        ])
    func understood(text: String, person: PersonName) throws {
        #expect(try PersonName(text) == person)
    }

    @Test(
        "a national form is refused with the way to write it",
        arguments: ["514-555-0101", "06 12 34 56 78", "15145550101", "0015145550101", "7726", "Desjardins", ""])
    func national(text: String) {
        let error = #expect(throws: ControlError.self) { try PersonName(text) }
        #expect(error?.code == .usage)
        #expect(error?.message.contains("beginning with +") == true)
        #expect(error?.hint?.contains("+15145550101") == true)
    }

    @Test(
        "what is no full number is refused",
        arguments: [
            "+", "+123456", "+1234567890123456", "+0123456789", "+1514555010a", "+١٥١٤٥٥٥٠١٠١", "++15145550101",
            "s-", "s-0123", "s-0123456789abcdeg", "s-0123456789abcdef0",
        ])
    func wrong(text: String) {
        #expect(throws: ControlError.self) { try PersonName(text) }
    }
}
