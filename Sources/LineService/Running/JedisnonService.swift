import ControlAPI
import EventStore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

/// The whole service: every line, the control socket and the upkeep, from start to a graceful stop.
public struct JedisnonService: Sendable {
    private let configuration: Configuration
    private let logger: Logger
    private let ready: @Sendable () async -> Void
    private let findsModems: Bool

    /// A service with a checked configuration; `ready` is called once it answers on its socket.
    ///
    /// Unless it `findsModems`, it opens only ports that lines name by their path.
    public init(
        configuration: Configuration, logger: Logger, findsModems: Bool = true,
        ready: @escaping @Sendable () async -> Void = {}
    ) {
        self.findsModems = findsModems
        self.configuration = configuration
        self.logger = logger
        self.ready = ready
    }

    /// Runs until SIGTERM or SIGINT, or until the task is cancelled; SIGHUP reads the configuration again.
    ///
    /// Throws ``ControlAPI/ControlError`` with its exit code when the state folder or the socket cannot be used.
    public func run(handlesSignals: Bool = true) async throws {
        let supervisor: Supervisor
        do {
            supervisor = try await Supervisor(
                configuration: configuration, logger: logger, group: MultiThreadedEventLoopGroup.singleton)
        } catch let error as StoreError {
            throw ControlError(error)
        }
        let backend = ServiceBackend(supervisor: supervisor, store: supervisor.store)
        let signs = SignsOfLife(manager: handlesSignals ? ServiceManager() : nil, logger: logger) {
            LineCount.sentence(
                await supervisor.pictures().map(\.state), configured: await supervisor.configuration.lines.count)
        }
        let server = ControlServer(socket: configuration.service.socket, backend: backend, logger: logger) {
            await signs.ready()
            await ready()
        }
        try server.prepare()
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: DirectoryService(supervisor: supervisor, isOn: findsModems)),
                    .init(service: LinesService(supervisor: supervisor, logger: logger)),
                    .init(
                        service: ReloadService(
                            supervisor: supervisor, signs: signs, logger: logger, isOn: handlesSignals)),
                    .init(service: server),
                    // Ended first: it tells that the others are ending.
                    .init(service: signs),
                ],
                gracefulShutdownSignals: handlesSignals ? [.sigterm, .sigint] : [], logger: quiet))
        // A cancelled caller gets the same graceful end as a signal: sends are finished, the socket is removed.
        let running = Task { try await group.run() }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
    }

    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}

/// Starts the lines, does the upkeep once a minute, and ends the lines last of all.
private struct LinesService: Service {
    let supervisor: Supervisor
    let logger: Logger

    func run() async throws {
        try await supervisor.startLines()
        do {
            try await cancelWhenGracefulShutdown {
                for turn in 0... {
                    do {
                        try await supervisor.endRaids()
                        if turn.isMultiple(of: 12) { try await supervisor.upkeep() }
                    } catch let error as StoreError {
                        logger.warning("the upkeep of this minute was not done: \(error.sentence)")
                    }
                    try await Task.sleep(for: .seconds(5))
                }
            }
        } catch is CancellationError {
            // The end of the service.
        }
        await supervisor.stopLines()
    }
}

/// Follows what is plugged in; begun before the lines and ended after them.
private struct DirectoryService: Service {
    let supervisor: Supervisor
    let isOn: Bool

    func run() async {
        await cancelWhenGracefulShutdown {
            if isOn { await supervisor.followModems() }
            // A machine whose devices cannot be listed still has its other lines.
            try? await gracefulShutdown()
        }
    }
}

/// Reads the configuration again at SIGHUP.
private struct ReloadService: Service {
    let supervisor: Supervisor
    let signs: SignsOfLife
    let logger: Logger
    let isOn: Bool

    func run() async throws {
        guard isOn else {
            try await gracefulShutdown()
            return
        }
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            signs.reloading()
            do {
                let change = try await supervisor.reload()
                logger.notice(
                    "reloaded: \(change.added.count) lines added, \(change.removed.count) removed, \(change.changed.count) changed"
                )
            } catch {
                logger.error("the previous configuration stays in force: \(error)")
            }
            await signs.ready()
        }
    }
}
