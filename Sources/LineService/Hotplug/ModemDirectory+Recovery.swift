import LineCore
import Logging
import Modems
import SerialPort
import Vocabulary

extension ModemDirectory {
    /// The recovery step with which the next try of a line on a device begins.
    func takeRecovery(of key: String, for line: String) -> RecoveryStep {
        recoveries[key, default: DeviceRecovery()].line = line
        return recoveries[key]?.ladder.takePending() ?? .reopen
    }

    /// Notes that a line's modem failed; returns the next try and the notice until then.
    func failed(_ fault: LineFault, at key: String) -> (next: RecoveryLadder.Try, notice: Notice) {
        let next = recoveries[key, default: DeviceRecovery()].ladder.next(after: fault, at: .now())
        return (next, recoveries[key]?.notice(of: fault) ?? fault.notice)
    }

    /// Notes that the modem works, so that the next fault starts the ladder from the beginning.
    func worked(at key: String) {
        recoveries[key]?.ladder = RecoveryLadder()
        recoveries[key]?.resetFailure = nil
        for (port, modem) in modems where port == key && modem.stoppedWorking { modems[port]?.stoppedWorking = false }
    }

    /// Resets a device's USB port; false when that is not possible, with the reason stored.
    ///
    /// A stick that might come back as a CD-ROM is never reset, nor is a device of an unknown family.
    func reset(_ key: String) async -> Bool {
        guard let device = modems[key]?.device else {
            recoveries[key]?.resetFailure = .noUSB
            return false
        }
        let family = ModemProfile.usbModel(vendor: device.vendor, product: device.product)?.profile
        guard family?.restartCommand != nil else {
            recoveries[key]?.resetFailure = .mightBecomeDisk
            return false
        }
        switch await USBReset.reset(device) {
        case .done:
            logger.warning("USB port \(key) was reset: its modem did not answer")
            return true
        case .notPermitted:
            recoveries[key]?.resetFailure = .notPermitted
            logger.warning("USB port \(key) cannot be reset by this user: pull the modem out and plug it in again")
        case .hung:
            recoveries[key]?.resetFailure = .hung
            logger.warning("USB port \(key) could not be reset: the kernel does not come back from it")
        case .failed(let reason):
            recoveries[key]?.resetFailure = .failed(reason: reason)
            logger.warning("USB port \(key) could not be reset: \(reason)")
        }
        return false
    }

    /// Resets the USB port of a silent modem without a line, as for a modem with one.
    func recover(_ port: String) async {
        guard let modem = modems[port] else { return }
        let fault = LineFault(ModemFault.silent(command: "AT"))
        let next = recoveries[port, default: DeviceRecovery()].ladder.next(after: fault, at: .now())
        if next.step == .usbReset {
            _ = recoveries[port]?.ladder.takePending()
            let isDone = await reset(port)
            guard !Task.isCancelled, let now = modems[port], now.user == nil, now.isSame(as: modem.device) else {
                return
            }
            if isDone {
                modems[port]?.phase = .looking
                look(at: port, after: .seconds(3))
                return
            }
        }
        modems[port]?.phase = .fault(LineFault(state: .failed, .modemSilent(.allPorts(recoveries[port]?.failure))))
        look(at: port, after: .milliseconds(next.wait))
    }
}
