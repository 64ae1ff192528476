/// What a modem and its SIM say of themselves.
public struct ModemDescription: Hashable, Sendable {
    /// The manufacturer (`+CGMI`).
    public var manufacturer: String
    /// The model (`+CGMM`).
    public var model: String
    /// The firmware (`+CGMR`).
    public var firmware: String
    /// The equipment's number (`+CGSN`), 15 digits; nil when it says none.
    public var imei: String?
    /// The SIM card's number, 19 or 20 digits; nil when it cannot be read.
    public var iccid: String?

    /// An identity from its parts.
    public init(manufacturer: String, model: String, firmware: String, imei: String?, iccid: String?) {
        self.manufacturer = manufacturer
        self.model = model
        self.firmware = firmware
        self.imei = imei
        self.iccid = iccid
    }
}
