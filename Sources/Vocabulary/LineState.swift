/// The states of a line in `status`.
public enum LineState: String, CaseIterable, Hashable, Sendable, Codable {
    /// Its modem is being brought up.
    case starting
    /// Texts are received, and answered according to its mode.
    case ready
    /// It works, but needs a person.
    case degraded
    /// No modem is plugged in where the line expects it.
    case absent
    /// The SIM requires a PIN or a PUK that no program may enter.
    case pinRequired = "pin_required"
    /// The modem finds no SIM.
    case simMissing = "sim_missing"
    /// Not registered on a network.
    case noNetwork = "no_network"
    /// The operator paused it.
    case paused
    /// It does not work.
    case failed

    /// Whether texts are received and answered, or would be in another mode.
    public var isUp: Bool {
        switch self {
        case .ready, .degraded, .paused: true
        case .starting, .absent, .pinRequired, .simMissing, .noNetwork, .failed: false
        }
    }
}
