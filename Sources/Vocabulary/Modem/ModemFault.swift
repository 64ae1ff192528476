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
    /// It has text mode alone, in which a message cannot be read as it was written.
    case textModeOnly(answer: String)
    /// The SIM wants its PIN.
    case simPIN
    /// The SIM wants its PUK.
    case simPUK
    /// The SIM or the modem wants something no program may give it.
    case simLocked(SIMLock)
    /// A command the line cannot do without was refused.
    case refused(command: String, answer: String)
}
