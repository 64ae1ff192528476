import Dispatch
import Foundation
import Glibc
import Logging
import ServiceLifecycle

/// Handles SIGTERM and SIGINT before the service runs: nothing is in flight, so the process ends at once.
///
/// The sources are only made and cancelled, which Dispatch allows from any thread.
final class EarlyTermination: @unchecked Sendable {
    private let sources: [any DispatchSourceSignal]

    /// From now on both end the process with 0, until ``cancel()``.
    init() {
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { _exit(0) }
            source.resume()
            return source
        }
    }

    /// Stops handling the signals, because another object does now.
    func cancel() {
        for source in sources { source.cancel() }
    }
}

/// The last deadline of a shutdown: the process ends even if something hangs, as after a power loss.
///
/// The send in flight may take ten seconds, the rest of a shutdown a few more; only a fault of this program or of a
/// driver takes longer. Everything important is committed, and the next start settles unfinished work.
struct ShutdownDeadline: Service {
    let early: EarlyTermination?
    let logger: Logger

    private static let seconds = 14.0

    func run() async throws {
        // Both signals have other handlers by now.
        early?.cancel()
        try await gracefulShutdown()
        guard early != nil else { return }
        let logger = logger
        // A thread of its own, because the others may hang.
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: Self.seconds)
            logger.error("something did not end in time: the process ends without it")
            _exit(0)
        }
    }
}
