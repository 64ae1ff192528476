import Glibc
import Synchronization

/// Closes a tty whose modem may take nothing any more.
///
/// The last `close` of a serial port waits in the kernel until the modem has taken what was written, 30 s at most
/// (`closing_wait`); `tcflush` does not help where the driver cannot drop what it has handed to USB. What is left over is
/// half a command for a modem that hangs, so a signal ends that wait after a second.
public enum BlockingClose {
    /// Its default is to be ignored, and nobody sends it to a program without sockets with urgent data.
    static let nudge = SIGURG
    /// How long the modem may take what was written to it.
    static let timeout = Duration.seconds(1)

    private static let handler: Void = {
        // Without a handler the kernel drops the signal, and the wait goes on.
        var action = sigaction()
        action.__sigaction_handler = .init(sa_handler: { _ in })
        sigaction(nudge, &action, nil)
    }()

    /// Closes a descriptor on the calling thread, which must be nobody else's; it takes a little over a second at most
    /// where the kernel's wait can be ended.
    public static func close(_ descriptor: Int32) {
        close(descriptor) { _ = Glibc.close($0) }
    }

    /// The same with a `close` that a test brings.
    static func close(_ descriptor: Int32, by call: (Int32) -> Void) {
        _ = handler
        // A thread that a task has made takes no signals, as those do on which tasks run.
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, nudge)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        let closing = Closing()
        let alarm = Task.detached {
            // Again and again: the first may come before the thread waits.
            repeat { try await Task.sleep(for: timeout, clock: .continuous) } while closing.wake()
        }
        call(descriptor)
        closing.end()
        alarm.cancel()
    }

    /// The thread that closes, while it does.
    private final class Closing: Sendable {
        // Only ever given to `pthread_kill` while the thread surely lives.
        private struct Thread: @unchecked Sendable { let id: pthread_t }

        private let thread = Mutex<Thread?>(Thread(id: pthread_self()))

        /// Ends the thread's wait; false when it is over.
        func wake() -> Bool {
            thread.withLock { thread in
                guard let thread else { return false }
                pthread_kill(thread.id, nudge)
                return true
            }
        }

        func end() {
            thread.withLock { $0 = nil }
        }
    }
}
