import ControlAPI
import EventStore
import Foundation
import LinePolicy
import Logging
import Modems
import NIOCore
import Voice

/// The running box: the store, the clock, and one runner for each line of the configuration.
actor Supervisor {
    let store: EventStore
    let clock: ServiceClock
    let logger: Logger
    /// When it started, by the clock that cannot be set.
    private let start = NIODeadline.now()
    /// Every modem that is plugged in.
    let directory: ModemDirectory
    /// What the lines say to callers.
    private var prompts: PromptStore
    private let group: any EventLoopGroup
    private let trial: ConfigurationTrial
    private(set) var configuration: Configuration
    private var lines: [String: RunningLine] = [:]
    /// The reload that was asked for last: the next one waits for it.
    private var lastReload: Task<ReloadAnswer, any Error>?
    /// The last refusal of a heartbeat, as it was told.
    private var heartbeatRefusal: String?
    /// The service is stopping: no line starts any more.
    private var isEnding = false

    private struct RunningLine {
        var setup: LineSetup
        var runner: LineRunner
        var task: Task<Void, Never>
    }

    /// Opens the state folder and ends what a crash left open; throws ``EventStore/StoreError``.
    init(
        configuration: Configuration, logger: Logger, group: any EventLoopGroup,
        trial: ConfigurationTrial = ConfigurationTrial()
    ) async throws {
        self.trial = trial
        let store = try await Self.openStore(configuration.service.stateDir)
        self.store = store
        self.configuration = configuration
        self.logger = logger
        self.group = group
        directory = ModemDirectory(group: group, logger: logger)
        prompts = Self.prompts(of: configuration, logger: logger)
        clock = ServiceClock(
            buildDate: Program.buildDate, newestStored: try await store.newestStoredAt(),
            newestNetworkTime: try await store.newestNetworkTime())
        let startedAt = await clock.now()
        try await store.serviceStarted(version: Program.version, now: startedAt)
        let unknown = try await store.recover(now: startedAt)
        if unknown > 0 {
            logger.warning("\(unknown) replies were being sent when the service ended: their outcome is unknown")
        }
        if await clock.isSynchronised { try await store.flagTimesAhead(now: startedAt) }
    }

    /// Opens the database on a thread that may wait: checking and migrating an old one takes its time.
    private static func openStore(_ folder: String) async throws -> EventStore {
        try await withCheckedThrowingContinuation { opened in
            DispatchQueue.global().async {
                opened.resume(with: Result { try EventStore.open(folder: folder, mode: .service) })
            }
        }
    }

    /// When it started, by the clock as it is now: one that was set right meanwhile was wrong then, too.
    var startedAt: Timestamp {
        get async {
            await clock.now() - Span(milliseconds: (NIODeadline.now() - start).nanoseconds / 1_000_000)
        }
    }

    /// Starts a runner for each line.
    func startLines() async throws {
        let pauses = try await store.pauses()
        let setups = setups
        await directory.setLines(setups)
        for setup in setups {
            if lines[setup.id] == nil { try await start(setup, pause: pauses[setup.id]) }
        }
        await prompts.keepOnly(setups.map(\.spoken))
    }

    /// Ends every line after the send in flight, waiting ten seconds at most; none starts any more.
    func stopLines() async {
        isEnding = true
        // A speech program must not outlive the service.
        async let silenced: Void = prompts.stop()
        await stop(Array(lines.values))
        await silenced
        lines.removeAll()
    }

    /// Closes the database once every line has ended.
    func closeStore() async {
        await stopLines()
        // One file again, for whoever copies it while the service is down.
        do { try await store.checkpoint() } catch { logger.warning("the database keeps its log: \(error.sentence)") }
        do { try store.close() } catch { logger.error("the database cannot be closed: \(error.sentence)") }
    }

    /// Reads the configuration again; throws ``ConfigurationError`` and changes nothing when it is wrong.
    ///
    /// One after the other: what was read later is in force in the end.
    func reload() async throws -> ReloadAnswer {
        guard !isEnding else { throw Self.stopping }
        let earlier = lastReload
        let reload = Task {
            _ = await earlier?.result
            return try await self.take(try await self.trial.configuration(at: self.configuration.file))
        }
        lastReload = reload
        return try await reload.value
    }

    private func take(_ next: Configuration) async throws -> ReloadAnswer {
        guard !isEnding else { throw Self.stopping }
        guard next.service.stateDir == configuration.service.stateDir,
            next.service.socket == configuration.service.socket
        else {
            throw ControlError(
                .configuration, "state_dir and socket cannot change while the service runs", hint: "restart the service"
            )
        }
        if next.voice.tts != configuration.voice.tts {
            // Every line has another speech program then, and starts over.
            await prompts.stop()
            prompts = Self.prompts(of: next, logger: logger)
        }
        configuration = next
        let setups = Dictionary(
            uniqueKeysWithValues: next.lines.enumerated().map { ($1.id, LineSetup($1, position: $0, in: next)) })
        let removed = lines.keys.filter { setups[$0] == nil }.sorted()
        let changed = setups.values.filter { lines[$0.id] != nil && lines[$0.id]?.setup != $0 }.map(\.id).sorted()
        let added = setups.keys.filter { lines[$0] == nil }.sorted()
        await stop((removed + changed).compactMap { lines[$0] })
        guard !isEnding else { throw Self.stopping }
        for id in removed + changed { lines[id] = nil }
        for id in removed { try await store.removeLine(id, now: await clock.now()) }
        try await startLines()
        for line in lines.values where !changed.contains(line.setup.id) { await line.runner.messageMayHaveChanged() }
        return ReloadAnswer(added: added, removed: removed, changed: changed)
    }

    private static let stopping = ControlError(
        .notRunning, "the service is stopping", hint: "the configuration is read at its next start")

    private static func prompts(of configuration: Configuration, logger: Logger) -> PromptStore {
        PromptStore(
            folder: configuration.service.stateDir + "/prompts", speech: SpeechProgram(configuration.voice.tts),
            logger: logger)
    }

    /// Every line of the configuration as a runner needs it.
    private var setups: [LineSetup] {
        configuration.lines.enumerated().map { LineSetup($1, position: $0, in: configuration) }
    }

    /// Follows what is plugged in until the task is cancelled; with `adopt = "auto"` makes lines of SIMs that have none.
    func followModems() async {
        let (found, continuation) = AsyncStream.makeStream(of: ModemSighting.self)
        let adopting = Task {
            for await sighting in found { await adopt(sighting) }
        }
        // Before anything is looked at it must be known what belongs to whom.
        await directory.setLines(setups)
        await directory.run { continuation.yield($0) }
        continuation.finish()
        await adopting.value
    }

    /// Makes a line of a SIM that knows its own number, in the state folder, and takes it into the configuration.
    private func adopt(_ sighting: ModemSighting) async {
        guard configuration.service.adopt == .auto, sighting.fault == nil,
            let iccid = sighting.description.iccid, let number = sighting.e164
        else { return }
        let file = LineFile(id: adoptedID(of: iccid), number: number, modem: .iccid(iccid))
        do {
            let folder = configuration.adoptedLinesFolder
            let snapshot = try await trial.snapshot(of: configuration.file)
            _ = try file.tried(in: configuration.file, folder: folder, from: snapshot)
            try file.write(into: folder)
            do {
                _ = try await reload()
                logger.notice("the SIM \(ModemDirectory.tail(iccid)) is the line \(file.id) now")
            } catch {
                try FileManager.default.removeItem(atPath: folder + "/" + file.name)
                throw error
            }
        } catch {
            logger.error("the SIM \(ModemDirectory.tail(iccid)) could not be made a line: \(FaultWords.of(error))")
        }
    }

    /// A name that no line has yet.
    private func adoptedID(of iccid: String) -> String {
        let taken = Set(configuration.lines.map(\.id))
        let wanted = "sim-" + iccid.suffix(4)
        return taken.contains(wanted) ? "sim-" + iccid.suffix(12) : String(wanted)
    }

    /// Pauses a line; it is recorded before the line knows of it.
    func pause(_ id: String, why: String?, releasePort: Bool) async throws {
        let line = try running(id)
        try await store.pauseLine(id, why: why, releasePort: releasePort, now: await clock.now())
        await line.runner.setPause(try await store.pauses()[id])
    }

    /// Resumes a line, and judges again what was held.
    func resume(_ id: String) async throws {
        let line = try running(id)
        let now = await clock.now()
        try await store.resumeLine(id, now: now)
        try await store.judgeAllAgain(in: line.setup.context(sim: nil, isPaused: false, isRoaming: false), now: now)
        await line.runner.setPause(nil)
    }

    /// Waits fifteen minutes for a new one-time code on a line.
    func verify(_ id: String) async throws {
        _ = try running(id)
        let now = await clock.now()
        try await store.beginVerification(
            line: id, code: Verification.newCode(), expires: now + .minutes(15), now: now)
    }

    /// The next caller of a line hears a code.
    func tryVoice(_ id: String) async throws {
        try await running(id).runner.beginTrial()
    }

    /// The newest try of a line's voice, for somebody who waits for its end; nil = there was none.
    func voiceTrial(_ id: String) async throws -> VoiceTrial? {
        await (try running(id)).runner.watchedTrial()
    }

    /// What the operator typed after the call, or nil for silence.
    func typeVoiceCode(_ id: String, code: String?) async throws {
        await (try running(id)).runner.type(code: code)
    }

    /// Every line as it is now, in configuration order.
    func pictures() async -> [LinePicture] {
        var pictures: [LinePicture] = []
        for line in configuration.lines {
            if let runner = lines[line.id]?.runner { pictures.append(await runner.picture) }
        }
        return pictures
    }

    /// Ends the raids that are over.
    func endRaids() async throws {
        for id in try await store.raids().keys {
            guard let rules = lines[id]?.setup.rules else { continue }
            _ = try await store.endRaid(on: id, rules: rules, now: await clock.now())
        }
    }

    /// What has to be done every minute: the price of the month, texts and numbers past their time.
    func upkeep() async throws {
        let now = await clock.now()
        for line in lines.values { try await charge(line.setup, now: now) }
        try await heartbeats(now: now)
        try await store.forgetOld(
            keepText: configuration.privacy.keepText, keepNumbers: configuration.privacy.keepNumbers, now: now)
    }

    /// Ends heartbeats that did not arrive, tells the lines, and plans the next one that is due.
    private func heartbeats(now: Timestamp) async throws {
        for failure in try await store.endOverdueHeartbeats(after: .minutes(30), now: now) {
            logger.error(
                "the heartbeat from \(failure.sender) to \(failure.receiver) did not arrive: \(failure.culprit) is not verified any more"
            )
        }
        let faults = try await store.heartbeatFaults()
        for (id, line) in lines { await line.runner.note(heartbeatFailed: faults.contains(id)) }
        guard let every = configuration.heartbeat, await clock.trusted() != nil else { return }
        let ready = await readyLines()
        guard let next = try await store.dueHeartbeat(among: ready, every: every, now: now),
            let sender = lines[next.sender]?.setup, let receiver = lines[next.receiver]?.setup
        else { return }
        let sim = await lines[next.sender]?.runner.sim
        let context = sender.context(sim: sim, isPaused: false, isRoaming: false)
        let token = Self.token()
        switch try await store.planHeartbeat(
            from: context, to: receiver.id, number: receiver.number, token: token, now: now)
        {
        case .planned:
            heartbeatRefusal = nil
            await lines[next.sender]?.runner.replyPlanned()
        case .refused(let reason):
            // It is tried again every minute; the same refusal is told once.
            let refusal = "no heartbeat from \(sender.id) to \(receiver.id): \(reason.rawValue)"
            if refusal != heartbeatRefusal { logger.notice("\(refusal)") }
            heartbeatRefusal = refusal
        }
    }

    /// The lines that can take part in a heartbeat now, in configuration order.
    private func readyLines() async -> [String] {
        var ready: [String] = []
        for line in configuration.lines {
            guard let runner = lines[line.id]?.runner else { continue }
            if await runner.picture.state == LineState.ready.rawValue { ready.append(line.id) }
        }
        return ready
    }

    /// A word that no person writes and nobody can guess.
    private static func token() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return "hb-" + String((0..<16).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }

    private func start(_ setup: LineSetup, pause: Pause?) async throws {
        let now = await clock.now()
        try await charge(setup, now: now)
        try await store.judgeAllAgain(
            in: setup.context(sim: nil, isPaused: pause != nil, isRoaming: false), now: now)
        guard !isEnding else { return }
        let runner = LineRunner(
            setup: setup, pause: pause, store: store, clock: clock, logger: logger, group: group,
            directory: directory, prompts: prompts)
        lines[setup.id] = RunningLine(setup: setup, runner: runner, task: Task { await runner.run() })
    }

    /// Waits for sends in flight, ten seconds at most: one that is still unanswered then ends as unknown.
    private func stop(_ running: [RunningLine]) async {
        for line in running { await line.runner.stop() }
        let patience = Task {
            try await Task.sleep(for: .seconds(10))
            for line in running { await line.runner.abandon() }
        }
        for line in running { await line.task.value }
        patience.cancel()
    }

    private func charge(_ setup: LineSetup, now: Timestamp) async throws {
        guard setup.monthly > .zero else { return }
        try await store.chargeMonthly(
            setup.monthly, in: setup.context(sim: nil, isPaused: false, isRoaming: false), now: now)
    }

    private func running(_ id: String) throws(ControlError) -> RunningLine {
        if let line = lines[id] { return line }
        throw ControlError(
            .unknownLine, "no line is called \(SafeText.escaped(id))", hint: "`jedisnon line list` names them")
    }
}
