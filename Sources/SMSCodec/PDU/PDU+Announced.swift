extension PDU {
    /// Reads octets of which a modem says how many the message has, the service centre's address not counted.
    ///
    /// Some modems leave that address out, or count it: then the reading that fills the octets exactly is the right one.
    /// Nil for a length that could not be read. Throws what is wrong with the ordinary reading.
    public init(octets: [UInt8], announcedLength: Int?) throws(PDUError) {
        let isOrdinary = announcedLength.map { octets.count == 1 + Int(octets.first ?? 0) + $0 } ?? false
        let mayBeBare = announcedLength.map { octets.count == $0 } ?? true
        let whole = Result { () throws(PDUError) in try PDU(octets: octets) }
        if !isOrdinary, mayBeBare, (try? whole.get())?.trailingOctets != 0,
            let bare = try? PDU(octets: [0] + octets), bare.trailingOctets == 0
        {
            self = bare
        } else {
            self = try whole.get()
        }
    }
}
