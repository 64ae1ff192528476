import Vocabulary

/// The pauses of the modem driver: by the monotonic clock, and ended by cancellation.
public enum ModemPause {
    /// Waits; false when the task was cancelled.
    public static func pause(milliseconds: Int64) async -> Bool {
        do {
            try await Task.sleep(for: .milliseconds(milliseconds), clock: .continuous)
            return true
        } catch {
            return false
        }
    }
}
