import ControlAPI
import EventStore
import LineConfiguration
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import Vocabulary
import Words

/// The supervisor, as soon as the database can be used.
///
/// A full disk or a database locked by another program may resolve by itself, so the service waits: an unattended box
/// must not stay dead after a reboot. A fault that only a person can repair ends it, with its exit code.
struct SupervisorOpening: Sendable {
    /// The configuration the service started with.
    let configuration: Configuration
    private let wait: Wait
    private let task: Task<Supervisor, any Error>

    private static let pause = Duration.seconds(2)

    /// Opens the database, or starts waiting for it; throws ``ControlAPI/ControlError`` when waiting cannot help.
    init(
        configuration: Configuration, logger: Logger, group: any EventLoopGroup, clock: ClockSource? = nil
    ) async throws {
        self.configuration = configuration
        let wait = Wait()
        self.wait = wait
        do {
            let supervisor = try await Supervisor(
                configuration: configuration, logger: logger, group: group, clock: clock)
            wait.supervisor.withLock { $0 = supervisor }
            task = Task { supervisor }
        } catch let error as StoreError {
            guard error.passes else { throw ControlError(error) }
            wait.note(error, logger)
            task = Task {
                while true {
                    try await Task.sleep(for: Self.pause)
                    do {
                        let supervisor = try await Supervisor(
                            configuration: configuration, logger: logger, group: group, clock: clock)
                        logger.notice("the database can be used now")
                        wait.supervisor.withLock { $0 = supervisor }
                        return supervisor
                    } catch let error as StoreError {
                        guard error.passes else { throw ControlError(error) }
                        wait.note(error, logger)
                    }
                }
            }
        }
    }

    /// The supervisor, if the database is open by now.
    var opened: Supervisor? { wait.supervisor.withLock { $0 } }

    /// Why the service waits.
    var sentence: String { "waiting for the database: " + wait.reason.withLock { $0 } }

    /// Runs `body` once there is a supervisor; without one, waits until the service ends.
    func follow(_ body: (Supervisor) async throws -> Void) async throws {
        let supervisor = await withTaskCancellationOrGracefulShutdownHandler {
            // The reason is reported by ``end()``, which every other part of the service follows.
            try? await task.value
        } onCancelOrGracefulShutdown: {
            task.cancel()
        }
        guard let supervisor else { return try await gracefulShutdown() }
        try await body(supervisor)
    }

    /// Waits for the end of the service; throws a fault that a person must repair as soon as it is known.
    func end() async throws {
        do {
            let supervisor = try await task.value
            // A cancelled service ends too.
            try? await gracefulShutdown()
            await supervisor.closeStore()
        } catch is CancellationError {
            // The other parts were notified before; this part ends last.
            try? await gracefulShutdown()
        }
    }

    private final class Wait: Sendable {
        let supervisor = Mutex<Supervisor?>(nil)
        let reason = Mutex("")

        /// Logs each reason once.
        func note(_ error: StoreError, _ logger: Logger) {
            let isNew = reason.withLock { reason in
                defer { reason = error.sentence }
                return reason != error.sentence
            }
            if isNew { logger.error("waiting for the database: \(error.sentence)") }
        }
    }
}
