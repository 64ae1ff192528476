import Testing

@testable import SMSCodec

/// What a modem says of a PDU's length decides how its service centre's address is read.
struct AnnouncedLengthTests {
    private static let centre = "07915141674523F1"
    private static let message = "040B915141550521F300006211302143650005F3B09B4E0F"

    private func text(_ hex: String, _ length: Int?) throws -> String? {
        let pdu = try PDU(octets: Hexadecimal.octets(of: hex, field: "pdu"), announcedLength: length)
        guard case .deliver(let deliver) = pdu.tpdu else { return nil }
        return deliver.userData.text
    }

    @Test("with, without, and with a counted address the text is the same")
    func address() throws {
        let length = Self.message.count / 2
        let whole = try text(Self.centre + Self.message, length)
        #expect(whole?.count == 5)
        #expect(try text("00" + Self.message, length) == whole)
        #expect(try text(Self.message, length) == whole)
        #expect(try text(Self.centre + Self.message, length + 8) == whole)
        #expect(try text(Self.centre + Self.message, length + 1) == whole)
        #expect(try text(Self.centre + Self.message, nil) == whole)
        #expect(try text(Self.message, nil) == whole)
        #expect(try text(Self.centre + Self.message + "FFFFFF", length) == whole)
    }

    @Test("what lost its end is an error, also when the rest is as long as announced")
    func cut() {
        let length = Self.message.count / 2
        for count in [2, 6, 16] {
            #expect(throws: PDUError.self) { try text(String((Self.centre + Self.message).dropLast(count)), length) }
        }
    }

    @Test("the identifiers of a header are told, unless the header is damaged")
    func identifiers() {
        #expect(UserDataHeader(octets: [0, 3, 9, 2, 1, 0x70, 0]).identifiers == [0, 0x70])
        #expect(UserDataHeader(octets: [0, 3, 9]).identifiers == [])
    }
}
