/// The states of a line in `status`.
enum LineState: String, Sendable {
    case starting, ready, degraded, absent, failed, paused
    case pinRequired = "pin_required"
    case simMissing = "sim_missing"
    case noNetwork = "no_network"

    /// Whether texts are received and answered, or would be.
    var isUp: Bool {
        switch self {
        case .ready, .degraded, .paused: true
        case .starting, .absent, .pinRequired, .simMissing, .noNetwork, .failed: false
        }
    }
}
