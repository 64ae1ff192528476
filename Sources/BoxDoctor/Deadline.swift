import Synchronization

/// Waits for work that may not come to an end by itself.
enum Deadline {
    /// The result of the work; nil when it takes longer.
    ///
    /// It is then cancelled, and nobody waits for it any more.
    static func run<Result: Sendable>(
        _ time: Duration, _ work: @escaping @Sendable () async -> Result
    ) async -> Result? {
        let task = Task { await work() }
        return await withCheckedContinuation { continuation in
            let waiter = Waiter(continuation)
            Task { waiter.resume(await task.value) }
            Task {
                // A sleep that is cancelled early only ends the wait early.
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
