import Logging
import ServiceLifecycle
import Vocabulary

/// Sends status and watchdog notifications to the service manager until the service ends.
struct WatchdogNotifier: Service {
    let manager: ServiceManager?
    let logger: Logger
    /// One sentence about the lines, from the supervisor: while it does not answer, no watchdog notification is sent.
    let sentence: @Sendable () async -> String

    /// How often the sentence is renewed, if no watchdog notification is due before.
    private static let renewal = Duration.seconds(5)

    /// Reports that the socket answers, so that dependent units may start.
    func ready() async {
        guard manager != nil else { return }
        notify("READY=1", "STATUS=" + (await sentence()))
    }

    /// Reports that the configuration is being reloaded, until `ready()`.
    func reloading() {
        notify("RELOADING=1")
    }

    func run() async throws {
        guard let manager else {
            try await gracefulShutdown()
            return
        }
        let pause = min(manager.watchdogInterval ?? Self.renewal, Self.renewal)
        do {
            try await cancelWhenGracefulShutdown {
                while true {
                    try await Task.sleep(for: pause)
                    notify("WATCHDOG=1", "STATUS=" + (await sentence()))
                }
            }
        } catch is CancellationError {
            // The end of the service; its sends in flight may take ten seconds.
            notify("STOPPING=1", "WATCHDOG=1", "STATUS=finishing the sends in flight")
        }
    }

    private func notify(_ assignments: String...) {
        guard let manager else { return }
        do {
            try manager.tell(assignments)
        } catch {
            logger.warning("the service manager cannot be told \(assignments[0]): \(error)")
        }
    }
}

/// The lines of a box in one sentence.
enum LineCount {
    /// How many lines are in each state, in the order of the states.
    ///
    /// A line without a known state counts as starting.
    static func sentence(_ known: [LineState], configured: Int) -> String {
        let states = known + Array(repeating: .starting, count: max(configured - known.count, 0))
        guard !states.isEmpty else { return "no line is configured" }
        var kinds: [LineState] = []
        for state in states where !kinds.contains(state) { kinds.append(state) }
        let counts = kinds.map { kind in "\(states.count { $0 == kind }) \(kind.rawValue)" }
        return "\(states.count) \(states.count == 1 ? "line" : "lines"): " + counts.joined(separator: ", ")
    }
}
