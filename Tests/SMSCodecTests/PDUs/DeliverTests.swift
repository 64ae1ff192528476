import SMSCodec
import Testing
import Vocabulary

/// What modems and networks send that no corpus holds, and what must be refused.
struct DeliverTests {
    private func deliver(_ hex: String) throws -> Deliver {
        guard case .deliver(let message) = try PDU(hex: hex).tpdu else { throw NotADeliver() }
        return message
    }

    private struct NotADeliver: Error {}

    @Test("a message with a header is written and read")
    func roundTrip() throws {
        let header = UserDataHeader(octets: [0x05, 0x04, 0x0B, 0x84, 0x23, 0xF0])
        let message = Deliver(
            originator: try Address(name: "Hydro"), pid: 0x7F, dcs: DataCodingScheme(rawValue: 0xF5),
            timestamp: ServiceCentreTimestamp(unixSeconds: 1_700_000_000, quarterHours: -20),
            userData: try UserData(data: [1, 2, 3], header: header))
        let pdu = PDU(smsc: try Address(number: "+12063130025"), tpdu: .deliver(message))
        #expect(try PDU(hex: pdu.hex) == pdu)
        #expect(pdu.tpduLength == pdu.octets.count - 8)
    }

    @Test(
        "every bit of the first octet but the type and the header may be anything",
        arguments: [
            0x00, 0x04, 0x08, 0x10, 0x20, 0x80, 0xBC,
        ])
    func firstOctet(octet: UInt8) throws {
        let hex =
            "07912143658709F1" + Hexadecimal.string([octet]) + "0B918100551512F20000111010214365000AE8329BFD4697D9EC37"
        #expect(try deliver(hex).userData.text == "hellohello")
    }

    @Test("octets after the message are ignored and counted")
    func trailing() throws {
        let pdu = try PDU(hex: "07912143658709F1040B918100551512F20000111010214365000AE8329BFD4697D9EC37FFFFFF")
        #expect(pdu.tpduLength == 31)
        guard case .deliver(let message) = pdu.tpdu else { return }
        #expect(message.userData.text == "hellohello")
    }

    @Test("a date that is none is nil, and the message is there")
    func noDate() throws {
        let message = try deliver("07912143658709F1040B918100551512F20000FFFFFFFFFFFFFF0AE8329BFD4697D9EC37")
        #expect(message.timestamp == nil)
        #expect(message.userData.text == "hellohello")
    }

    @Test("message type 3 is refused")
    func reserved() {
        let error = #expect(throws: PDUError.self) { try PDU(hex: "0003") }
        #expect(error?.code == .badMessageType)
        #expect(error?.offset == 1)
    }

    /// ModemManager, test-sms-part-3gpp.c: insufficient data, no address, wrong header sizes.
    @Test(
        "what ModemManager refuses is refused",
        arguments: [
            "07912143658709F1040B918100551512F20000111010214365000BE8329BFD4697D9EC37", "000ABF00", "001C011C",
            "00410001010001" + "4B00002E", "00F101010C0000000000",
        ])
    func refused(hex: String) {
        #expect(throws: PDUError.self) { try PDU(hex: hex) }
    }
}
