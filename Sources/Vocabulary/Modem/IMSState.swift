/// Whether the modem is registered for voice over LTE (3GPP TS 23.228), the `ims` of `status`.
public enum IMSState: String, CaseIterable, Sendable, Hashable, Codable {
    /// Calls and messages can go over LTE, as far as the modem knows; only a real call proves it.
    case registered
    /// It is not: on LTE alone calls fail, and messages need SMS over SGs.
    case notRegistered = "not_registered"
    /// The modem does not tell; `status` has null.
    case unknown
}
