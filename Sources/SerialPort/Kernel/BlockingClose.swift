import Glibc
import Synchronization

/// Closes a tty whose modem may have stopped accepting data.
///
/// The last `close` of a serial port waits in the kernel, for 30 s at most (`closing_wait`), until the modem has
/// accepted all written data; `tcflush` does not help if the driver cannot drop what it has handed to USB. The
/// remaining data is half a command for a modem that hangs, so a signal ends that wait after a second.
public enum BlockingClose {
    /// Its default action is to be ignored, and it is only ever sent to programs with urgent socket data.
    static let wakeUpSignal = SIGURG
    /// How long the modem may take to accept the written data.
    static let timeout = Duration.seconds(1)

    private static let handler: Void = {
        // Without a handler the kernel drops the signal, and the wait goes on.
        var action = sigaction()
        action.__sigaction_handler = .init(sa_handler: { _ in })
        sigaction(wakeUpSignal, &action, nil)
    }()

    /// Closes a descriptor on the calling thread, within little more than a second if the wait can be ended.
    public static func close(_ descriptor: Int32) {
        close(descriptor) { _ = Glibc.close($0) }
    }

    /// The same with another `close`, for tests.
    static func close(_ descriptor: Int32, by call: (Int32) -> Void) {
        _ = handler
        // Threads made by a task block signals, as the threads of the task pool do.
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, wakeUpSignal)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        let closing = Closing()
        let alarm = Task.detached {
            // Repeated, because the first signal may come before the thread waits.
            repeat { try await Task.sleep(for: timeout, clock: .continuous) } while closing.wake()
        }
        call(descriptor)
        closing.end()
        alarm.cancel()
    }

    /// The closing thread, while the close is in progress.
    private final class Closing: Sendable {
        // Passed to `pthread_kill` only while the thread certainly exists.
        private struct Thread: @unchecked Sendable { let id: pthread_t }

        private let thread = Mutex<Thread?>(Thread(id: pthread_self()))

        /// Ends the thread's wait; false when it has already ended.
        func wake() -> Bool {
            thread.withLock { thread in
                guard let thread else { return false }
                pthread_kill(thread.id, wakeUpSignal)
                return true
            }
        }

        func end() {
            thread.withLock { $0 = nil }
        }
    }
}
