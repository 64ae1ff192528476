import ControlAPI
import LineConfiguration
import LineCore
import Logging
import Modems
import NIOCore
import SerialPort
import Vocabulary
import Words

/// Every modem that is plugged in: which line it belongs to, and which belong to none.
///
/// It looks at a modem that nobody works on, and hands it to the line that names its SIM, its IMEI or its USB port. A
/// port that a line names by its path is never opened here.
actor ModemDirectory {
    let probe: ModemProbe
    let logger: Logger
    var claims = LineClaims()
    /// By USB port.
    var modems: [String: FoundModem] = [:]
    /// What was tried to bring a device back, by USB port; by path where it has none.
    var recoveries: [String: DeviceRecovery] = [:]
    var wakers: [String: WakeSignal] = [:]
    /// Says why devices cannot be listed at all.
    private var listingFault: USBListingFault?
    var monitor: USBMonitor?
    /// The first look has begun and is not over: what is not known may be there.
    var isFirstLook = false
    var adopt: (@Sendable (ProbedModem) -> Void)?
    /// Whether ModemManager runs, and when that was looked at.
    var modemManager: (isThere: Bool, at: Uptime)?

    init(group: any EventLoopGroup, logger: Logger) {
        probe = ModemProbe(group: group)
        self.logger = logger
    }

    /// Follows what is plugged in until the task is cancelled.
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

    /// The lines of the configuration; modems are handed out by them from now on.
    func setLines(_ setups: [LineSetup]) {
        claims = LineClaims(setups)
        for port in modems.keys.sorted() {
            guard let modem = modems[port], modem.user == nil, modem.task == nil, !isNamedByPath(modem) else {
                continue
            }
            let isOrphan = modem.stoppedWorking && modem.probed.flatMap { claims.owner(of: $0, port: port) } == nil
            // One that was left alone for a line that named its path has never been asked.
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

    /// The line is no longer run.
    func detach(_ line: String) {
        wakers[line] = nil
        releaseModem(line)
    }

    /// The modem of a line, which nobody else gets until ``releaseModem(_:after:)``; throws why there is none now.
    func take(for setup: LineSetup) throws(LineFault) -> ModemPlace {
        if case .device(let path) = setup.modem {
            let key = device(of: setup)?.port ?? path
            return ModemPlace(path: path, key: key, recovery: takeRecovery(of: key, for: setup.id))
        }
        if let listingFault { throw LineFault(leftToTheDirectory: .usbUnreadable(listingFault)) }
        let own = modems.keys.sorted().filter { port in
            modems[port]?.probed.flatMap { claims.owner(of: $0, port: port) } == setup.id
        }
        // Of two modems with one SIM's number the one at the lower port works, the other is listed as unclaimed. One that
        // did not work the last time may have lost its SIM to the other.
        let free = own.filter { modems[$0]?.user == setup.id || modems[$0]?.user == nil }
        guard let port = free.first(where: { modems[$0]?.stoppedWorking == false }) ?? free.first,
            let modem = modems[port], let probed = modem.probed
        else { throw absence(of: setup) }
        modems[port]?.user = setup.id
        // A look that is due must not open the port beside the line.
        modems[port]?.task?.cancel()
        modems[port]?.task = nil
        return ModemPlace(
            path: probed.path, imei: probed.description.imei, key: port, recovery: takeRecovery(of: port, for: setup.id)
        )
    }

    /// A line's modem was lost, or does not work.
    ///
    /// One that only has to be brought back stays its line's: nothing that it says could tell whose it is. Every other is
    /// looked at again.
    func releaseModem(_ line: String, after fault: LineFault? = nil) {
        let stoppedWorking = fault.map { !$0.isAbsence && $0.remedy != .none } ?? false
        for (port, modem) in modems where modem.user == line {
            modems[port]?.user = nil
            modems[port]?.stoppedWorking = stoppedWorking
            if !stoppedWorking { lookAgain(at: port) }
        }
        if !stoppedWorking { monitor?.look() }
    }

    /// The line that a modem belongs to on which another one works: it names its SIM, or its IMEI or USB port by now.
    func otherOwner(than line: String, iccid: String?) -> String? {
        let found = modems.first { $0.value.user == line }
        let owner =
            claims.owner(iccid: iccid)
            ?? found.flatMap { port, modem in modem.probed.flatMap { claims.owner(of: $0, port: port) } }
        return owner == line ? nil : owner
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
    func isClaimed(_ probed: ProbedModem, at port: String) -> Bool {
        guard let owner = claims.owner(of: probed, port: port) else { return false }
        return !modems.contains { $0.key != port && $0.value.user == owner }
    }

    /// Whether a line works with a SIM of this number.
    func isAtWork(iccid: String) -> Bool {
        modems.values.contains { $0.user != nil && $0.probed?.description.iccid == iccid }
    }
}
