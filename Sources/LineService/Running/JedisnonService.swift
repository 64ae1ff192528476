import ControlAPI
import EventStore
import Glibc
import LineConfiguration
import Logging
import NIOCore
import NIOPosix
import SerialPort
import ServiceLifecycle
import UnixSignals
import Vocabulary
import Words

/// Makes the server for commands, prepared but not running, from a socket path, a backend and a logger.
///
/// The last argument is called once the server answers. Throws ``ControlAPI/ControlError`` when the socket is unusable.
public typealias ControlListener =
    @Sendable (String, any ControlBackend, Logger, @escaping @Sendable () async -> Void) throws -> any Service

/// Makes the server of the page from its settings, a backend and a logger; nil = there is none.
public typealias PageListener = @Sendable (Configuration, any ControlBackend, Logger) -> (any Service)?

/// The whole service: every line, the control socket and the upkeep, from start to a graceful stop.
public struct JedisnonService: Sendable {
    private let configuration: Configuration
    private let logger: Logger
    private let ready: @Sendable () async -> Void
    private let findsModems: Bool
    private let listener: ControlListener
    private let page: PageListener
    private let clock: ClockSource?

    /// A service with a checked configuration; `ready` is called once it answers on its socket and has its database.
    ///
    /// Without `findsModems` it opens only ports that lines name by their path. The `listener` makes the server for
    /// commands. A separate `clock` is for simulations: events have its time, while waits are real.
    public init(
        configuration: Configuration, logger: Logger, findsModems: Bool = true, clock: ClockSource? = nil,
        page: @escaping PageListener = { _, _, _ in nil }, listener: @escaping ControlListener,
        ready: @escaping @Sendable () async -> Void = {}
    ) {
        self.clock = clock
        self.listener = listener
        self.page = page
        self.findsModems = findsModems
        self.configuration = configuration
        self.logger = logger
        self.ready = ready
    }

    /// Runs until cancelled; with `reloadSignals` also until SIGTERM or SIGINT, and SIGHUP reloads.
    ///
    /// Throws ``ControlAPI/ControlError`` with its exit code when the state folder or the socket cannot be used.
    public func run(reloadSignals: ReloadSignals? = nil) async throws {
        let handlesSignals = reloadSignals != nil
        let early = handlesSignals ? EarlyTermination() : nil
        ProcessLimits.raiseDescriptors()
        let opening = try await SupervisorOpening(
            configuration: configuration, logger: logger, group: MultiThreadedEventLoopGroup.singleton, clock: clock)
        let watchdog = WatchdogNotifier(manager: handlesSignals ? ServiceManager() : nil, logger: logger) {
            guard let supervisor = opening.opened else { return opening.sentence }
            return LineCount.sentence(
                await supervisor.pictures().map(\.state), configured: await supervisor.configuration.lines.count)
        }
        let server = try listener(configuration.service.socket, ServiceBackend(opening: opening), logger) {
            await watchdog.ready()
            guard opening.opened == nil else { return await ready() }
            // The socket answers with the reason for which the service waits.
            Task { try await opening.follow { _ in await ready() } }
        }
        let page = page(configuration, ServiceBackend(opening: opening), logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                // The services end one by one, the last one first.
                services: [
                    .init(service: StoreService(opening: opening)),
                    // After the lines, so that clients that follow the log see the end, and slow clients delay no line.
                    .init(service: server),
                ]
                    + (page.map { [.init(service: $0)] } ?? []) + [
                        .init(
                            service: ReloadService(
                                opening: opening, watchdog: watchdog, logger: logger, reloadSignals: reloadSignals)),
                        .init(service: DirectoryService(opening: opening, isOn: findsModems)),
                        .init(service: LinesService(opening: opening, logger: logger)),
                        // It reports that the others are ending.
                        .init(service: watchdog),
                        .init(service: ShutdownDeadline(early: early, logger: logger)),
                    ],
                gracefulShutdownSignals: handlesSignals ? [.sigterm, .sigint] : [], logger: quiet))
        // A cancelled caller gets the same graceful end as a signal: sends are finished, the socket is removed.
        let running = Task { try await group.run() }
        let end = await withTaskCancellationHandler {
            await running.result
        } onCancel: {
            Task { await group.triggerGracefulShutdown() }
        }
        // A modem that was being probed when the service ended.
        await SerialChannel.closeAll()
        do {
            try end.get()
        } catch let error as StoreError {
            throw ControlError(error)
        } catch is ServiceGroupError {
            // The description of the error contains the whole configuration.
            throw ControlError(.failed, "a part of the service ended by itself", hint: "the log says more")
        }
    }

    private var quiet: Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}

/// Closes the database, last of all.
private struct StoreService: Service {
    let opening: SupervisorOpening

    func run() async throws { try await opening.end() }
}

/// Starts the lines, runs the upkeep once a minute, and ends the lines before the services they need.
private struct LinesService: Service {
    let opening: SupervisorOpening
    let logger: Logger

    func run() async throws {
        try await opening.follow { supervisor in
            // A separate task, so that lines end only on request, in order.
            let lines = Task { await supervisor.runLines() }
            let end: Result<Void, any Error>
            do {
                try await cancelWhenGracefulShutdown {
                    // The ticker does not wait for a line to start.
                    async let _: Void = StoreTicker(supervisor, logger: logger).run()
                    async let _: Void = runRetention(supervisor)
                    try await start(supervisor)
                    for second in 0... {
                        await runUpkeep(supervisor, second: second)
                        try await Task.sleep(for: .seconds(1))
                    }
                }
                end = .success(())
            } catch is CancellationError {
                // The end of the service.
                end = .success(())
            } catch {
                end = .failure(error)
            }
            await supervisor.close()
            await lines.value
            try end.get()
        }
    }

    /// Starts every line, as soon as the database accepts the necessary writes.
    private func start(_ supervisor: Supervisor) async throws {
        var told = ""
        while true {
            do {
                return try await supervisor.startLines()
            } catch let error as StoreError {
                guard error.passes else { throw error }
                if error.sentence != told { logger.error("the lines wait: \(error.sentence)") }
                told = error.sentence
                try await Task.sleep(for: .seconds(2))
            }
        }
    }

    /// Erases old data, once a minute.
    private func runRetention(_ supervisor: Supervisor) async throws {
        while true {
            do {
                try await supervisor.forgetOld()
            } catch {
                let sentence = (error as? StoreError)?.sentence ?? "\(error)"
                logger.warning("what is past its time was not erased: \(sentence)")
            }
            try await Task.sleep(for: .seconds(60))
        }
    }

    private func runUpkeep(_ supervisor: Supervisor, second: Int) async {
        if second.isMultiple(of: 5) { await supervisor.catchUp() }
        do {
            try await supervisor.followTime()
            if second.isMultiple(of: 5) { try await supervisor.endRaids() }
            if second.isMultiple(of: 60) { try await supervisor.upkeep() }
            if second % 10 == 7 { try await supervisor.sendAlerts() }
        } catch {
            let sentence = (error as? StoreError)?.sentence ?? "\(error)"
            logger.warning("the upkeep of this minute was not done: \(sentence)")
        }
    }
}

/// Follows the plugged-in devices; starts before the lines and ends after them.
private struct DirectoryService: Service {
    let opening: SupervisorOpening
    let isOn: Bool

    func run() async throws {
        try await opening.follow { supervisor in
            await cancelWhenGracefulShutdown {
                if isOn { await supervisor.followModems() }
                // If USB devices cannot be listed, lines with a path still work.
                try? await gracefulShutdown()
            }
        }
    }
}

/// Collects SIGHUP from now on, so that none ends the program and none is lost before a reader follows them.
///
/// It must be made before the configuration is first read, so that later changes are read again.
public struct ReloadSignals: Sendable {
    /// Each requests a reload that begins after it; signals during one reload are merged.
    let requests: AsyncStream<Void>

    /// Installs the handler of the signal.
    public init() async {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        let (requests, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.requests = requests
        Task {
            for await _ in signals { continuation.yield() }
        }
    }
}

/// Reads the configuration again at SIGHUP.
private struct ReloadService: Service {
    let opening: SupervisorOpening
    let watchdog: WatchdogNotifier
    let logger: Logger
    /// Installed earlier: a signal that came meanwhile causes a reload at the beginning.
    let reloadSignals: ReloadSignals?

    func run() async throws {
        try await opening.follow { supervisor in
            guard let reloadSignals else { return try await gracefulShutdown() }
            for await _ in reloadSignals.requests.cancelOnGracefulShutdown() {
                watchdog.reloading()
                do {
                    // Lines may take long to end; the next signal does not wait for them.
                    let change = try await supervisor.reload().answer
                    logger.notice(
                        "reloaded: \(change.added.count) lines added, \(change.removed.count) removed, \(change.changed.count) changed"
                    )
                } catch {
                    logger.error("the previous configuration stays in force: \(ErrorSentence.of(error))")
                }
                await watchdog.ready()
            }
        }
    }
}

/// The sentence of an error, for the log.
enum ErrorSentence {
    static func of(_ error: any Error) -> String {
        switch error {
        case let error as ControlError: [error.message, error.hint].compactMap { $0 }.joined(separator: "; ")
        case let error as StoreError: error.sentence
        case let error as LineFileError: error.sentence
        case let error as ConfigurationError: error.description
        default: "\(error)"
        }
    }
}
