import Foundation
import Synchronization

@testable import Voice

extension PlaybackReport {
    /// False where the system gives threads no priority and a busy machine woke this one late.
    ///
    /// Then a gap is the machine's, and only that everything was played can be asked for.
    var wasWokenInTime: Bool { lead <= 60 || late == 0 }
}

/// A busy machine: a thread that never rests on every core, and a task that never rests on every thread of the pool.
final class Burning: Sendable {
    private let isOver = Flag()

    /// A flag of its own, so that the threads do not keep what stops them.
    private final class Flag: Sendable {
        let value = Atomic(false)
    }

    init() {
        let isOver = isOver
        for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
            Thread.detachNewThread { while !isOver.value.load(ordering: .relaxed) {} }
            Task.detached(priority: .low) { while !isOver.value.load(ordering: .relaxed) { await Task.yield() } }
        }
    }

    func stop() {
        isOver.value.store(true, ordering: .relaxed)
    }
}
