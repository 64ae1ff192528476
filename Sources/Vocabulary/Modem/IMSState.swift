/// Whether the modem is registered for voice over LTE (3GPP TS 23.228), the `ims` of `status`.
public enum IMSState: String, CaseIterable, Sendable, Hashable, Codable {
    /// Calls and messages can use LTE, according to the modem; only a real call proves it.
    case registered
    /// It is not registered: on LTE alone calls fail, and messages need SMS over SGs.
    case notRegistered = "not_registered"
    /// The modem does not report it; `status` has null.
    case unknown
}
