import Dispatch
import Foundation
import Glibc
import Logging
import ServiceLifecycle

/// SIGTERM and SIGINT before anything runs that could end in order: nothing is in flight, the process may end at once.
///
/// The sources are made once and cancelled, which Dispatch allows from any thread.
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

    /// Somebody else follows the signals now.
    func cancel() {
        for source in sources { source.cancel() }
    }
}

/// The last deadline of a stop: the process ends even if something hangs, as it would after a loss of power.
///
/// The send in flight has ten seconds, the rest of a stop a few more; only a fault of this program or of a driver takes
/// longer. Everything that counts is committed, and the next start settles what is open.
struct ShutdownDeadline: Service {
    let early: EarlyTermination?
    let logger: Logger

    private static let seconds = 14.0

    func run() async throws {
        // Both signals are followed by now.
        early?.cancel()
        try await gracefulShutdown()
        guard early != nil else { return }
        let logger = logger
        // A thread of its own: the others may be what hangs.
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: Self.seconds)
            logger.error("something did not end in time: the process ends without it")
            _exit(0)
        }
    }
}
