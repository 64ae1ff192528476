import ControlAPI
import EventStore
import LinePolicy
import Logging
import Modems
import NIOCore
import SerialPort
import Voice

/// Runs one line for as long as it is configured: opens its port, brings the modem up, works, and starts over when it is lost.
actor LineRunner {
    let setup: LineSetup
    let store: EventStore
    let clock: ServiceClock
    let logger: Logger
    let group: any EventLoopGroup
    /// Every modem that is plugged in.
    let directory: ModemDirectory
    /// What the lines of the box say to callers.
    let prompts: PromptStore
    /// The operator's try to hear the line, the newest one.
    var trial: VoiceTrial?
    /// The modem lists a call that its radio, switched off, did not end.
    var hasGhostCall = false
    /// What could not be written down about calls.
    private var notes = CallNotes()
    /// Why the line cannot speak, as it was last written down.
    var toldVoiceFault: String?
    /// Cuts a wait between two tries short.
    private let wake: WakeSignal
    /// What `status` shows of this line.
    var picture: LinePicture
    /// The operator's pause, if there is one.
    var pause: Pause?
    /// The service is about to stop: no further send begins.
    private(set) var isStopping = false
    private var ladder = RecoveryLadder()
    /// What the next try does first.
    private(set) var rung = RecoveryLadder.Rung.reopen
    private var isAttached = false
    /// A modem worked on this port since the line was started: silence is then no proof that it is none.
    private(set) var hasWorked = false
    private var lost: (at: Timestamp, since: NIODeadline)?
    /// Why the modem could not be used the last time; nil while it works.
    private var fault: LineFault?
    private(set) var session: LineSession?
    private var networkWatch = NetworkWatch()
    private(set) var heartbeatFailed = false
    private var releasing: Task<Void, Never>?
    private var rehearsal: Task<Void, Never>?

    init(
        setup: LineSetup, pause: Pause?, store: EventStore, clock: ServiceClock, logger: Logger,
        group: any EventLoopGroup, directory: ModemDirectory, prompts: PromptStore
    ) {
        self.setup = setup
        self.pause = pause
        self.store = store
        self.clock = clock
        self.logger = logger
        self.group = group
        self.directory = directory
        self.prompts = prompts
        wake = WakeSignal(eventLoop: group.next())
        picture = LinePicture(
            line: setup.id, position: setup.position, region: setup.region, number: setup.number, state: "starting",
            detail: "the line is being started")
    }

    /// Runs until the task is cancelled or ``stop()`` is called.
    func run() async {
        await directory.attach(setup.id, wake: wake)
        rehearsal = Task { await rehearse() }
        while !isStopping, !Task.isCancelled {
            if pause?.releasesPort == true {
                await show(state: .paused, detail: pauseDetail)
                await wake.wait(atMost: 60_000)
                continue
            }
            do {
                try await work()
            } catch {
                let fault = error as? LineFault ?? (error as? ModemFault).map { LineFault($0) }
                await failed(fault ?? LineFault(state: .failed, sentence: "\(error)"))
            }
        }
        rehearsal?.cancel()
        await directory.detach(setup.id)
    }

    /// Ends the line; only a send in flight is waited for.
    func stop() async {
        isStopping = true
        await letGoOfPort()
    }

    /// Closes the port whatever is in flight: what was being sent ends as unknown.
    func abandon() async {
        await session?.closePort()
    }

    /// The operator paused or resumed the line.
    func setPause(_ pause: Pause?) async {
        self.pause = pause
        if givesUpPort {
            await show(state: .paused, detail: pauseDetail)
            await letGoOfPort()
            releasing?.cancel()
            releasing = Task {
                // As at a stop: a send that is still unanswered then ends as unknown.
                guard await ModemPause.pause(milliseconds: 10_000) else { return }
                if givesUpPort { await abandon() }
            }
        } else {
            releasing?.cancel()
            await session?.conditionsChanged()
            wake.wake()
        }
    }

    /// The port has to be closed and unlocked now.
    var givesUpPort: Bool { isStopping || pause?.releasesPort == true }

    private func letGoOfPort() async {
        wake.wake()
        await session?.letGo()
    }

    /// The modem is at work: the next fault starts with a short wait again.
    func worked(attached identity: ModemDescription?) async {
        ladder.reset()
        rung = .reopen
        var details: Details = ["model": .string(identity?.model ?? "")]
        if let lost {
            details["lost_at"] = .string(time(lost.at))
            details["recovery_seconds"] = .integer((NIODeadline.now() - lost.since).nanoseconds / 1_000_000_000)
        }
        lost = nil
        isAttached = true
        hasWorked = true
        fault = nil
        picture.nextTryAt = nil
        picture.recovery = nil
        await note(.modemAttached, details: details)
    }

    /// The modem cannot be used now: says so once, then waits for it, or for the next try to bring it back.
    private func failed(_ fault: LineFault) async {
        // Closed on our own behalf.
        if givesUpPort { return }
        self.fault = fault
        let wait: Int64
        if fault.isAbsence {
            // A path that a line names is looked for here; of everything else the directory tells.
            wait = setup.device == nil ? 60_000 : 500
            rung = .reopen
            picture.nextTryAt = nil
            picture.recovery = nil
        } else {
            (rung, wait) = ladder.next(after: fault)
            picture.nextTryAt = await clock.now() + Span(milliseconds: wait)
            picture.recovery = rung.rawValue
        }
        await show(state: fault.state, detail: fault.sentence)
        if isAttached {
            isAttached = false
            let now = await clock.now()
            lost = (now, .now())
            await note(.modemLost, details: ["detail": .string(fault.sentence), "lost_at": .string(time(now))])
        }
        await wake.wait(atMost: wait)
    }

    private func time(_ moment: Timestamp) -> String {
        ZonedTime(milliseconds: moment.milliseconds, in: setup.timeZone).rfc3339
    }

    private func note(_ kind: EventKind, details: Details) async {
        do {
            try await store.append(kind, line: setup.id, details: details, now: await clock.now())
        } catch {
            logger.warning("an event cannot be written down: \(error.sentence)", metadata: ["line": "\(setup.id)"])
        }
    }

    /// Opens the port and works on it until it is lost, released or stopped.
    private func work() async throws {
        let place = try await directory.take(for: setup)
        do {
            try await work(at: place)
        } catch {
            await leave()
            throw error
        }
        await leave()
    }

    /// Gives the modem back to the directory; one whose port is left to a person's terminal stays this line's.
    private func leave() async {
        if pause?.releasesPort != true { await directory.letGo(setup.id) }
    }

    private func work(at place: ModemPlace) async throws {
        if rung == .usbReset, await resetUSB() { throw LineFault(waiting: "the modem's USB port was reset") }
        let port: ATPort
        do {
            port = try await ATPort.open(path: place.path, group: group)
        } catch let error as SerialPortError {
            throw LineFault(error)
        }
        // A fault that is only tried again stays in sight, until the modem works or says something else.
        if fault?.isAbsence ?? true { await show(state: .starting, detail: "the modem is being brought up") }
        let modem = Modem(port: port, profile: ModemProfile.named(setup.profile))
        let session = LineSession(runner: self, modem: modem, place: place)
        self.session = session
        defer { self.session = nil }
        do {
            try await session.run()
        } catch {
            await modem.close()
            await session.waitForCall()
            throw error
        }
        await modem.close()
        await session.waitForCall()
    }

    /// Resets the modem's USB port; false where that is not permitted, or would throw the stick into its CD-ROM mode.
    private func resetUSB() async -> Bool {
        guard let device = await directory.device(of: setup), session == nil else { return false }
        let family = ModemProfile.usbModel(vendor: device.vendor, product: device.product)?.profile
        guard family?.restartCommand != nil else { return false }
        switch await USBReset.reset(device) {
        case .done:
            logger.notice("USB port \(device.port) was reset", metadata: ["line": "\(setup.id)"])
            return true
        case .notPermitted:
            logger.notice(
                "USB port \(device.port) cannot be reset by this user: pull the modem out and plug it in again",
                metadata: ["line": "\(setup.id)"])
        case .failed(let reason):
            logger.warning(
                "USB port \(device.port) could not be reset: \(reason)", metadata: ["line": "\(setup.id)"])
        }
        return false
    }

    /// The oldest note about a call that could not be written down.
    var keptNote: CallNote? { notes.first }

    /// Keeps a note about a call for later; false when there are too many.
    func keep(_ note: CallNote) -> Bool { notes.keep(note) }

    /// The oldest note is written down.
    func dropKeptNote() { notes.drop() }

    /// The ICCID of the line's SIM while its modem works.
    var sim: String? {
        get async { await session?.modem.identity?.iccid }
    }

    /// A heartbeat of this line or to it failed, and it was not verified since.
    func note(heartbeatFailed: Bool) async {
        guard heartbeatFailed != self.heartbeatFailed else { return }
        self.heartbeatFailed = heartbeatFailed
        await session?.conditionsChanged()
    }

    /// A reply was planned that no message of this line brought.
    func replyPlanned() async {
        await session?.conditionsChanged()
    }

    /// Notes whether the line has a network; a sentence when its radio is to be switched off and on now.
    func note(isRegistered: Bool) -> String? {
        guard !isRegistered else {
            networkWatch.found()
            return nil
        }
        let now = NIODeadline.now()
        guard networkWatch.isMissing(at: now) else { return nil }
        return "no network for \(networkWatch.minutes(at: now)) minutes: the radio is switched off and on"
    }

    /// Notes which modem the line has.
    func describe(profile: String, model: String?) {
        picture.profile = profile
        picture.model = model
    }

    /// Notes what changes while the line works.
    func note(fill: MemoryFill?, signal: Int?, network: String?, isRoaming: Bool, ims: IMSState?) {
        picture.storageUsed = fill?.used
        picture.storageSize = fill?.size
        picture.signalDBm = signal
        picture.network = network
        picture.isRoaming = isRoaming
        switch ims {
        case .registered: picture.ims = "registered"
        case .notRegistered: picture.ims = "not_registered"
        case .unknown, nil: picture.ims = nil
        }
        picture.sms = true
    }

    /// Keeps the picture for `status`, and writes it down when it changed.
    func show(state: LineState, detail: String) async {
        picture.state = state.rawValue
        picture.detail = detail
        do {
            try await store.saveLineState(picture, now: await clock.now())
        } catch {
            logger.warning(
                "the state of the line cannot be written down: \(error.sentence)", metadata: ["line": "\(setup.id)"])
        }
    }

    /// The sentence of a pause, with the operator's reason.
    var pauseDetail: String {
        let why = pause?.why.map { ": \($0)" } ?? ""
        return pause?.releasesPort == true
            ? "paused by the operator, the port is free for a terminal, after a send in flight within 10 s\(why)"
            : "paused by the operator, messages are recorded and not answered\(why)"
    }
}

/// The states of a line in `status`.
enum LineState: String, Sendable {
    case starting, ready, degraded, absent, failed, paused
    case pinRequired = "pin_required"
    case simMissing = "sim_missing"
    case noNetwork = "no_network"
}
