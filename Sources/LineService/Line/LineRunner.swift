import ControlAPI
import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import NIOCore
import SerialPort
import Vocabulary
import Voice
import Words

/// Runs one line while it is configured: opens its port, sets up the modem, works, and starts over on a loss.
actor LineRunner {
    /// The present settings, which other actors change while the line runs.
    nonisolated let facts: LineFacts
    let store: EventStore
    let clock: ServiceClock
    let logger: Logger
    let group: any EventLoopGroup
    /// Every modem that is plugged in.
    let directory: ModemDirectory
    /// The state of the line's calls that outlives a session of the port.
    var callMemory = CallMemory()
    /// Why the line cannot speak, as last logged.
    var loggedVoiceFault: VoiceFault?
    /// Ends a wait between two tries early.
    private let wake: WakeSignal
    /// What `status` shows of this line.
    var picture: LinePicture
    /// The differences between the line's modem and its profile.
    private var quirks = ModemQuirks()
    /// The recovery step with which this try begins.
    private(set) var recovery = RecoveryStep.reopen
    /// The device of the last try; nil while there is none.
    private var device: String?
    /// The task that opens the port.
    private var opening: Task<ATPort, any Error>?
    /// The state of the line as last logged.
    private var stateLog = StateLog()
    private var isAttached = false
    /// A modem has worked on this port since the line started, so silence does not prove that it is not a modem.
    private(set) var hasWorked = false
    private var lost: Uptime?
    /// When the modem is tried again; ``LinePicture/nextTryAt`` is the same by the present clock.
    private var nextTry: Uptime?
    /// Why the modem could not be used the last time; nil while it works.
    private var fault: LineFault?
    private(set) var session: LineSession?
    private var networkWatch = NetworkWatch()
    private(set) var heartbeatFailed = false
    private var releasing: Task<Void, Never>?
    private var prerendering: Task<Void, Never>?

    init(
        facts: LineFacts, store: EventStore, clock: ServiceClock, logger: Logger, group: any EventLoopGroup,
        directory: ModemDirectory
    ) {
        let setup = facts.setup
        self.facts = facts
        self.store = store
        self.clock = clock
        self.logger = logger
        self.group = group
        self.directory = directory
        wake = WakeSignal(eventLoop: group.next())
        picture = LinePicture(
            line: setup.id, position: setup.position, region: setup.region, number: setup.number, state: .starting,
            notice: .starting(.line))
    }

    /// The settings of the line, as they are now.
    nonisolated var setup: LineSetup { facts.setup }

    /// The prompts for callers of all lines.
    nonisolated var prompts: PromptStore { facts.prompts }

    /// The operator's pause, if there is one.
    var pause: Pause? { facts.pause }

    /// The service is stopping: no further part of a reply in progress is sent.
    var isStopping: Bool { facts.ending == .afterPart }

    /// Runs until the line is to end.
    func run() async {
        await directory.attach(setup.id, wake: wake)
        prerendering = Task { await prerenderPrompt() }
        while facts.ending == nil {
            if pause?.releasesPort == true {
                await showPause()
                await wake.wait(atMost: 60_000)
                continue
            }
            do {
                try await work()
            } catch {
                await failed(LineFault(of: error))
            }
        }
        prerendering?.cancel()
        releasing?.cancel()
        await directory.detach(setup.id)
    }

    /// Reacts to a change of the ``facts``: a pause, a resume, an end.
    func factsChanged() async {
        guard givesUpPort else {
            releasing?.cancel()
            await session?.tell(.conditionsChanged)
            return wake.wake()
        }
        releasing?.cancel()
        releasing = Task {
            // A send that is still unanswered then ends as unknown.
            guard await ModemPause.pause(milliseconds: Self.timeout) else { return }
            if givesUpPort { await session?.closePort() }
        }
        wake.wake()
        // The kernel may take long; the caller must not wait for it.
        opening?.cancel()
        await session?.releasePort()
        // A send in flight may take long, but the operator sees the new state at once.
        if facts.ending == nil, givesUpPort { await showPause() }
    }

    /// How long to wait for a send in flight, in milliseconds.
    private static let timeout: Int64 = 10_000

    /// Reacts to a reload: the line's region, texts and knowledge of other lines may have changed.
    func settingsChanged() async {
        let setup = setup
        (picture.position, picture.region, picture.number) = (setup.position, setup.region, setup.number)
        guard let session else {
            prerendering?.cancel()
            return prerendering = Task { await prerenderPrompt() }
        }
        await session.settingsChanged()
    }

    /// Whether the port must be closed and unlocked now.
    var givesUpPort: Bool { facts.ending != nil || pause?.releasesPort == true }

    /// Notes that the modem works, so that the next fault starts with a short wait again.
    func worked(attached identity: ModemDescription?) async {
        if let device { await directory.worked(at: device) }
        recovery = .reopen
        var details = AttachedDetails(model: identity?.model)
        if let lost {
            let span = Uptime.now() - lost
            details.lostAt = time(await clock.now() - span)
            details.recoverySeconds = span.milliseconds / 1000
        }
        lost = nil
        isAttached = true
        hasWorked = true
        fault = nil
        picture.nextTryAt = nil
        picture.recovery = nil
        await note(.modemAttached(details))
    }

    /// Handles a modem that cannot be used now: reports it once, then waits for it or for the next recovery try.
    private func failed(_ fault: LineFault) async {
        // We closed the port ourselves.
        if givesUpPort { return }
        var fault = fault
        let wait: Int64
        if let device, !fault.isAbsence {
            let (next, notice) = await directory.failed(fault, at: device)
            wait = next.wait
            fault.notice = notice
            nextTry = .now() + .milliseconds(wait)
            picture.nextTryAt = await clock.now() + Span(milliseconds: wait)
            picture.recovery = next.step
        } else {
            // A path that the line names is polled here; the directory reports everything else.
            wait = setup.device == nil ? 60_000 : 500
            picture.nextTryAt = nil
            picture.recovery = nil
        }
        self.fault = fault
        await show(state: fault.state, fault.notice)
        if isAttached {
            isAttached = false
            let now = await clock.now()
            lost = .now()
            await note(.modemLost(LostDetails(notice: fault.notice, lostAt: time(now))))
        }
        await wake.wait(atMost: wait)
    }

    private func time(_ moment: Timestamp) -> String {
        ZonedTime(milliseconds: moment.milliseconds, in: setup.timeZone).rfc3339
    }

    private func note(_ payload: EventPayload) async {
        do {
            try await store.append(payload, line: setup.id, now: await clock.now())
        } catch {
            logger.warning("an event cannot be written down: \(error.sentence)", metadata: ["line": "\(setup.id)"])
        }
    }

    /// Opens the port and works on it until it is lost, released or stopped.
    private func work() async throws {
        device = nil
        let place = try await directory.take(for: setup)
        device = place.key
        recovery = place.recovery
        do {
            try await work(at: place)
        } catch {
            await leave(after: LineFault(of: error))
            throw error
        }
        await leave(after: nil)
    }

    /// Returns the modem to the directory; during a pause that frees the port it stays with this line.
    private func leave(after fault: LineFault?) async {
        if pause?.releasesPort != true { await directory.releaseModem(setup.id, after: fault) }
    }

    private func work(at place: ModemPlace) async throws {
        if recovery == .usbReset, await directory.reset(place.key) {
            throw LineFault(waiting: .modemStarting(.reset))
        }
        let port = try await open(place.path)
        // A fault that is only retried stays visible until the modem works or reports another one.
        if fault?.isAbsence ?? true { await show(state: .starting, .starting(.modem)) }
        let modem = Modem(port: port, profile: ModemProfile.named(setup.profile), quirks: quirks)
        let session = LineSession(
            runner: self, modem: modem, place: place, network: networkWatch, callMemory: callMemory)
        self.session = session
        defer { self.session = nil }
        do {
            try await session.run()
        } catch {
            await finish(session)
            throw error
        }
        await finish(session)
    }

    private func finish(_ session: LineSession) async {
        await session.modem.close()
        await session.waitForCall()
        quirks = await session.modem.quirks
        networkWatch = await session.network
        callMemory = await session.callMemory
    }

    private func open(_ path: String) async throws -> ATPort {
        let (path, group) = (path, group)
        let opening = Task { try await ATPort.open(path: path, group: group) }
        self.opening = opening
        defer { self.opening = nil }
        let port = try await opening.value
        // The release was requested while there was no session yet.
        guard givesUpPort else { return port }
        await port.close()
        throw CancellationError()
    }

    /// The line's context for the store, at this moment.
    var context: LineContext {
        get async { await session?.context() ?? setup.context(sim: nil) }
    }

    /// The ICCID of the line's SIM while its modem works.
    var sim: String? {
        get async { await session?.core.work.iccid }
    }

    /// Notes whether a heartbeat from or to this line failed and it has not been verified since.
    func note(heartbeatFailed: Bool) async {
        guard heartbeatFailed != self.heartbeatFailed else { return }
        self.heartbeatFailed = heartbeatFailed
        await session?.tell(.heartbeat(failed: heartbeatFailed))
    }

    /// Reacts to a clock change: due times and shown times may have moved.
    func timeChanged() async {
        if picture.nextTryAt != nil, let nextTry {
            let left = nextTry - .now()
            picture.nextTryAt = await clock.now() + left
        }
        await session?.tell(.conditionsChanged)
    }

    /// Reacts to a reply that was planned without a message received by this line.
    func replyPlanned() async {
        await session?.tell(.conditionsChanged)
    }

    /// Notes the profile and model of the line's modem.
    func describe(profile: String, model: String?) {
        picture.profile = profile
        picture.model = model
    }

    /// Notes the figures that change while the line works.
    func note(_ figures: LineFigures) {
        picture.storageUsed = figures.fill?.used
        picture.storageSize = figures.fill?.size
        picture.signalDBm = figures.signal
        picture.network = figures.network
        picture.isRoaming = figures.isRoaming
        picture.ims = figures.ims == .unknown ? nil : figures.ims
        picture.sms = true
    }

    /// Whether nothing has failed since the modem last worked or was plugged in.
    var isFirstTry: Bool { fault?.isAbsence ?? true }

    /// Shows the step in progress; a fault stays visible until the modem works or reports another one.
    func showStarting(_ step: StartingStep) async {
        if isFirstTry { await show(state: .starting, .starting(step)) }
    }

    /// Updates the picture for `status`, and stores it when it changed.
    func show(state: LineState, _ notice: Notice) async {
        picture.state = state
        picture.notice = notice
        picture.legacyDetail = nil
        if let message = stateLog.note(state, notice.detail, at: .now()) {
            logger.log(level: message.level, "\(message.text)", metadata: ["line": "\(setup.id)"])
        }
        do {
            try await store.saveLineState(picture, now: await clock.now())
        } catch {
            logger.warning(
                "the state of the line cannot be written down: \(error.sentence)", metadata: ["line": "\(setup.id)"])
        }
    }

    private func showPause() async {
        if let pause { await show(state: .paused, pause.notice) }
    }
}

extension Pause {
    /// The notice of a line in this pause.
    var notice: Notice { .paused(releasesPort: releasesPort, why: why) }
}
