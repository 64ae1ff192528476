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

/// What listens for commands, prepared and not yet running: made of the path of a socket, of what answers, and of a log.
///
/// The last one is called once it answers. Throws ``ControlAPI/ControlError`` when the socket cannot be had.
public typealias ControlListener =
    @Sendable (String, any ControlBackend, Logger, @escaping @Sendable () async -> Void) throws -> any Service

/// The whole service: every line, the control socket and the upkeep, from start to a graceful stop.
public struct JedisnonService: Sendable {
    private let configuration: Configuration
    private let logger: Logger
    private let ready: @Sendable () async -> Void
    private let findsModems: Bool
    private let listener: ControlListener
    private let clock: ClockSource?

    /// A service with a checked configuration; `ready` is called once it answers on its socket and has its database.
    ///
    /// Unless it `findsModems`, it opens only ports that lines name by their path. The `listener` takes what commands ask. A
    /// `clock` of its own is for rehearsals: what happens has its time, waits are real.
    public init(
        configuration: Configuration, logger: Logger, findsModems: Bool = true, clock: ClockSource? = nil,
        listener: @escaping ControlListener, ready: @escaping @Sendable () async -> Void = {}
    ) {
        self.clock = clock
        self.listener = listener
        self.findsModems = findsModems
        self.configuration = configuration
        self.logger = logger
        self.ready = ready
    }

    /// Runs until the task is cancelled; with `reloadSignals` also until SIGTERM or SIGINT, and SIGHUP reads the configuration again.
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
            // The socket answers, and says what the service waits for.
            Task { try await opening.follow { _ in await ready() } }
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                // They end one after the other, the last one first.
                services: [
                    .init(service: StoreService(opening: opening)),
                    // After the lines: who follows the log sees the end, and who takes nothing holds up no line.
                    .init(service: server),
                    .init(
                        service: ReloadService(
                            opening: opening, watchdog: watchdog, logger: logger, reloadSignals: reloadSignals)),
                    .init(service: DirectoryService(opening: opening, isOn: findsModems)),
                    .init(service: LinesService(opening: opening, logger: logger)),
                    // It tells that the others are ending.
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
        // A modem that was being asked when the service ended.
        await SerialChannel.closeAll()
        do {
            try end.get()
        } catch let error as StoreError {
            throw ControlError(error)
        } catch is ServiceGroupError {
            // Its own words hold the whole configuration.
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

/// Starts the lines, does the upkeep once a minute, and ends the lines before everything they need.
private struct LinesService: Service {
    let opening: SupervisorOpening
    let logger: Logger

    func run() async throws {
        try await opening.follow { supervisor in
            // A task of its own: lines end when they are told to, in order, and in no other way.
            let lines = Task { await supervisor.runLines() }
            let end: Result<Void, any Error>
            do {
                try await cancelWhenGracefulShutdown {
                    // What is open in the database does not wait for a line to start.
                    async let _: Void = StoreTicker(supervisor, logger: logger).run()
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

    /// Starts every line, as soon as the database takes what that writes.
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

/// Follows what is plugged in; begun before the lines and ended after them.
private struct DirectoryService: Service {
    let opening: SupervisorOpening
    let isOn: Bool

    func run() async throws {
        try await opening.follow { supervisor in
            await cancelWhenGracefulShutdown {
                if isOn { await supervisor.followModems() }
                // A machine whose devices cannot be listed still has its other lines.
                try? await gracefulShutdown()
            }
        }
    }
}

/// SIGHUP from now on: none ends the program, and none is lost before somebody follows them.
///
/// To be made before the configuration is read for the first time, so that whatever is changed later is read again.
public struct ReloadSignals: Sendable {
    /// Each asks for a reading that begins after it; of those that come during one reading the last stands for all.
    let requests: AsyncStream<Void>

    /// Takes the signal from the system's hands.
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
    /// Trapped long before: what came meanwhile is read at the beginning.
    let reloadSignals: ReloadSignals?

    func run() async throws {
        try await opening.follow { supervisor in
            guard let reloadSignals else { return try await gracefulShutdown() }
            for await _ in reloadSignals.requests.cancelOnGracefulShutdown() {
                watchdog.reloading()
                do {
                    // Lines that end take their time; the next signal is not kept waiting for them.
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
