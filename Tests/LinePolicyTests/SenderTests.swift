import LinePolicy
import SeededRandom
import Testing
import Vocabulary

struct SenderTests {
    static let ten = "5145550142"

    @Test(
        "an address becomes the E.164 number it stands for in the country of the line",
        arguments: [
            ("15145550142", .international, .canada, "+15145550142"),
            ("+15145550142", .unknown, .canada, "+15145550142"),
            (ten, .national, .canada, "+15145550142"), (ten, .unknown, .unitedStates, "+15145550142"),
            ("15145550142", .unknown, .canada, "+15145550142"), ("15145550142", .national, .canada, "+15145550142"),
            ("01133612345678", .unknown, .canada, "+33612345678"),
            ("(514) 555-0142", .unknown, .canada, "+15145550142"),
            ("514.555.0142", .subscriber, .canada, "+15145550142"), ("8765550142", .unknown, .canada, "+18765550142"),
            ("0612345678", .unknown, .france, "+33612345678"), ("612345678", .national, .france, "+33612345678"),
            ("0033612345678", .unknown, .france, "+33612345678"), ("33612345678", .unknown, .france, "+33612345678"),
            ("06 12 34 56 78", .network, .france, "+33612345678"),
            ("33612345678", .international, .canada, "+33612345678"),
            ("0470123456", .unknown, .belgium, "+32470123456"), ("022345678", .unknown, .belgium, "+3222345678"),
            ("22345678", .unknown, .belgium, "+3222345678"), ("0791234567", .unknown, .switzerland, "+41791234567"),
            ("07400123456", .unknown, .unitedKingdom, "+447400123456"),
            ("01534123456", .unknown, .unitedKingdom, "+441534123456"),
            ("\u{00A0}+33\u{202F}6 12 34 56 78\n", .unknown, .canada, "+33612345678"),
        ] as [(String, TypeOfNumber, Country, String)])
    func numbers(address: String, type: TypeOfNumber, country: Country, number: String) {
        #expect(Sender(address: address, kind: type, lineCountry: country) == .number(number))
    }

    @Test(
        "what is no number says what it is",
        arguments: [
            ("12345", .unknown, .canada, .shortCode("12345")), ("12345", .abbreviated, .canada, .shortCode("12345")),
            ("5550142", .unknown, .canada, .shortCode("5550142")), ("38600", .unknown, .france, .shortCode("38600")),
            ("12345678", .unknown, .france, .shortCode("12345678")),
            ("123456789", .unknown, .canada, .other("123456789")),
            ("12345", .international, .canada, .other("+12345")), ("+12345", .unknown, .canada, .other("+12345")),
            ("0012345", .unknown, .france, .shortCode("0012345")),
            ("Bank", .alphanumeric, .canada, .name("Bank")),
            ("  Ma Banque ", .alphanumeric, .canada, .name("Ma Banque")),
            ("5145550142", .alphanumeric, .canada, .name("5145550142")), ("Bank", .unknown, .canada, .name("Bank")),
            ("Ωmega", .unknown, .canada, .name("Ωmega")), ("anonymous", .unknown, .canada, .name("anonymous")),
            ("", .unknown, .canada, .withheld), (" \n", .international, .canada, .withheld),
            ("", .alphanumeric, .canada, .withheld),
        ] as [(String, TypeOfNumber, Country, Sender)])
    func others(address: String, type: TypeOfNumber, country: Country, sender: Sender) {
        #expect(Sender(address: address, kind: type, lineCountry: country) == sender)
    }

    @Test(
        "hostile addresses are never a number",
        arguments: [
            "+", "++1", "++15145550142", "00", "011", "0", "1", "+0", "+05145550142", "-", "()", "*31#5145550142",
            "5145550142p123", "5145550142w1", "#5145550142", "５１４５５５０１４２", "٥١٤٥٥٥٠١٤٢", "514555\u{0}0142",
            "+15145550142\u{0}", "5145550142;1", String(repeating: "5", count: 40),
            "+" + String(repeating: "5", count: 40),
            "+1514555014２", "5145550142\u{202E}", "1+5145550142", "\u{0}", "0015145550142", "5\u{0301}145550142",
        ])
    func hostile(address: String) {
        for country in [Country.canada, .unitedStates] {
            for type in [TypeOfNumber.unknown, .national, .network, .subscriber, .abbreviated] {
                let sender = Sender(address: address, kind: type, lineCountry: country)
                #expect(sender.number == nil)
                #expect(sender.key?.unicodeScalars.contains { $0.properties.generalCategory == .control } != true)
            }
        }
    }

    @Test("a name that poses as a number does not share that number's key")
    func posing() {
        let poser = Sender(address: "+3222345678", kind: .alphanumeric, lineCountry: .belgium)
        #expect(poser == .name("\"+3222345678\""))
    }

    @Test("no random address crashes, and a number is always well formed")
    func randomAddresses() {
        var generator = SeededGenerator(seed: 99)
        let alphabet = Array("0123456789012345678901234567890123456789++ -()*#pw\u{0}\u{7F}Aé５".unicodeScalars)
        for _ in 0..<3000 {
            var scalars = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...20, using: &generator) {
                scalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            for type in [TypeOfNumber.unknown, .international, .alphanumeric] {
                for country in [Country.canada, .france, .unitedKingdom] {
                    let sender = Sender(address: String(scalars), kind: type, lineCountry: country)
                    guard let number = sender.number else { continue }
                    let digits = number.utf8.dropFirst()
                    #expect(number.utf8.first == UInt8(ascii: "+"))
                    #expect((7...15).contains(digits.count) && digits.allSatisfy { (0x30...0x39).contains($0) })
                }
            }
        }
    }
}
