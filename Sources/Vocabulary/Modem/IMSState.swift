/// Whether the modem is registered with the IMS of its network.
public enum IMSState: Sendable, Hashable {
    /// Calls and messages can go over LTE, as far as the modem knows; only a real call proves it.
    case registered
    /// It is not: on LTE alone calls fail, and messages need SMS over SGs.
    case notRegistered
    /// The modem does not tell.
    case unknown
}
