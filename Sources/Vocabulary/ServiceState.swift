/// The states of the service in `status`.
public enum ServiceState: String, CaseIterable, Hashable, Sendable, Codable {
    /// It works.
    case running
    /// It waits for its database.
    case waiting
    /// It is not there: the picture is the last known one.
    case stopped
}
