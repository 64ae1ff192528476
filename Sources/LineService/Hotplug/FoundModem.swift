import ControlAPI
import Modems
import SerialPort
import Vocabulary

/// A device on a USB port, and what is known about it.
struct FoundModem {
    /// What is known about it.
    enum Phase {
        /// Its ports are still appearing, or it is being probed.
        case looking
        /// A modem answered the probe.
        case modem(ProbedModem)
        /// It cannot be used now; it will be probed again.
        case fault(LineFault)
        /// It is not a device that may be written to.
        case other(Notice)
    }

    /// The device in the last scan.
    var device: USBDevice
    /// What is known about it.
    var phase = Phase.looking
    /// The line that uses it; nothing else opens its ports meanwhile.
    var user: String?
    /// It failed and stays with its line, because a modem in this state cannot be identified.
    var stoppedWorking = false
    /// The probe in progress, or the wait for the next one.
    var task: Task<Void, Never>?
    /// The number of failed probes in a row.
    var failures = 0
    /// When it was plugged in.
    let since = Uptime.now()

    init(_ device: USBDevice) {
        self.device = device
    }

    /// The modem, if one answered.
    var probed: ProbedModem? {
        if case .modem(let probed) = phase { probed } else { nil }
    }

    /// Whether it is the same device and was not unplugged in between.
    func isSame(as other: USBDevice) -> Bool {
        device.syspath == other.syspath && device.vendor == other.vendor && device.product == other.product
            && device.number == other.number
    }

    /// Its name in a sentence.
    var words: String { "USB port \(device.port)" }
}

/// The place of a line's modem.
struct ModemPlace: Sendable, Equatable {
    /// The AT port.
    var path: String
    /// The IMEI of the expected modem; nil if the configuration names only a path.
    var imei: String?
    /// The key of its recovery state: the USB port, else the path.
    var key: String
    /// The recovery step to begin with.
    var recovery = RecoveryStep.reopen
}
