import Dispatch
import Glibc

/// SIGINT, SIGTERM and SIGHUP as something to wait for, so that what was made can be taken away first.
///
/// The sources are only kept alive.
final class Signals: @unchecked Sendable {
    private let stream: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    /// From now on none of them ends the process by itself.
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

    /// The first one that comes; nil when the task is cancelled before.
    func first() async -> Int32? {
        for await number in stream { return number }
        return nil
    }

    /// Ends the process as the signal would have done: whoever started it sees that.
    static func end(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        // The threads on which tasks run take no signals.
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
        Glibc.exit(128 + number)
    }
}
