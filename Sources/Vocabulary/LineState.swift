/// The states of a line in `status`.
public enum LineState: String, CaseIterable, Hashable, Sendable, Codable {
    /// Its modem is being brought up.
    case starting
    /// Texts are received and answered, as its mode says.
    case ready
    /// It works, and needs a person.
    case degraded
    /// Nothing is plugged in where its modem should be.
    case absent
    /// The SIM wants a PIN or a PUK that no program may enter.
    case pinRequired = "pin_required"
    /// The modem finds no SIM.
    case simMissing = "sim_missing"
    /// Not registered on a network.
    case noNetwork = "no_network"
    /// The operator paused it.
    case paused
    /// It does not work.
    case failed

    /// Whether texts are received and answered, or would be.
    public var isUp: Bool {
        switch self {
        case .ready, .degraded, .paused: true
        case .starting, .absent, .pinRequired, .simMissing, .noNetwork, .failed: false
        }
    }
}
