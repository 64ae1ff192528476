import Testing

@testable import SMSCodec

/// Facts from python-gsmmodem.
struct SeptetsTests {
    @Test(
        "septets are packed low bits first",
        arguments: [
            ("123", "31D90C"), ("12345678", "31D98C56B3DD70"), ("123456789", "31D98C56B3DD7039"),
            ("Hello World!", "C8329BFD065DDF72363904"), ("[{abc}]~", "1BDE0615168F37A98D6FD303"), ("", ""),
        ])
    func packs(text: String, hex: String) throws {
        let septets = try GSM7.septets(of: text, field: "")
        #expect(Hexadecimal.string(Septets.pack(septets)) == hex)
        #expect(Septets.unpack(try Hexadecimal.octets(of: hex, field: "")[...], count: septets.count) == septets)
    }

    @Test("every length after every header comes back")
    func roundTrip() {
        for headerSize in 0...20 {
            for count in 0...160 {
                let septets = (0..<count).map { UInt8($0 * 37 % 128) }
                let octets = Septets.pack(septets, after: [UInt8](repeating: 0xFF, count: headerSize))
                let skipped = Septets.count(ofHeader: headerSize)
                #expect(octets.count == ((skipped + count) * 7 + 7) / 8)
                #expect(Septets.unpack(octets[...], from: skipped, count: count) == septets)
            }
        }
    }

    @Test("no more septets are read than the octets hold")
    func bounded() {
        #expect(Septets.unpack([0xFF], count: 200) == [0x7F])
        #expect(Septets.unpack([], count: 3).isEmpty)
        #expect(Septets.unpack([1, 2], from: 9, count: 3).isEmpty)
    }
}
