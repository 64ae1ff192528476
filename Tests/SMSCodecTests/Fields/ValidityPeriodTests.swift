import SMSCodec
import Testing
import Vocabulary

/// Facts from python-messaging, python-gsmmodem and gammu.
struct ValidityPeriodTests {
    static let codes: [(minutes: Int, code: UInt8)] = [
        (5, 0), (6, 0), (9, 0), (10, 1), (30, 5), (60, 0x0B), (100, 0x13), (12 * 60, 143), (13 * 60, 145),
        (16 * 60, 151), (24 * 60, 167), (36 * 60, 167), (2 * 1440, 168), (3 * 1440, 169), (4 * 1440, 0xAA),
        (30 * 1440, 196), (33 * 1440, 196), (5 * 10_080, 197), (635_040, 255),
    ]

    @Test("minutes become the longest span that is not longer", arguments: codes)
    func encodes(minutes: Int, code: UInt8) throws {
        #expect(try ValidityPeriod(minutes: minutes) == .relative(code))
    }

    @Test("every code means minutes that become the same code")
    func everyCode() throws {
        for code in 0...UInt8.max {
            let minutes = try #require(ValidityPeriod.relative(code).minutes)
            #expect(try ValidityPeriod(minutes: minutes) == .relative(code))
        }
    }

    @Test("spans that have no code are refused", arguments: [4, 0, -1, 635_041, Int.max, Int.min])
    func outOfRange(minutes: Int) {
        #expect(throws: PDUError(.outOfRange, field: "", message: "")) { try ValidityPeriod(minutes: minutes) }
    }

    static let submits: [(String, ValidityPeriod?)] = [
        ("0001000B914316565811F9000004E8373B0C", nil),
        ("0011000B914316565811F90000AA04E8373B0C", .relative(0xAA)),
        (
            "0019000B914316565811F900000170520251930004E8373B0C",
            ServiceCentreTimestamp(
                year: 2010, month: 7, day: 25, hour: 20, minute: 15, second: 39, quarterHours: 0
            ).map { .absolute($0) }
        ),
        ("0009000B914316565811F900000170000000000004E8373B0C", .enhanced([1, 0x70, 0, 0, 0, 0, 0])),
    ]

    @Test("a SUBMIT keeps each format", arguments: submits)
    func formats(hex: String, validity: ValidityPeriod?) throws {
        let pdu = try PDU(hex: hex)
        guard case .submit(let submit) = pdu.tpdu else {
            Issue.record("not a SUBMIT")
            return
        }
        #expect(submit.validity == validity)
        #expect(submit.userData.text == "hola")
        #expect(pdu.hex == hex)
    }
}
