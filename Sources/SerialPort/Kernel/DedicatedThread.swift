import Dispatch
import Glibc

/// Threads for calls that may block in the kernel for a while, so that they block no event loop and no task thread.
public enum DedicatedThread {
    /// Runs `body` on a thread of its own and returns what it returns.
    public static func run<Value: Sendable>(
        _ name: String, _ body: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            start(name) { continuation.resume(returning: body()) }
        }
    }

    /// The same with a time limit; nil when it has passed or the task is cancelled: the thread then continues and
    /// passes its result to `discard`.
    public static func run<Value: Sendable>(
        _ name: String, atMost limit: Duration, discard: @escaping @Sendable (Value) -> Void = { _ in },
        _ body: @escaping @Sendable () -> Value
    ) async -> Value? {
        let handover = OneTimeValue<Value>()
        start(name) {
            let value = body()
            if !handover.give(value) { discard(value) }
        }
        return await awaiting(handover, atMost: limit)
    }

    /// Waits for a value up to a time limit.
    static func awaiting<Value>(_ handover: OneTimeValue<Value>, atMost limit: Duration) async -> Value? {
        let alarm = Task {
            // Cancelled: the value is there.
            guard (try? await Task.sleep(for: limit, clock: .continuous)) != nil else { return }
            handover.giveUp()
        }
        defer { alarm.cancel() }
        return await withTaskCancellationHandler {
            await handover.wait()
        } onCancel: {
            handover.giveUp()
        }
    }

    /// The work of one thread.
    private final class Work {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    /// Runs `body` on a new thread, or on a dispatch queue if the system has no thread left.
    public static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        guard begin(name, body) != 0 else { return }
        DispatchQueue(label: name).async(execute: body)
    }

    /// Runs `body` on a new thread; returns the error number when no thread can be made.
    public static func begin(_ name: String, _ body: @escaping @Sendable () -> Void) -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, 256 << 10)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let work = Unmanaged.passRetained(Work(name: name, body: body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
                DedicatedThread.settle(work.name)
                work.body()
                return nil
            }, work.toOpaque())
        if code != 0 { work.release() }
        return code
    }

    private static func settle(_ name: String) {
        // Blocks all signals except the one that ends a wait in the kernel.
        var signals = sigset_t()
        sigfillset(&signals)
        sigdelset(&signals, BlockingClose.wakeUpSignal)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        // The name shown by `ps -L` and `top -H`; the kernel keeps fifteen octets.
        let comm = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard comm >= 0 else { return }
        let text = String(name.prefix(15))
        _ = write(comm, text, text.utf8.count)
        close(comm)
    }
}
