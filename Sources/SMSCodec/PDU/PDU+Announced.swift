extension PDU {
    /// Reads octets whose count the modem announced, the service centre's address not included.
    ///
    /// Some modems omit that address, or count it: then the interpretation that fills the octets exactly is the right
    /// one. `announcedLength` is nil when it could not be read. Throws the error of the ordinary interpretation.
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
