import LineCore
import Vocabulary

/// The recovery state of one device's modem, kept while the modem is lost or reset, and when lines change.
struct DeviceRecovery {
    /// The state of the recovery ladder.
    var ladder = RecoveryLadder()
    /// The line that worked on it last.
    var line: String?
    /// Its identifier when it was last seen.
    var identifier: String?
    /// Why its USB port cannot be reset; nil when it can be, or was not tried.
    var resetFailure: ResetFailure?

    /// Why the recovery ladder has ended; nil while it continues.
    var failure: ResetFailure? {
        // A device that is about to be reset may come back.
        guard ladder.wasReset, ladder.pending != .usbReset else { return nil }
        return resetFailure ?? .noHelp
    }

    /// The notice for a fault: its own, or for a silent modem whose ladder has ended, why it stays silent.
    func notice(of fault: LineFault) -> Notice {
        guard fault.isUnresponsive, let failure else { return fault.notice }
        return fault.notice.code == .notAModem
            ? .notAModem(.unresponsive(failure)) : .modemSilent(.unresponsive(failure))
    }

    /// The device was plugged in, or came back.
    mutating func appeared(_ identifier: String, at now: Uptime) {
        ladder.appeared(at: now)
        if !ladder.wasReset { resetFailure = nil }
        if let known = self.identifier, known != identifier { line = nil }
        self.identifier = identifier
    }

    /// Notes that the modem answers commands again; it may still fail later.
    mutating func answered() {
        resetFailure = nil
    }
}
