/// SMS-SUBMIT: an outgoing message (3GPP TS 23.040 9.2.2.2).
public struct Submit: Equatable, Sendable {
    /// The message reference; modems replace it with their own.
    public var messageReference: UInt8
    /// Who it is for.
    public var destination: Address
    /// The protocol identifier, uninterpreted.
    public var pid: UInt8
    /// How the text is coded.
    public var dcs: DataCodingScheme
    /// How long the service centre keeps trying; nil leaves it to the service centre.
    public var validity: ValidityPeriod?
    /// Whether a status report is asked for.
    public var statusReportRequest: Bool
    /// Header and content.
    public var userData: UserData

    /// A message with these fields.
    public init(
        messageReference: UInt8 = 0, destination: Address, pid: UInt8 = 0,
        dcs: DataCodingScheme = DataCodingScheme(rawValue: 0), validity: ValidityPeriod? = nil,
        statusReportRequest: Bool = false, userData: UserData
    ) {
        self.messageReference = messageReference
        self.destination = destination
        self.pid = pid
        self.dcs = dcs
        self.validity = validity
        self.statusReportRequest = statusReportRequest
        self.userData = userData
    }

    init(first: UInt8, _ reader: inout OctetReader) throws(PDUError) {
        messageReference = try reader.octet("submit.reference")
        destination = try Address.decode(&reader, field: "submit.destination")
        pid = try reader.octet("submit.pid")
        dcs = DataCodingScheme(rawValue: try reader.octet("submit.dcs"))
        validity = try ValidityPeriod.decode(&reader, format: first >> 3 & 0b11, field: "submit.validity")
        statusReportRequest = first & FirstOctet.statusReport != 0
        userData = try UserData.decode(
            &reader, dcs: dcs, hasHeader: first & FirstOctet.userDataHeader != 0, field: "submit.user_data")
    }

    var octets: [UInt8] {
        var first: UInt8 = 0x01 | (validity?.format ?? 0) << 3
        if statusReportRequest { first |= FirstOctet.statusReport }
        if userData.header != nil { first |= FirstOctet.userDataHeader }
        var octets = [first, messageReference]
        destination.encode(into: &octets)
        octets += [pid, dcs.rawValue]
        octets += validity?.octets ?? []
        userData.encode(into: &octets)
        return octets
    }
}
