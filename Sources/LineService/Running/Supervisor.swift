import ControlAPI
import EventStore
import Foundation
import LineConfiguration
import LineCore
import LinePolicy
import Logging
import NIOCore
import Vocabulary
import Voice
import Words

/// The running service: the store, the clock, and one runner for each line of the configuration.
///
/// Changes of the lines (a configuration, a pause, a resume) are made one by one: each is first written to the store,
/// then applied in one step. The ``LineRoster`` decides which runner starts, gets other settings, or ends. A change
/// never waits for the end of a runner, which may take ten seconds.
actor Supervisor {
    let store: EventStore
    let clock: ServiceClock
    let logger: Logger
    /// When the service started, by the monotonic clock.
    private let start = NIODeadline.now()
    /// Every modem that is plugged in.
    let directory: ModemDirectory
    let trial: ConfigurationTrial
    private let group: any EventLoopGroup
    /// The configuration in force.
    private(set) var configuration: Configuration
    /// The prompts for callers.
    private(set) var prompts: PromptStore
    private var roster = LineRoster()
    /// Every runner that has not ended, by line id: those of the roster.
    private(set) var runners: [String: LineRunner] = [:]
    /// New runners, consumed by ``runLines()``.
    private let begun: AsyncStream<LineRunner>
    private let begin: AsyncStream<LineRunner>.Continuation
    /// Tasks waiting for the end of a runner.
    private var waiting: [ObjectIdentifier: [CheckedContinuation<Void, Never>]] = [:]
    /// The pauses as they are stored.
    private(set) var pauses: [String: Pause]
    /// The last requested change, for which the next one waits.
    private var lastChange: Task<Void, Never>?
    /// The last requested reload.
    var lastReading: Task<Reloaded, any Error>?
    /// Whether the store must still be updated for the present configuration or for lines that ended.
    var isStoreBehind = true
    /// Why the update failed, as logged.
    var loggedStoreFault = ""
    /// Why no notice could be written, as last logged.
    var loggedSpoolFault = ""
    /// The service is stopping: no line starts any more.
    private(set) var isEnding = false
    /// The number of clock changes reported to the lines.
    var seenTimeChanges = 0
    /// The last refusal of a heartbeat, as logged.
    var heartbeatRefusal: String?

    /// Opens the state folder and settles work left by a crash; throws ``Vocabulary/StoreError``.
    init(
        configuration: Configuration, logger: Logger, group: any EventLoopGroup,
        trial: ConfigurationTrial = ConfigurationTrial(), clock source: ClockSource? = nil
    ) async throws {
        self.trial = trial
        let store = try await Self.openStore(configuration.service.stateDir)
        self.store = store
        self.configuration = configuration
        self.logger = logger
        self.group = group
        (begun, begin) = AsyncStream.makeStream(of: LineRunner.self)
        directory = ModemDirectory(group: group, logger: logger)
        prompts = Self.prompts(of: configuration, logger: logger)
        let clock = try await ServiceClock(
            store: store, buildDate: Program.buildDate, timeZone: configuration.service.timeZone, logger: logger,
            source: source)
        self.clock = clock
        let startedAt = await clock.now()
        if let why = try await store.pauseHeld(configuration.lines.map(\.id), now: startedAt) {
            logger.error("every line is paused until you run `jedisnon line resume ID`: \(why)")
        }
        pauses = try await store.pauses()
        try await store.serviceStarted(version: Program.version, now: startedAt)
        try await store.beginService(now: startedAt)
        let unknown = try await store.recover(now: startedAt)
        if unknown > 0 {
            logger.warning("\(unknown) replies were being sent when the service ended: their outcome is unknown")
        }
    }

    /// Opens the database on a thread that may block: checking and migrating an old one takes long.
    private static func openStore(_ folder: String) async throws -> EventStore {
        try await withCheckedThrowingContinuation { opened in
            DispatchQueue.global().async {
                opened.resume(with: Result { try EventStore.open(folder: folder, mode: .service) })
            }
        }
    }

    private static func prompts(of configuration: Configuration, logger: Logger) -> PromptStore {
        PromptStore(
            folder: configuration.service.stateDir + "/prompts", speech: SpeechProgram(configuration.voice.tts),
            logger: logger)
    }

    /// When the service started, by the present clock, so that a later correction of the clock applies.
    var startedAt: Timestamp {
        get async {
            await clock.now() - Span(milliseconds: (NIODeadline.now() - start).nanoseconds / 1_000_000)
        }
    }

    // MARK: The life of the runners

    /// Holds every runner from its start to its end; returns when the last one has ended after ``close()``.
    func runLines() async {
        await withDiscardingTaskGroup { lines in
            for await runner in begun {
                lines.addTask {
                    await runner.run()
                    await self.ended(runner)
                }
            }
        }
    }

    /// Lets the lines start; throws ``Vocabulary/StoreError`` when the store cannot take the configuration yet.
    func startLines() async throws {
        try await serialised { supervisor in
            guard !supervisor.isEnding else { return }
            let setups = LineSetup.all(of: supervisor.configuration)
            try await supervisor.writeDown(setups)
            await supervisor.directory.setLines(setups)
            supervisor.roster.open()
            supervisor.want(setups)
            await supervisor.prompts.keepOnly(setups.map(\.spoken))
        }
    }

    /// Ends every line after the send in flight, within ten seconds, and starts no more; returns at once.
    func close() {
        guard !isEnding else { return }
        isEnding = true
        lastReading?.cancel()
        // A speech program must not outlive the service.
        Task { await prompts.stop() }
        for runner in runners.values where runner.facts.ending != nil { end(runner) }
        roster.close()
        reconcile()
        begin.finish()
    }

    /// Closes the database once every line has ended.
    func closeStore() async {
        close()
        for runner in runners.values { await end(of: runner) }
        await prompts.stop()
        do { try await store.endService(now: await clock.now()) } catch {
            logger.warning("the next start will take this end for a crash: \(error.sentence)")
        }
        // Merges the write-ahead log, so that the file can be copied while the service is down.
        do { try await store.pack() } catch { logger.warning("the database keeps its log: \(error.sentence)") }
        do { try store.close() } catch { logger.error("the database cannot be closed: \(error.sentence)") }
    }

    /// Switches to a configuration that is already stored, without waiting and without failing.
    ///
    /// Returns the previous prompt store if the speech program has changed.
    func switchTo(_ next: Configuration, _ setups: [LineSetup]) -> PromptStore? {
        var replaced: PromptStore?
        if next.voice.tts != configuration.voice.tts {
            replaced = prompts
            prompts = Self.prompts(of: next, logger: logger)
            for runner in runners.values { runner.facts.prompts = prompts }
        }
        configuration = next
        want(setups)
        return replaced
    }

    private func want(_ setups: [LineSetup]) {
        let lines = Set(setups.map(\.id))
        pauses = pauses.filter { lines.contains($0.key) }
        roster.want(setups)
        reconcile()
    }

    /// Notes a stored pause, or its end.
    func set(_ pause: Pause?, of line: String) {
        pauses[line] = pause
        runners[line]?.facts.pause = pause
    }

    /// Performs every step of the roster that is possible now.
    private func reconcile() {
        while let step = roster.next() {
            switch step {
            case .start(let setup):
                let runner = LineRunner(
                    facts: LineFacts(setup, pause: pauses[setup.id], prompts: prompts), store: store, clock: clock,
                    logger: logger, group: group, directory: directory)
                runners[setup.id] = runner
                begin.yield(runner)
            case .tell(let setup):
                runners[setup.id]?.facts.setup = setup
            case .end(let line):
                if let runner = runners[line] { end(runner) }
            }
        }
    }

    private func end(_ runner: LineRunner) {
        runner.facts.end(isEnding ? .afterPart : .afterReply)
        Task { await runner.factsChanged() }
    }

    /// Notes that a runner has ended, and continues the changes that waited for its line or its modem.
    private func ended(_ runner: LineRunner) {
        let line = runner.setup.id
        runners[line] = nil
        roster.ended(line)
        for waiter in waiting.removeValue(forKey: ObjectIdentifier(runner)) ?? [] { waiter.resume() }
        reconcile()
        guard !isEnding, !configuration.lines.contains(where: { $0.id == line }) else { return }
        // Covers what it recorded after it was removed.
        isStoreBehind = true
        Task { await catchUp() }
    }

    /// Waits until a runner has ended.
    func end(of runner: LineRunner) async {
        guard runners[runner.setup.id] === runner else { return }
        await withCheckedContinuation { waiting[ObjectIdentifier(runner), default: []].append($0) }
    }

    // MARK: One change at a time

    /// Runs `change` after all changes requested before, and before all later ones.
    func serialised<Success: Sendable>(
        _ change: @escaping @Sendable (isolated Supervisor) async throws -> Success
    ) async throws -> Success {
        let earlier = lastChange
        let task = Task {
            await earlier?.value
            return try await change(self)
        }
        lastChange = Task { _ = await task.result }
        return try await task.value
    }
}
