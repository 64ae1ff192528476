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
/// A full disk and a database that another program keeps locked pass by themselves, so the service waits for them: an
/// unattended box must not stay dead after a reboot. What only a person can mend ends it, with its exit code.
struct SupervisorOpening: Sendable {
    /// The configuration the service started with.
    let configuration: Configuration
    private let wait: Wait
    private let task: Task<Supervisor, any Error>

    private static let pause = Duration.seconds(2)

    /// Opens the database, or begins to wait for it; throws ``ControlAPI/ControlError`` when waiting is of no use.
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

    /// What it waits for.
    var sentence: String { "waiting for the database: " + wait.reason.withLock { $0 } }

    /// Runs `body` with the supervisor once there is one; without one until the service ends.
    func follow(_ body: (Supervisor) async throws -> Void) async throws {
        let supervisor = await withTaskCancellationOrGracefulShutdownHandler {
            // Why it could not be opened is for `end`, which every other part of the service follows.
            try? await task.value
        } onCancelOrGracefulShutdown: {
            task.cancel()
        }
        guard let supervisor else { return try await gracefulShutdown() }
        try await body(supervisor)
    }

    /// Waits for the end of the service; throws what a person has to mend, as soon as that is known.
    func end() async throws {
        do {
            let supervisor = try await task.value
            // A cancelled service ends too.
            try? await gracefulShutdown()
            await supervisor.closeStore()
        } catch is CancellationError {
            // The others were told before that the service ends while it waits; this part ends last.
            try? await gracefulShutdown()
        }
    }

    private final class Wait: Sendable {
        let supervisor = Mutex<Supervisor?>(nil)
        let reason = Mutex("")

        /// The log says each reason once.
        func note(_ error: StoreError, _ logger: Logger) {
            let isNew = reason.withLock { reason in
                defer { reason = error.sentence }
                return reason != error.sentence
            }
            if isNew { logger.error("waiting for the database: \(error.sentence)") }
        }
    }
}
