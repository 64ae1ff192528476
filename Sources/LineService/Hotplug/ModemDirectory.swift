import ControlAPI
import LineConfiguration
import LineCore
import Logging
import Modems
import NIOCore
import SerialPort
import Vocabulary
import Words

/// Every plugged-in modem, and the line it belongs to, if any.
///
/// It probes modems that no line uses, and hands each to the line that names its SIM, its IMEI or its USB port. It
/// never opens a port that a line names by its path.
actor ModemDirectory {
    let probe: ModemProbe
    let logger: Logger
    var claims = LineClaims()
    /// The devices by USB port.
    var modems: [String: FoundModem] = [:]
    /// The recovery state of devices, by USB port, or by path for devices not on USB.
    var recoveries: [String: DeviceRecovery] = [:]
    var wakers: [String: WakeSignal] = [:]
    /// Why USB devices cannot be listed; nil when they can.
    private var listingFault: USBListingFault?
    var monitor: USBMonitor?
    /// The first scan is in progress: a modem that is not known yet may be present.
    var isFirstLook = false
    var adopt: (@Sendable (ProbedModem) -> Void)?
    /// Whether ModemManager runs, and when that was checked.
    var modemManager: (isThere: Bool, at: Uptime)?

    init(group: any EventLoopGroup, logger: Logger) {
        probe = ModemProbe(group: group)
        self.logger = logger
    }

    /// Follows the plugged-in devices until the task is cancelled.
    ///
    /// `adopt` is called for every SIM that no line claims.
    func run(adopt: @escaping @Sendable (ProbedModem) -> Void) async {
        self.adopt = adopt
        isFirstLook = true
        let monitor: USBMonitor
        do throws(USBListingFault) {
            monitor = try await USBMonitor(logger: logger)
        } catch {
            listingFault = error
            isFirstLook = false
            logger.error("modems can be found by their path only: \(Notice.usbUnreadable(error).detail)")
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

    /// Sets the lines of the configuration, which decide from now on who gets a modem.
    func setLines(_ setups: [LineSetup]) {
        claims = LineClaims(setups)
        for port in modems.keys.sorted() {
            guard let modem = modems[port], modem.user == nil, modem.task == nil, !isNamedByPath(modem) else {
                continue
            }
            let isOrphan = modem.stoppedWorking && modem.probed.flatMap { claims.owner(of: $0, port: port) } == nil
            // A device that was skipped because a line named its path has never been probed.
            if case .looking = modem.phase {
                look(at: port, after: .zero)
            } else if isOrphan {
                lookAgain(at: port)
            } else {
                announce(port)
            }
        }
        wakeAll()
    }

    /// Wakes this line's runner when its modem may have come.
    func attach(_ line: String, wake: WakeSignal) {
        wakers[line] = wake
    }

    /// Notes that the line no longer runs.
    func detach(_ line: String) {
        wakers[line] = nil
        releaseModem(line)
    }

    /// Reserves the modem of a line until ``releaseModem(_:after:)``; throws why there is none now.
    func take(for setup: LineSetup) throws(LineFault) -> ModemPlace {
        if case .device(let path) = setup.modem {
            let key = device(of: setup)?.port ?? path
            return ModemPlace(path: path, key: key, recovery: takeRecovery(of: key, for: setup.id))
        }
        if let listingFault { throw LineFault(leftToTheDirectory: .usbUnreadable(listingFault)) }
        let own = modems.keys.sorted().filter { port in
            modems[port]?.probed.flatMap { claims.owner(of: $0, port: port) } == setup.id
        }
        // Of two modems with the same ICCID, the one at the lower port is used and the other is listed as unclaimed. A
        // modem that failed the last time may have lost its SIM to the other.
        let free = own.filter { modems[$0]?.user == setup.id || modems[$0]?.user == nil }
        guard let port = free.first(where: { modems[$0]?.stoppedWorking == false }) ?? free.first,
            let modem = modems[port], let probed = modem.probed
        else { throw absence(of: setup) }
        modems[port]?.user = setup.id
        // A pending probe must not open the port while the line uses it.
        modems[port]?.task?.cancel()
        modems[port]?.task = nil
        return ModemPlace(
            path: probed.path, imei: probed.description.imei, key: port, recovery: takeRecovery(of: port, for: setup.id)
        )
    }

    /// Takes back a line's modem that was lost or does not work.
    ///
    /// A modem that only has to be recovered stays with its line, because it cannot be identified now. Any other is
    /// probed again.
    func releaseModem(_ line: String, after fault: LineFault? = nil) {
        let stoppedWorking = fault.map { !$0.isAbsence && $0.remedy != .none } ?? false
        for (port, modem) in modems where modem.user == line {
            modems[port]?.user = nil
            modems[port]?.stoppedWorking = stoppedWorking
            if !stoppedWorking { lookAgain(at: port) }
        }
        if !stoppedWorking { monitor?.look() }
    }

    /// The other line that now names this modem's SIM, IMEI or USB port; nil if there is none.
    func otherOwner(than line: String, iccid: String?) -> String? {
        let found = modems.first { $0.value.user == line }
        let owner =
            claims.owner(iccid: iccid)
            ?? found.flatMap { port, modem in modem.probed.flatMap { claims.owner(of: $0, port: port) } }
        return owner == line ? nil : owner
    }

    /// The USB device behind the port that a line uses.
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

    /// Whether a modem belongs to a line that does not already use another one.
    func isClaimed(_ probed: ProbedModem, at port: String) -> Bool {
        guard let owner = claims.owner(of: probed, port: port) else { return false }
        return !modems.contains { $0.key != port && $0.value.user == owner }
    }

    /// Whether a line is using a SIM with this ICCID.
    func isSIMInUse(iccid: String) -> Bool {
        modems.values.contains { $0.user != nil && $0.probed?.description.iccid == iccid }
    }
}
