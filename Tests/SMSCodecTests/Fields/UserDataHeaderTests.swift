import Testing

@testable import SMSCodec

/// Facts from python-gsmmodem and 3GPP TS 23.040 9.2.3.24.
struct UserDataHeaderTests {
    private func header(_ hex: String) throws -> UserDataHeader {
        UserDataHeader(octets: try Hexadecimal.octets(of: hex, field: ""))
    }

    static let parts: [(String, UserDataHeader.Concatenation?)] = [
        ("0003170301", UserDataHeader.Concatenation(reference: 23, referenceBits: 8, total: 3, sequence: 1)),
        ("080401800402", .init(reference: 384, referenceBits: 16, total: 4, sequence: 2)),
        ("0003FFFFFF", .init(reference: 255, referenceBits: 8, total: 255, sequence: 255)),
        ("00031703010804018004020003170302", .init(reference: 23, referenceBits: 8, total: 3, sequence: 2)),
    ]

    @Test("a part says which one it is", arguments: parts)
    func concatenation(hex: String, expected: UserDataHeader.Concatenation?) throws {
        #expect(expected != nil)
        #expect(try header(hex).concatenation == expected)
    }

    @Test(
        "a part of nothing, part 0 and a part past the last are no parts",
        arguments: [
            "0003170001", "0003170300", "0003170304", "00021703", "000417030101", "0803018004", "",
        ])
    func noPart(hex: String) throws {
        #expect(try header(hex).concatenation == nil)
    }

    static let portPairs: [(String, UserDataHeader.Ports)] = [
        ("04026432", UserDataHeader.Ports(destination: 100, source: 50)),
        ("050404D21466", .init(destination: 1234, source: 5222)),
        ("05040B8423F0", .init(destination: 2948, source: 9200)),
    ]

    @Test("ports are of 8 or 16 bits", arguments: portPairs)
    func ports(hex: String, expected: UserDataHeader.Ports) throws {
        #expect(try header(hex).ports == expected)
    }

    static let indicators: [(String, MessageWaiting)] = [
        ("01020003", MessageWaiting(kind: .voicemail, isActive: true, isStored: false)),
        ("01028100", .init(kind: .fax, isActive: false, isStored: true)),
        ("01020201", .init(kind: .email, isActive: true, isStored: false)),
        ("01020301", .init(kind: .other, isActive: true, isStored: false)),
        ("01020701", .init(kind: .video, isActive: true, isStored: false)),
    ]

    @Test("an indicator is on while something waits", arguments: indicators)
    func messageWaiting(hex: String, expected: MessageWaiting) throws {
        #expect(try header(hex).messageWaiting == expected)
    }

    static let shifts: [(String, UserDataHeader.LanguageShift)] = [
        ("240101", UserDataHeader.LanguageShift(locking: nil, single: 1)),
        ("250103", .init(locking: 3, single: nil)),
        ("250103240102", .init(locking: 3, single: 2)),
    ]

    @Test("national tables are told apart", arguments: shifts)
    func languageShift(hex: String, expected: UserDataHeader.LanguageShift) throws {
        #expect(try header(hex).languageShift == expected)
    }

    @Test("unknown elements are passed over")
    func unknownElements() throws {
        let header = try header("0A0300061070010003170301")
        #expect(header.concatenation == nil)
        #expect(try self.header("0A03000610" + "7000" + "0003170301").concatenation?.sequence == 1)
    }

    @Test(
        "a header whose elements do not fill it counts for nothing",
        arguments: ["0003170301FF", "00031703010003", "00"])
    func overrun(hex: String) throws {
        let header = try header(hex)
        #expect(header.concatenation == nil)
        #expect(Hexadecimal.string(header.octets) == hex)
    }

    @Test("a part that was written reads as it was")
    func writes() throws {
        for (reference, bits) in [(7, 8), (255, 8), (256, 16), (65_535, 16)] {
            let part = try #require(
                UserDataHeader.Concatenation(
                    reference: UInt16(reference), referenceBits: bits, total: 255, sequence: 254))
            let header = UserDataHeader(concatenation: part)
            #expect(UserDataHeader(octets: header.octets) == header)
        }
    }
}
