/// SMS-DELIVER: an incoming message (3GPP TS 23.040 9.2.2.1).
public struct Deliver: Equatable, Sendable {
    /// Who sent it.
    public var originator: Address
    /// The protocol identifier, uninterpreted.
    public var pid: UInt8
    /// How the text is coded.
    public var dcs: DataCodingScheme
    /// When the service centre received it; nil when the date in the PDU is invalid.
    public var timestamp: ServiceCentreTimestamp?
    /// Header and content.
    public var userData: UserData

    /// A message with these fields.
    public init(
        originator: Address, pid: UInt8 = 0, dcs: DataCodingScheme = DataCodingScheme(rawValue: 0),
        timestamp: ServiceCentreTimestamp?, userData: UserData
    ) {
        self.originator = originator
        self.pid = pid
        self.dcs = dcs
        self.timestamp = timestamp
        self.userData = userData
    }

    init(first: UInt8, _ reader: inout OctetReader) throws(PDUError) {
        originator = try Address.decode(&reader, field: "deliver.originator")
        pid = try reader.octet("deliver.pid")
        dcs = DataCodingScheme(rawValue: try reader.octet("deliver.dcs"))
        timestamp = ServiceCentreTimestamp(
            semiOctets: try reader.take(ServiceCentreTimestamp.size, "deliver.timestamp"))
        userData = try UserData.decode(
            &reader, dcs: dcs, hasHeader: first & FirstOctet.userDataHeader != 0, field: "deliver.user_data")
    }

    var octets: [UInt8] {
        var octets = [FirstOctet.noMoreMessages | (userData.header == nil ? 0 : FirstOctet.userDataHeader)]
        originator.encode(into: &octets)
        octets += [pid, dcs.rawValue]
        octets += timestamp?.semiOctets ?? ServiceCentreTimestamp.none
        userData.encode(into: &octets)
        return octets
    }
}
