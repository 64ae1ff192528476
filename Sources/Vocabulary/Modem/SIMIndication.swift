/// An indication that the SIM may have been replaced or removed.
public enum SIMIndication: Sendable, Hashable {
    /// The modem reports that it was removed, or has failed.
    case gone
    /// The modem reports a SIM, or that it is ready.
    case came
    /// A command was refused because of it.
    case refusal
    /// No network serves it any more.
    case networkLost
}

/// The state of the SIM as the modem reports it.
public enum SIMCondition: Sendable, Hashable {
    /// It is ready; with its ICCID, if that can be read now.
    case present(iccid: String?)
    /// It, or the modem, requires a code.
    case locked
    /// It is missing or does not work, and why.
    case away(ModemFault)
}
