/// A modem and its SIM as they identify themselves.
public struct ModemDescription: Hashable, Sendable {
    /// The manufacturer (`+CGMI`).
    public var manufacturer: String
    /// The model (`+CGMM`).
    public var model: String
    /// The firmware (`+CGMR`).
    public var firmware: String
    /// The IMEI of the modem (`+CGSN`), 15 digits; nil when it reports none.
    public var imei: String?
    /// The ICCID of the SIM, 19 or 20 digits; nil when it cannot be read.
    public var iccid: String?

    /// Makes a description.
    public init(manufacturer: String, model: String, firmware: String, imei: String?, iccid: String?) {
        self.manufacturer = manufacturer
        self.model = model
        self.firmware = firmware
        self.imei = imei
        self.iccid = iccid
    }
}
