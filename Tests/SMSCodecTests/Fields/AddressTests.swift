import Testing
import Vocabulary

@testable import SMSCodec

/// Facts from python-gsmmodem, ModemManager and gammu beside our own.
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
        Sample("14D04937BD2C7797E9D3E614", .alphanumeric, "InternetSMS"),
        Sample("04D01100", .alphanumeric, "_@"),
        Sample("0581BAC2FE", .unknown, "*#2ac"),
        Sample("0081", .unknown, ""),
    ]

    private func decode(_ hex: String) throws -> Address {
        var reader = OctetReader(try Hexadecimal.octets(of: hex, field: ""))
        let address = try Address.decode(&reader, field: "from")
        #expect(reader.remaining == 0)
        return address
    }

    @Test("an address reads as it is dialled", arguments: samples)
    func reads(_ sample: Sample) throws {
        let address = try decode(sample.hex)
        #expect(address.type == sample.type)
        #expect(address.display == sample.display)
    }

    @Test("an address that was read is written as it was", arguments: samples)
    func writes(_ sample: Sample) throws {
        var octets: [UInt8] = []
        try decode(sample.hex).encode(into: &octets)
        #expect(Hexadecimal.string(octets) == sample.hex)
    }

    @Test("a filler counted as a digit is no digit")
    func countedFiller() throws {
        #expect(try decode("0C919712345678F9").display == "+79214365879")
    }

    @Test("a service centre's length counts octets and its type")
    func serviceCentre() throws {
        var reader = OctetReader(try Hexadecimal.octets(of: "07919130079229F0", field: ""))
        let address = try Address.decodeServiceCentre(&reader)
        #expect(address?.display == "+19037029920")
        var octets: [UInt8] = []
        address?.encodeServiceCentre(into: &octets)
        #expect(Hexadecimal.string(octets) == "07919130079229F0")
    }

    @Test("a service centre without digits is none", arguments: ["00", "0191"])
    func noServiceCentre(hex: String) throws {
        var reader = OctetReader(try Hexadecimal.octets(of: hex, field: ""))
        #expect(try Address.decodeServiceCentre(&reader) == nil)
    }

    @Test("a service centre longer than one can be is an error that names it")
    func longServiceCentre() {
        let error = #expect(throws: PDUError.self) { try PDU(octets: [12] + [UInt8](repeating: 0x11, count: 40)) }
        #expect(error?.code == .badServiceCentre)
        #expect(error?.field == "smsc.length")
    }

    @Test("a number written with + is international, without it of unknown type")
    func parses() throws {
        #expect(try Address(number: "+15145550101").type == .international)
        #expect(try Address(number: "+15145550101").value == "15145550101")
        #expect(try Address(number: "5145550101").type == .unknown)
        #expect(try Address(number: "*100#").display == "*100#")
    }

    @Test(
        "what is no number is refused",
        arguments: ["", "+", "032BADNUMBER", "+1 514", "++1", "1+", "+123456789012345678901", "٣", "+*1", "12\0"])
    func refuses(number: String) {
        #expect(throws: PDUError(.badNumber, field: "", message: "")) { try Address(number: number) }
    }

    @Test("a name has at most 11 septets")
    func names() throws {
        #expect(try Address(name: "Hydro Qc 11").display == "Hydro Qc 11")
        #expect(throws: PDUError(.tooLong, field: "", message: "")) { try Address(name: "Hydro Qc 11€") }
        #expect(throws: PDUError(.unencodable, field: "", message: "")) { try Address(name: "ê") }
    }
}
