import Vocabulary

/// A PDU as modems read and write it: the service centre's address and one TPDU (3GPP TS 27.005 3.1).
public struct PDU: Equatable, Sendable {
    /// The service centre; nil when the PDU leaves it to the modem.
    public var smsc: Address?
    /// The message.
    public var tpdu: TPDU
    /// Octets after the service centre's address, as `AT+CMGS` and `+CMGL` count them.
    ///
    /// Octets after the message count too.
    public private(set) var tpduLength: Int
    /// The number of octets after the message: some modems print whole SIM records.
    public private(set) var trailingOctets = 0

    /// Puts a message and a service centre together.
    public init(smsc: Address? = nil, tpdu: TPDU) {
        self.smsc = smsc
        self.tpdu = tpdu
        tpduLength = tpdu.octets.count
    }

    /// Reads hexadecimal digits; white space around them is ignored.
    public init(hex: String) throws(PDUError) {
        try self.init(octets: Hexadecimal.octets(of: hex, field: "pdu"))
    }

    /// Reads octets, the service centre's address first.
    ///
    /// Octets after the message are ignored: modems print whole SIM records, filled with `FF`.
    public init(octets: [UInt8]) throws(PDUError) {
        guard !octets.isEmpty else {
            throw PDUError(.empty, field: "pdu", offset: 0, message: "there is no PDU")
        }
        var reader = OctetReader(octets)
        smsc = try Address.decodeServiceCentre(&reader)
        tpduLength = reader.remaining
        tpdu = try TPDU.decode(&reader)
        trailingOctets = reader.remaining
    }

    /// The octets, the service centre's address first.
    public var octets: [UInt8] {
        var octets: [UInt8] = []
        if let smsc { smsc.encodeServiceCentre(into: &octets) } else { octets.append(0) }
        return octets + tpdu.octets
    }

    /// The octets as hexadecimal digits, ready for the modem's prompt.
    public var hex: String { Hexadecimal.string(octets) }
}
