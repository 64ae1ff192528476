import Glibc
import Logging
import SerialPort

/// Makes the thread for one call's sound, with raised priority if the system permits it.
enum AudioThread {
    /// Runs `body` on a new thread; returns an error number on failure.
    ///
    /// The argument of `body` says whether the thread got priority.
    static func start(name: String, logger: Logger, body: @escaping @Sendable (Bool) -> Void) -> Int32 {
        DedicatedThread.begin(name) { body(takePriority(logger)) }
    }

    private static func takePriority(_ logger: Logger) -> Bool {
        var priority = sched_param()
        priority.sched_priority = 1
        let refusal = pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority)
        guard refusal != 0 else { return true }
        // On Linux a nice value belongs to the calling thread. The unit file of the service allows -4.
        for nice in [-10, -4] as [Int32] where setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, nice) == 0 {
            return false
        }
        logger.debug("the audio thread runs at normal priority: \(String(cString: strerror(refusal)))")
        return false
    }
}
