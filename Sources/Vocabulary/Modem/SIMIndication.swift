/// An indication that the SIM is not the one it was, or not there.
public enum SIMIndication: Sendable, Hashable {
    /// The modem says that it is out, or does not work any more.
    case gone
    /// The modem says that there is one, or that it is ready.
    case came
    /// A command was refused because of it.
    case refusal
    /// No network serves it any more.
    case networkLost
}

/// What a modem says of its SIM when it is asked.
public enum SIMCondition: Sendable, Hashable {
    /// It is open; with its number, where it tells it now.
    case present(iccid: String?)
    /// It, or the modem, wants a code.
    case locked
    /// It is out, or does not work: why.
    case away(ModemFault)
}
