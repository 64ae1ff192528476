import EventStore
import LinePolicy
import Logging
import Modems
import NIOCore
import SerialPort

/// Runs one line for as long as it is configured: opens its port, brings the modem up, works, and starts over when it is lost.
actor LineRunner {
    let setup: LineSetup
    let store: EventStore
    let clock: ServiceClock
    let logger: Logger
    let group: any EventLoopGroup
    /// Cuts a wait between two tries short.
    private let wake: WakeSignal
    /// What `status` shows of this line.
    var picture: LinePicture
    /// The operator's pause, if there is one.
    var pause: Pause?
    /// The service is about to stop: no further send begins.
    private(set) var isStopping = false
    private var backoff = Backoff()
    private var isAttached = false
    /// A modem worked on this port since the line was started: silence is then no proof that it is none.
    private(set) var hasWorked = false
    private var lostSince: NIODeadline?
    /// Why the modem could not be used the last time; nil while it works.
    private var fault: LineFault?
    private var session: LineSession?
    private var releasing: Task<Void, Never>?

    init(
        setup: LineSetup, pause: Pause?, store: EventStore, clock: ServiceClock, logger: Logger,
        group: any EventLoopGroup
    ) {
        self.setup = setup
        self.pause = pause
        self.store = store
        self.clock = clock
        self.logger = logger
        self.group = group
        wake = WakeSignal(eventLoop: group.next())
        picture = LinePicture(
            line: setup.id, position: setup.position, region: setup.region, number: setup.number, state: "starting",
            detail: "the line is being started")
    }

    /// Runs until the task is cancelled or ``stop()`` is called.
    func run() async {
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
                await lost(fault ?? LineFault(state: .failed, sentence: "\(error)"))
            }
        }
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
        backoff.reset()
        var details: Details = ["model": .string(identity?.model ?? "")]
        if let since = lostSince {
            details["recovery_seconds"] = .integer((NIODeadline.now() - since).nanoseconds / 1_000_000_000)
        }
        lostSince = nil
        isAttached = true
        hasWorked = true
        fault = nil
        await note(.modemAttached, details: details)
    }

    /// The modem cannot be used now: says so once, then waits for it.
    private func lost(_ fault: LineFault) async {
        // Closed on our own behalf.
        if givesUpPort { return }
        self.fault = fault
        await show(state: fault.state, detail: fault.sentence)
        if isAttached {
            isAttached = false
            lostSince = .now()
            await note(.modemLost, details: ["detail": .string(fault.sentence)])
        }
        await wake.wait(atMost: fault.isAbsence ? 500 : backoff.next())
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
        guard let device = setup.device else {
            throw LineFault(
                state: .absent, sentence: "modems are found by their path only: write modem = { device = \"/dev/...\" }"
            )
        }
        let port: ATPort
        do {
            port = try await ATPort.open(path: device, group: group)
        } catch let error as SerialPortError {
            throw LineFault(error)
        }
        // A fault that is only tried again stays in sight, until the modem works or says something else.
        if fault?.isAbsence ?? true { await show(state: .starting, detail: "the modem is being brought up") }
        let modem = Modem(port: port, profile: ModemProfile.named(setup.profile))
        let session = LineSession(runner: self, modem: modem)
        self.session = session
        defer { self.session = nil }
        do {
            try await session.run()
            await modem.close()
        } catch {
            await modem.close()
            throw error
        }
    }

    /// Notes which modem the line has.
    func describe(profile: String, model: String?) {
        picture.profile = profile
        picture.model = model
    }

    /// Notes what changes while the line works.
    func note(fill: MemoryFill?, signal: Int?, network: String?) {
        picture.storageUsed = fill?.used
        picture.storageSize = fill?.size
        picture.signalDBm = signal
        picture.network = network
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

/// How long to wait before the next try: 1, 2, 4 ...
///
/// Seconds, at most a minute.
struct Backoff {
    private var seconds: Int64 = 1

    /// The next wait in milliseconds.
    mutating func next() -> Int64 {
        defer { seconds = min(seconds * 2, 60) }
        return seconds * 1000
    }

    /// The line works again.
    mutating func reset() {
        seconds = 1
    }
}
