import Foundation
import Glibc
import Logging

/// A thread of its own for one call's sound.
enum AudioThread {
    /// What the thread is given to run.
    private final class Work {
        let name: String
        let logger: Logger
        let body: @Sendable (Bool) -> Void

        init(name: String, logger: Logger, body: @escaping @Sendable (Bool) -> Void) {
            self.name = name
            self.logger = logger
            self.body = body
        }
    }

    /// Runs `body` on a new thread and tells it whether the system wakes it before all others; the error number when the
    /// system gives no thread.
    static func start(name: String, logger: Logger, body: @escaping @Sendable (Bool) -> Void) -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 256 << 10)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let work = Unmanaged.passRetained(Work(name: name, logger: logger, body: body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                work.body(AudioThread.settle(work))
                return nil
            }, work.toOpaque())
        if code != 0 { work.release() }
        return code
    }

    private static func settle(_ work: Work) -> Bool {
        // Signals are for the rest of the program; a port that is gone answers EPIPE instead of SIGPIPE.
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        Thread.current.name = work.name
        var priority = sched_param()
        priority.sched_priority = 1
        let refusal = pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority)
        guard refusal != 0 else { return true }
        // On Linux a nice value belongs to the calling thread. The unit file of the service allows -4.
        for nice in [-10, -4] as [Int32] where setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, nice) == 0 {
            return false
        }
        work.logger.debug("the audio thread runs at normal priority: \(String(cString: strerror(refusal)))")
        return false
    }
}
