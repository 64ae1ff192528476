import LineCore
import Vocabulary

/// What was tried to bring the modem of one device back, kept over the loss of its claim, a reset and a change of lines.
struct DeviceRecovery {
    /// What is tried next.
    var ladder = RecoveryLadder()
    /// The line that worked on it last.
    var line: String?
    /// What it was when it was last seen.
    var identifier: String?
    /// Why its USB port cannot be reset; nil where it can be, or nobody tried.
    var resetFailure: ResetFailure?

    /// Why the ladder has come to its end; nil while it has not.
    var failure: ResetFailure? {
        // One that is about to be reset may come back by it.
        guard ladder.wasReset, ladder.pending != .usbReset else { return nil }
        return resetFailure ?? .noHelp
    }

    /// What is said of a fault: as long as the modem may come back by itself, what it says itself.
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

    /// The modem answers commands again; whether it works shows later.
    mutating func answered() {
        resetFailure = nil
    }
}
