import ControlAPI
import Modems
import SerialPort
import Vocabulary

/// A device on a USB port, and how far it is known.
struct FoundModem {
    /// What is known of it.
    enum Phase {
        /// Its ports are still appearing, or it is being asked.
        case looking
        /// A modem answered.
        case modem(ProbedModem)
        /// It cannot be used now; it is looked at again.
        case fault(LineFault)
        /// It is nothing that may be written to.
        case other(Notice)
    }

    /// The device as it was last seen.
    var device: USBDevice
    /// What is known of it.
    var phase = Phase.looking
    /// The line that works on it; nobody else opens its ports meanwhile.
    var user: String?
    /// It did not work the last time, and stays its line's: nothing it says now could tell whose it is.
    var stoppedWorking = false
    /// The look in progress, or the wait for the next one.
    var task: Task<Void, Never>?
    /// Looks that failed in a row.
    var failures = 0
    /// When it was plugged in.
    let since = Uptime.now()

    init(_ device: USBDevice) {
        self.device = device
    }

    /// The modem, where one answered.
    var probed: ProbedModem? {
        if case .modem(let probed) = phase { probed } else { nil }
    }

    /// Whether it is the same device in the same plugging-in.
    func isSame(as other: USBDevice) -> Bool {
        device.syspath == other.syspath && device.vendor == other.vendor && device.product == other.product
            && device.number == other.number
    }

    /// How it is called in a sentence.
    var words: String { "USB port \(device.port)" }
}

/// Where a line finds its modem.
struct ModemPlace: Sendable, Equatable {
    /// The AT port.
    var path: String
    /// The modem that is expected there; nil where the configuration names a path only.
    var imei: String?
    /// What its recovery goes by: the USB port, else the path.
    var key: String
    /// What is done first to bring it back.
    var recovery = RecoveryStep.reopen
}
