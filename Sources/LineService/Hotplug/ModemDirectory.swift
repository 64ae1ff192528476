import Logging
import Modems
import NIOCore
import SerialPort

/// Every modem that is plugged in: which line it belongs to, and which belong to none.
///
/// It looks at a modem that nobody works on, and hands it to the line that names its SIM, its IMEI or its USB port. A
/// port that a line names by its path is never opened here.
actor ModemDirectory {
    /// How long a modem may be silent after it was plugged in, before that is a fault.
    private static let bootTime = TimeAmount.seconds(30)

    private let probe: ModemProbe
    private let logger: Logger
    private var claims = LineClaims()
    /// By USB port.
    private(set) var modems: [String: FoundModem] = [:]
    private var wakers: [String: WakeSignal] = [:]
    /// Says why devices cannot be listed at all.
    private var blindness: String?
    private var monitor: USBMonitor?
    private var adopt: (@Sendable (ModemSighting) -> Void)?

    init(group: any EventLoopGroup, logger: Logger) {
        probe = ModemProbe(group: group)
        self.logger = logger
    }

    /// Follows what is plugged in until the task is cancelled.
    ///
    /// `adopt` is called for every SIM that no line claims.
    func run(adopt: @escaping @Sendable (ModemSighting) -> Void) async {
        self.adopt = adopt
        let monitor: USBMonitor
        do throws(USBScanError) {
            monitor = try USBMonitor(logger: logger)
        } catch {
            blindness = error.description
            logger.error("modems can be found by their path only: \(error.description)")
            wakeAll()
            return
        }
        self.monitor = monitor
        await withTaskCancellationHandler {
            for await devices in monitor.snapshots { take(devices) }
        } onCancel: {
            monitor.stop()
        }
        for port in modems.keys { modems[port]?.task?.cancel() }
        modems.removeAll()
    }

    /// The lines of the configuration; modems are handed out by them from now on.
    func setLines(_ setups: [LineSetup]) {
        claims = LineClaims(setups)
        for port in modems.keys.sorted() {
            guard let modem = modems[port], modem.user == nil, modem.task == nil, !isNamedByPath(modem) else {
                continue
            }
            // One that was left alone for a line that named its path has never been asked.
            if case .looking = modem.phase { look(at: port, after: .zero) } else { announce(port) }
        }
        wakeAll()
    }

    /// Wakes this line's runner when its modem may have come.
    func attach(_ line: String, wake: WakeSignal) {
        wakers[line] = wake
    }

    /// The line is no longer run.
    func detach(_ line: String) {
        wakers[line] = nil
        letGo(line)
    }

    /// The modem of a line, which nobody else gets until ``letGo(_:)``; throws why there is none now.
    func take(for setup: LineSetup) throws(LineFault) -> ModemPlace {
        if case .device(let path) = setup.modem { return ModemPlace(path: path) }
        if let blindness { throw LineFault(state: .failed, sentence: blindness) }
        let own = modems.keys.sorted().filter { port in
            modems[port]?.sighting.flatMap { claims.owner(of: $0, port: port) } == setup.id
        }
        // Of two modems with one SIM's number the one at the lower port works, the other is listed as unclaimed.
        guard let port = own.first(where: { modems[$0]?.user == setup.id || modems[$0]?.user == nil }),
            let modem = modems[port], let sighting = modem.sighting
        else { throw absence(of: setup) }
        modems[port]?.user = setup.id
        // A look that is due must not open the port beside the line.
        modems[port]?.task?.cancel()
        modems[port]?.task = nil
        return ModemPlace(path: sighting.path, imei: sighting.description.imei)
    }

    /// A line's modem was lost, or is not what it was taken for: it is looked at again.
    func letGo(_ line: String) {
        for (port, modem) in modems where modem.user == line {
            modems[port]?.user = nil
            modems[port]?.phase = .looking
            look(at: port, after: .seconds(1))
        }
        monitor?.look()
    }

    /// The line whose SIM this is, where the modem is used by another line that names its path.
    func owner(iccid: String?) -> String? {
        claims.owner(iccid: iccid)
    }

    /// The USB device behind a port that a line works on.
    func device(of setup: LineSetup) -> USBDevice? {
        if case .device(let path) = setup.modem {
            let node = DeviceNode.resolved(path)
            return modems.values.first { $0.device.ttys.contains { $0.path == node || $0.path == path } }?.device
        }
        return modems.values.first { $0.user == setup.id }?.device
    }

    /// Whether a line opens one of its ports by path.
    func isNamedByPath(_ modem: FoundModem) -> Bool {
        claims.lineNaming(anyOf: modem.device.ttys) != nil
    }

    /// Whether a modem belongs to a line that has no other one at work.
    func isClaimed(_ sighting: ModemSighting, at port: String) -> Bool {
        guard let owner = claims.owner(of: sighting, port: port) else { return false }
        return !modems.contains { $0.key != port && $0.value.user == owner }
    }

    /// Whether a line works with a SIM of this number.
    func isAtWork(iccid: String) -> Bool {
        modems.values.contains { $0.user != nil && $0.sighting?.description.iccid == iccid }
    }

    // MARK: Devices

    private func take(_ devices: [USBDevice]) {
        let present = Dictionary(devices.map { ($0.port, $0) }, uniquingKeysWith: { first, _ in first })
        for (port, modem) in modems {
            guard let device = present[port], modem.isSame(as: device) else {
                modem.task?.cancel()
                modems[port] = nil
                wake(modem.user)
                continue
            }
        }
        for device in devices {
            guard let known = modems[device.port] else {
                if PortChoice(device) != .none { add(device) }
                continue
            }
            modems[device.port]?.device = device
            if known.user == nil, PortChoice(known.device) != PortChoice(device) {
                modems[device.port]?.phase = .looking
                look(at: device.port, after: .milliseconds(200))
            }
        }
        wakeAll()
    }

    private func add(_ device: USBDevice) {
        if PortChoice(device) == .incomplete, USBReset.restoreAuthority(device) {
            logger.notice("USB port \(device.port): an interrupted reset was finished")
        }
        modems[device.port] = FoundModem(device)
        // The ports of a stick come one after the other.
        look(at: device.port, after: .milliseconds(200))
    }

    private func look(at port: String, after delay: Duration) {
        modems[port]?.task?.cancel()
        modems[port]?.task = Task {
            guard await ModemPause.pause(milliseconds: Int64(delay / .milliseconds(1))) else { return }
            await look(at: port)
        }
    }

    private func look(at port: String) async {
        guard let modem = modems[port], modem.user == nil, !Task.isCancelled else { return }
        if isNamedByPath(modem) {
            modems[port]?.phase = .looking
            modems[port]?.task = nil
            return
        }
        let isSettled = NIODeadline.now() - modem.since > .seconds(5)
        switch PortChoice(modem.device, isSettled: isSettled) {
        case .candidates(let paths, let isCertain):
            let result = await probe.probe(paths, isCertain: isCertain)
            guard !Task.isCancelled, let now = modems[port], now.user == nil, now.isSame(as: modem.device) else {
                return
            }
            note(result, at: port, isCertain: isCertain)
        case .incomplete:
            note(fault: "its AT port has not appeared yet", at: port)
        case .storage(let advice): note(fault: advice, at: port)
        case .unknown:
            note(
                other: "it is a serial device that no profile knows, so nothing is written to it; if it is a modem, "
                    + "name its port with modem = { device = \"\(modem.device.ttys.first?.path ?? "/dev/ttyUSB0")\" }",
                at: port)
        case .none:
            modems[port] = nil
        }
        wakeAll()
    }

    private func note(_ result: ProbeResult, at port: String, isCertain: Bool) {
        logger.debug("USB port \(port): \(result.words)")
        switch result {
        case .modem(let sighting):
            modems[port]?.phase = .modem(sighting)
            modems[port]?.failures = 0
            modems[port]?.task = nil
            announce(port)
        case .closed(let refusal):
            note(fault: refusal.description, at: port)
        case .silent where isCertain && NIODeadline.now() - (modems[port]?.since ?? .now()) < Self.bootTime:
            // Its ports are there long before its firmware answers.
            look(at: port, after: .seconds(2))
        case .silent where isCertain:
            note(fault: "the modem does not answer AT commands on any of its ports: plug it in again", at: port)
        case .silent:
            note(other: "none of its ports answers AT commands: it is no modem, or it is broken", at: port)
        case .gone:
            modems[port]?.failures += 1
            look(at: port, after: .seconds(min(modems[port]?.failures ?? 1, 10)))
        }
    }

    private func note(other sentence: String, at port: String) {
        logger.notice("\(modems[port]?.words ?? port): \(sentence)")
        modems[port]?.phase = .other(sentence: sentence)
        modems[port]?.task = nil
    }

    /// What may mend itself is looked at again, after one second, then two, then four, at most sixty.
    private func note(fault sentence: String, at port: String) {
        let failures = (modems[port]?.failures ?? 0) + 1
        modems[port]?.failures = failures
        modems[port]?.phase = .fault(LineFault(state: .failed, sentence: sentence))
        look(at: port, after: .seconds(min(1 << min(failures - 1, 6), 60)))
    }

    /// Hands a modem that was just found to its line, or says that it has none.
    private func announce(_ port: String) {
        guard let modem = modems[port], let sighting = modem.sighting, modem.user == nil else { return }
        if let line = claims.owner(of: sighting, port: port) {
            wake(line)
            return
        }
        adopt?(sighting)
        // A SIM that is put in later, or wakes up late, and a network that comes late are found by another look.
        if sighting.fault != nil || sighting.network == nil { look(at: port, after: .seconds(30)) }
    }

    private func wake(_ line: String?) {
        if let line { wakers[line]?.wake() }
    }

    private func wakeAll() {
        for wake in wakers.values { wake.wake() }
    }

    // MARK: Sentences

    private func absence(of setup: LineSetup) -> LineFault {
        switch setup.modem {
        case .usbPath(let port): absence(at: port, of: setup)
        case .iccid(let iccid): absence("no modem has the SIM \(Self.tail(iccid))")
        case .imei(let imei): absence("no modem has the IMEI \(Self.tail(imei))")
        case .device: LineFault(absence: "the port does not exist")
        }
    }

    private func absence(at port: String, of setup: LineSetup) -> LineFault {
        guard let modem = modems[port] else {
            return LineFault(absence: "nothing is plugged in at USB port \(port): plug in the modem")
        }
        return switch modem.phase {
        case .looking: LineFault(waiting: "the modem at USB port \(port) is being looked at")
        case .fault(let fault): LineFault(state: fault.state, sentence: "USB port \(port): \(fault.sentence)")
        case .other(let sentence): LineFault(state: .failed, sentence: "USB port \(port): \(sentence)")
        case .modem(let sighting):
            LineFault(
                state: .failed,
                sentence: "the modem at USB port \(port) belongs to the line "
                    + "\(claims.owner(of: sighting, port: port) ?? "of another box"): its SIM or IMEI is named there")
        }
    }

    /// What else is plugged in may be the reason.
    private func absence(_ sentence: String) -> LineFault {
        let free = modems.keys.sorted().compactMap { port in modems[port].map { (port, $0) } }
            .filter { $0.1.user == nil }
        if free.contains(where: { if case .looking = $0.1.phase { true } else { false } }) {
            return LineFault(waiting: "\(sentence) yet: a modem that was plugged in is being looked at")
        }
        let troubles = free.compactMap { port, modem -> String? in
            switch modem.phase {
            case .fault(let fault): "USB port \(port): \(fault.sentence)"
            case .modem(let sighting):
                sighting.description.iccid == nil
                    ? "USB port \(port): \(sighting.fault?.description ?? "its SIM does not tell its number")" : nil
            case .looking, .other: nil
            }
        }
        return LineFault(
            absence: sentence + ": " + (troubles.isEmpty ? "plug it in" : troubles.joined(separator: "; ")))
    }

    /// The last four digits, as printed on the card.
    static func tail(_ digits: String) -> String {
        "…" + digits.suffix(4)
    }
}
