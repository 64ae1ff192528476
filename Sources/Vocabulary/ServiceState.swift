/// The states of the service in `status`.
public enum ServiceState: String, CaseIterable, Hashable, Sendable, Codable {
    /// It works.
    case running
    /// It waits for its database.
    case waiting
    /// It does not run: `status` shows the last known state.
    case stopped
}
