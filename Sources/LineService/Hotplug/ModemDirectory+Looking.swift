import Glibc
import Logging
import Modems
import SerialPort
import Vocabulary
import Words

extension ModemDirectory {
    /// How long a modem may be silent after it is plugged in before that counts as a fault.
    private static let bootTime = Span.seconds(30)
    /// How long a stick may appear as a disk before that is reported.
    private static let switchTime = Span.seconds(20)

    func take(_ devices: [USBDevice]) {
        isFirstLook = false
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
        if PortChoice(device) == .incomplete { Task { await finishReset(of: device) } }
        recoveries[device.port]?.appeared(device.identifier, at: .now())
        modems[device.port] = FoundModem(device)
        // The ports of a stick appear one by one.
        look(at: device.port, after: .milliseconds(200))
    }

    /// The result of a probe for the log: no number of a SIM or a modem in it.
    private static func logged(_ result: ProbeResult) -> String {
        switch result {
        case .modem(let probed): "a modem of the family \(probed.profile) answers at \(probed.path)"
        case .closed(let error): Notice(error).detail
        case .silent: "no port answers AT commands"
        case .gone: "its ports have gone"
        }
    }

    /// Completes an interrupted reset by authorising the device again.
    private func finishReset(of device: USBDevice) async {
        guard await USBReset.restoreAuthority(device) else { return }
        logger.notice("USB port \(device.port): an interrupted reset was finished")
        monitor?.look()
    }

    /// Probes a modem again, because its state may have changed.
    func lookAgain(at port: String) {
        modems[port]?.phase = .looking
        modems[port]?.stoppedWorking = false
        look(at: port, after: .seconds(1))
    }

    func look(at port: String, after delay: Duration) {
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
        let isSettled = Uptime.now() - modem.since > .seconds(5)
        switch PortChoice(modem.device, isSettled: isSettled) {
        case .candidates(let ports):
            let result = await probe.probe(ports)
            guard !Task.isCancelled, let now = modems[port], now.user == nil, now.isSame(as: modem.device) else {
                return
            }
            await note(result, at: port, isCertain: ports.isCertain)
        case .incomplete:
            note(LineFault(state: .failed, .usbNoPorts), at: port)
        case .storage(let stick): note(disk: modem, stick, at: port)
        case .unknown:
            note(other: .usbUnknownSerial(path: modem.device.ttys.first?.path ?? "/dev/ttyUSB0"), at: port)
        case .none:
            modems[port] = nil
        }
        wakeAll()
    }

    private func note(_ result: ProbeResult, at port: String, isCertain: Bool) async {
        logger.debug("USB port \(port): \(Self.logged(result))")
        switch result {
        case .modem(let probed):
            modems[port]?.phase = .modem(probed)
            modems[port]?.stoppedWorking = false
            modems[port]?.failures = 0
            recoveries[port]?.answered()
            modems[port]?.task = nil
            announce(port)
        case .closed(.settling):
            look(at: port, after: .milliseconds(500))
        case .closed(.hung) where isCertain:
            await recover(port)
        case .closed(let refusal):
            note(LineFault(refusal), at: port)
        case .silent where isCertain && Uptime.now() - (modems[port]?.since ?? .now()) < Self.bootTime:
            // Its ports appear long before its firmware answers.
            look(at: port, after: .seconds(2))
        case .silent where isCertain:
            await recover(port)
        case .silent:
            note(other: .notAModem(.anyPort), at: port)
        case .gone:
            modems[port]?.failures += 1
            look(at: port, after: .seconds(min(modems[port]?.failures ?? 1, 10)))
        }
    }

    /// Notes a stick that appears as a disk; it is reported only if it has not been switched in time.
    private func note(disk modem: FoundModem, _ stick: StorageModeStick, at port: String) {
        guard stick.outcome != .modem || Uptime.now() - modem.since > Self.switchTime else {
            look(at: port, after: .seconds(2))
            return
        }
        note(LineFault(state: .failed, Notice(stick, hasSwitcher: Self.hasSwitcher)), at: port)
    }

    private static var hasSwitcher: Bool { access("/usr/sbin/usb_modeswitch", X_OK) == 0 }

    private func note(other notice: Notice, at port: String) {
        logger.notice("\(modems[port]?.words ?? port): \(notice.detail)")
        modems[port]?.phase = .other(notice)
        modems[port]?.task = nil
    }

    /// Notes a temporary fault and probes again after 1 s, then 2 s, then 4 s, at most 60 s.
    private func note(_ fault: LineFault, at port: String) {
        let failures = (modems[port]?.failures ?? 0) + 1
        modems[port]?.failures = failures
        modems[port]?.phase = .fault(fault)
        look(at: port, after: .seconds(min(1 << min(failures - 1, 6), 60)))
    }

    /// Hands a newly found modem to its line, or reports that it has none.
    func announce(_ port: String) {
        guard let modem = modems[port], let probed = modem.probed, modem.user == nil else { return }
        if let line = claims.owner(of: probed, port: port) {
            wake(line)
            return
        }
        adopt?(probed)
        // Another probe finds a SIM that is inserted later or starts late, and a network that comes late.
        if probed.fault != nil || probed.network == nil { look(at: port, after: .seconds(30)) }
    }

    private func wake(_ line: String?) {
        if let line { wakers[line]?.wake() }
    }

    func wakeAll() {
        for wake in wakers.values { wake.wake() }
    }
}
