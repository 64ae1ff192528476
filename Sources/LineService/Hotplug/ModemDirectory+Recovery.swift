import Logging
import Modems
import SerialPort
import Vocabulary

extension ModemDirectory {
    /// What is done first at the next try of a line on a device.
    func takeRecovery(of key: String, for line: String) -> RecoveryStep {
        care[key, default: DeviceCare()].line = line
        return care[key]?.ladder.takePending() ?? .reopen
    }

    /// A line's modem does not work: what comes next, and what is true meanwhile.
    func failed(_ fault: LineFault, at key: String) -> (next: RecoveryLadder.Try, notice: Notice) {
        let next = care[key, default: DeviceCare()].ladder.next(after: fault, at: .now())
        return (next, care[key]?.notice(of: fault) ?? fault.notice)
    }

    /// The modem works: its next fault starts over.
    func worked(at key: String) {
        care[key]?.ladder = RecoveryLadder()
        care[key]?.obstacle = nil
        for (port, modem) in modems where port == key && modem.isIll { modems[port]?.isIll = false }
    }

    /// Resets a device's USB port; false where that is not possible, and then it is known why.
    ///
    /// A stick that comes back as a CD-ROM is never reset, nor is anything of a family that is not known.
    func reset(_ key: String) async -> Bool {
        guard let device = modems[key]?.device else {
            care[key]?.obstacle = .noUSB
            return false
        }
        let family = ModemProfile.usbModel(vendor: device.vendor, product: device.product)?.profile
        guard family?.restartCommand != nil else {
            care[key]?.obstacle = .mightBecomeDisk
            return false
        }
        switch await USBReset.reset(device) {
        case .done:
            logger.warning("USB port \(key) was reset: its modem did not answer")
            return true
        case .notPermitted:
            care[key]?.obstacle = .notPermitted
            logger.warning("USB port \(key) cannot be reset by this user: pull the modem out and plug it in again")
        case .hung:
            care[key]?.obstacle = .hung
            logger.warning("USB port \(key) could not be reset: the kernel does not come back from it")
        case .failed(let reason):
            care[key]?.obstacle = .failed(reason: reason)
            logger.warning("USB port \(key) could not be reset: \(reason)")
        }
        return false
    }

    /// A modem that no line has hold of answers on none of its ports: its port is reset as it would be under a line.
    func recover(_ port: String) async {
        guard let modem = modems[port] else { return }
        let fault = LineFault(ModemFault.silent(command: "AT"))
        let next = care[port, default: DeviceCare()].ladder.next(after: fault, at: .now())
        if next.step == .usbReset {
            _ = care[port]?.ladder.takePending()
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
        modems[port]?.phase = .fault(LineFault(state: .failed, .modemSilent(.allPorts(care[port]?.failure))))
        look(at: port, after: .milliseconds(next.wait))
    }
}
