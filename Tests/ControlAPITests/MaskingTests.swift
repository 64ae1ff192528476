import ControlAPI
import Testing

@Suite struct MaskingTests {
    @Test(
        "A number keeps its first five characters and its last two",
        arguments: [
            ("+15145550101", "+1514•••••01"),
            ("+33612345678", "+3361•••••78"),
            ("+442079460000", "+4420••••••00"),
            ("+123456789", "+1234•••89"),  // ten characters
            ("+12345678", "•••••••78"),  // nine
            ("+1234", "•••34"),
            ("+12", "•12"),
            ("+1", "+1"),
            ("0612345678", "06123•••78"),
            ("123456789", "•••••••89"),
            ("12345678", "12345678"),  // a short code has at most eight digits
            ("7726", "7726"),
            ("Desjardins", "Desjardins"),
            ("BNP-PARIBAS", "BNP-PARIBAS"),
            ("1-800-FLOWERS", "1-800-FLOWERS"),
            ("+", "+"),
            ("", ""),
        ])
    func masks(sender: String, masked: String) {
        #expect(Masking.masked(sender) == masked)
    }

    @Test("A masked number is as long as the number")
    func length() {
        for count in 1...15 {
            let number = "+" + String(repeating: "7", count: count)
            #expect(Masking.masked(number).count == number.count)
        }
    }
}
