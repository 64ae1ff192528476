import Synchronization

/// One piece of sound, and the task waiting for its end.
final class PlayJob: Sendable {
    let samples: [Int16]

    private enum State {
        case waiting(CheckedContinuation<PlaybackReport, Never>?)
        case ended(PlaybackReport)
    }

    private let state = Mutex(State.waiting(nil))
    private let cancelled = Atomic(false)

    init(_ samples: [Int16]) {
        self.samples = samples
    }

    /// Whether the waiting task was cancelled.
    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// Whether its report is available.
    var hasEnded: Bool {
        state.withLock { state in
            if case .ended = state { true } else { false }
        }
    }

    func cancel() {
        cancelled.store(true, ordering: .relaxed)
    }

    /// The number of frames of `octets` octets that the samples fill.
    func frames(of octets: Int) -> Int {
        (samples.count * 2 + octets - 1) / octets
    }

    /// Waits for the end.
    func report() async -> PlaybackReport {
        await withCheckedContinuation { continuation in
            let early: PlaybackReport? = state.withLock { state in
                if case .ended(let report) = state { return report }
                state = .waiting(continuation)
                return nil
            }
            if let early { continuation.resume(returning: early) }
        }
    }

    /// Ends the job; further calls are ignored.
    func end(_ report: PlaybackReport) {
        let waiting: CheckedContinuation<PlaybackReport, Never>? = state.withLock { state in
            guard case .waiting(let continuation) = state else { return nil }
            state = .ended(report)
            return continuation
        }
        waiting?.resume(returning: report)
    }
}
