import ControlAPI
import Testing

struct MaskingTests {
    @Test(
        "a number keeps its first five characters and its last two",
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

    @Test("a masked number is as long as the number")
    func length() {
        for count in 1...15 {
            let number = "+" + String(repeating: "7", count: count)
            #expect(Masking.masked(number).count == number.count)
        }
    }

    @Test(
        "a sentence for the log keeps its words and loses its numbers",
        arguments: [
            ("\"+15145550123\" is no number", "\"+1514•••••23\" is no number"),
            ("+1 514 555-0123 and +33 6", "+1514•••••23 and +33 6"),
            ("the SIM 89302720000000000001 twice", "the SIM 89302•••••••••••••01 twice"),
            ("number 5145550123", "number ••••••••23"),
            ("jedisnon.toml:12: 200 of 30d", "jedisnon.toml:12: 200 of 30d"),
            ("process 4194304 at 2026-11-30 05:43", "process 4194304 at 2026-11-30 05:43"), ("", ""), ("+", "+"),
        ])
    func sentences(text: String, masked: String) {
        #expect(Masking.maskedText(text) == masked)
    }
}
