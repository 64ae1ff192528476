/// Why a modem cannot work now.
public enum ModemFault: Error, Hashable, Sendable {
    /// The port was lost: the modem was pulled out or has restarted.
    case lost
    /// The device answers nothing that looks like AT.
    case notAModem
    /// The modem stopped answering.
    case silent(command: String)
    /// No SIM in the modem.
    case simMissing
    /// The SIM does not come up.
    case simBusy(answer: String)
    /// The message store does not come up.
    case storeBusy(answer: String)
    /// It has only text mode, in which a message cannot be read exactly.
    case textModeOnly(answer: String)
    /// The SIM requires its PIN.
    case simPIN
    /// The SIM requires its PUK.
    case simPUK
    /// The SIM or the modem requires a code that no program may enter.
    case simLocked(SIMLock)
    /// A command that the line needs was refused.
    case refused(command: String, answer: String)
}
