import Dispatch
import Glibc

/// Waits for SIGINT, SIGTERM and SIGHUP, so that temporary files can be removed before the end.
///
/// The sources are stored only to keep them alive.
final class Signals: @unchecked Sendable {
    private let stream: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    /// From now on these signals no longer end the process directly.
    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        self.stream = stream
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { continuation.yield(number) }
            source.resume()
            return source
        }
    }

    /// The first signal that comes; nil when the task is cancelled before.
    func first() async -> Int32? {
        for await number in stream { return number }
        return nil
    }

    /// Ends the process by the signal, so that the parent process sees it.
    static func end(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        // Task threads block signals.
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
        Glibc.exit(128 + number)
    }
}
