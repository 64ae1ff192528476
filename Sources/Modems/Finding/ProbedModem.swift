import SerialPort
import Vocabulary

/// A modem found on a port, with what it reported about itself and its SIM.
public struct ProbedModem: Hashable, Sendable {
    /// The port that answered.
    public var path: String
    /// The profile it matches.
    public var profile: String
    /// Its identity; the ICCID is nil when it cannot be read now.
    public var description: ModemDescription
    /// What keeps the SIM from working; nil when it is unlocked and usable.
    public var fault: ModemFault?
    /// The SIM's own number as stored on it (`+CNUM`), international or national.
    public var ownNumber: String?
    /// The country of the SIM's network, such as 302 (ITU-T E.212).
    public var mobileCountryCode: String?
    /// The network on which the modem is registered.
    public var network: String?

    /// A modem of which only the port and the identity are known.
    public init(path: String, profile: String, description: ModemDescription, fault: ModemFault? = nil) {
        self.path = path
        self.profile = profile
        self.description = description
        self.fault = fault
    }
}

/// How a probe of a device ended.
public enum ProbeResult: Hashable, Sendable {
    /// A modem answered.
    case modem(ProbedModem)
    /// A port could not be opened.
    case closed(SerialPortError)
    /// No port answered AT.
    case silent
    /// The device was removed during the probe.
    case gone
}
