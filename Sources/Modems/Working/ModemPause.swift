import Vocabulary

/// The waits of a modem driver: monotonic, and ended by cancellation.
public enum ModemPause {
    /// Waits; false when the task was cancelled meanwhile.
    public static func pause(milliseconds: Int64) async -> Bool {
        do {
            try await Task.sleep(for: .milliseconds(milliseconds), clock: .continuous)
            return true
        } catch {
            return false
        }
    }
}
