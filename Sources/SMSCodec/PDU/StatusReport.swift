/// SMS-STATUS-REPORT: whether a message we sent was delivered (3GPP TS 23.040 9.2.2.3).
public struct StatusReport: Equatable, Sendable {
    /// The reference of the message it reports on.
    public var messageReference: UInt8
    /// The recipient of that message.
    public var recipient: Address
    /// When the service centre received that message; nil when the date in the PDU is invalid.
    public var timestamp: ServiceCentreTimestamp?
    /// When it was delivered or given up; nil when the date in the PDU is invalid.
    public var discharge: ServiceCentreTimestamp?
    /// The outcome (3GPP TS 23.040 9.2.3.15): below 0x20 delivered, 0x20 to 0x3F still trying, from 0x40 failed.
    public var status: UInt8
    /// The protocol identifier, when the report has one.
    public var pid: UInt8?
    /// How the content is coded, when the report says so.
    public var dcs: DataCodingScheme?
    /// Header and content, when the report has them.
    public var userData: UserData?

    /// A report without the optional fields.
    public init(
        messageReference: UInt8, recipient: Address, timestamp: ServiceCentreTimestamp?,
        discharge: ServiceCentreTimestamp?, status: UInt8
    ) {
        self.messageReference = messageReference
        self.recipient = recipient
        self.timestamp = timestamp
        self.discharge = discharge
        self.status = status
    }

    init(first: UInt8, _ reader: inout OctetReader) throws(PDUError) {
        messageReference = try reader.octet("status_report.reference")
        recipient = try Address.decode(&reader, field: "status_report.recipient")
        timestamp = ServiceCentreTimestamp(
            semiOctets: try reader.take(ServiceCentreTimestamp.size, "status_report.timestamp"))
        discharge = ServiceCentreTimestamp(
            semiOctets: try reader.take(ServiceCentreTimestamp.size, "status_report.discharge"))
        status = try reader.octet("status_report.status")
        try decodeOptionalFields(first: first, &reader)
    }

    /// Reads what the parameter indicator (3GPP TS 23.040 9.2.3.27) announces.
    ///
    /// An octet with reserved bits set is not an indicator: modems fill the SIM record with `FF` after the status.
    private mutating func decodeOptionalFields(first: UInt8, _ reader: inout OctetReader) throws(PDUError) {
        guard reader.remaining > 0 else { return }
        let indicator = try reader.octet("status_report.parameter_indicator")
        guard indicator & 0b1111_1000 == 0 else { return }
        if indicator & 0b001 != 0 { pid = try reader.octet("status_report.pid") }
        if indicator & 0b010 != 0 { dcs = DataCodingScheme(rawValue: try reader.octet("status_report.dcs")) }
        if indicator & 0b100 != 0 {
            userData = try UserData.decode(
                &reader, dcs: dcs ?? DataCodingScheme(rawValue: 0),
                hasHeader: first & FirstOctet.userDataHeader != 0, field: "status_report.user_data")
        }
    }

    var octets: [UInt8] {
        var first: UInt8 = 0x02 | FirstOctet.noMoreMessages
        if userData?.header != nil { first |= FirstOctet.userDataHeader }
        var octets = [first, messageReference]
        recipient.encode(into: &octets)
        octets += timestamp?.semiOctets ?? ServiceCentreTimestamp.none
        octets += discharge?.semiOctets ?? ServiceCentreTimestamp.none
        octets.append(status)
        guard pid != nil || dcs != nil || userData != nil else { return octets }
        octets.append((pid == nil ? 0 : 0b001) | (dcs == nil ? 0 : 0b010) | (userData == nil ? 0 : 0b100))
        if let pid { octets.append(pid) }
        if let dcs { octets.append(dcs.rawValue) }
        userData?.encode(into: &octets)
        return octets
    }
}
