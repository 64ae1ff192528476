import Synchronization

/// Waits for work that may never end.
enum Deadline {
    /// The result of the work; nil when it takes longer.
    ///
    /// The work is then cancelled and no longer awaited.
    static func run<Result: Sendable>(
        _ time: Duration, _ work: @escaping @Sendable () async -> Result
    ) async -> Result? {
        let task = Task { await work() }
        return await withCheckedContinuation { continuation in
            let waiter = Waiter(continuation)
            Task { waiter.resume(await task.value) }
            Task {
                // Cancelling the sleep only ends the wait early.
                try? await Task.sleep(for: time)
                task.cancel()
                waiter.resume(nil)
            }
        }
    }

    private final class Waiter<Result: Sendable>: Sendable {
        private let continuation: Mutex<CheckedContinuation<Result?, Never>?>

        init(_ waiting: CheckedContinuation<Result?, Never>) {
            continuation = Mutex(waiting)
        }

        /// The first one counts.
        func resume(_ result: Result?) {
            let waiting = continuation.withLock { held in
                defer { held = nil }
                return held
            }
            waiting?.resume(returning: result)
        }
    }
}
