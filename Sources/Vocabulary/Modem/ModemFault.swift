/// Why a modem cannot work now; each case is a sentence a volunteer can act on.
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
    /// The SIM wants something no program may give it: a PIN we may not use, a PUK.
    case simLocked(detail: String)
    /// A command the line cannot do without was refused.
    case refused(command: String, answer: String)
}

extension ModemFault: CustomStringConvertible {
    /// What is wrong and what mends it.
    public var description: String {
        switch self {
        case .lost:
            "the modem has gone: plug it in again if it does not come back, on a powered hub if this happens often"
        case .notAModem:
            "the device does not answer AT commands: it is not a modem, or this is not its AT port (a stick often has several)"
        case .silent(let command): "the modem stopped answering (\(command)): it is being brought back"
        case .simMissing:
            "the modem finds no SIM card: put one in, the right way round; plug the modem in again if that is not noticed"
        case .simBusy(let answer): "the SIM card does not come up (\(answer)): take it out, clean it, put it back"
        case .storeBusy(let answer): "the modem's memory for messages does not come up (\(answer)): it is brought back"
        case .textModeOnly(let answer):
            "the modem has no PDU mode (AT+CMGF=0: \(answer)), so it cannot be read: this line needs another modem"
        case .simLocked(let detail): detail
        case .refused(let command, let answer): "the modem refuses \(command) (\(answer))"
        }
    }
}
