/// What a modem says without being asked.
public enum ATIndication: Sendable, Hashable {
    /// `+CMTI`: a message waits in a memory. The index may be -1 or wrong: then the memory has to be listed.
    case messageStored(memory: String, index: Int)
    /// `+CMT`: a message handed over without being stored; the PDU in hexadecimal with its SMSC octets.
    ///
    /// A PDU that contradicts `length` is incomplete; without a readable header it is the lines as printed.
    case messageDirect(pdu: String, length: Int?)
    /// A line that may be a message whose header was lost, or part of a late answer.
    case strayPDU(String)
    /// `+CDSI`: a status report waits in a memory.
    case statusReportStored(memory: String, index: Int)
    /// `+CDS`: a status report handed over without being stored.
    case statusReportDirect(pdu: String, length: Int?)
    /// `+CBM` with its PDU, or `+CBMI` without.
    case cellBroadcast(pdu: String?)
    /// `RING`, or `+CRING` with the kind of call.
    case ring(type: String?)
    /// `+CLIP` (3GPP TS 27.007 clause 7.6). Withheld: an empty number, validity 1 (withheld) or 2 (not available).
    case callerID(number: String, type: Int?, validity: Int?)
    /// `+CCWA`: another call waits during a call.
    case callWaiting(number: String, type: Int?)
    /// `+CLCC` on its own: the state of one call changed.
    case currentCall(CurrentCall)
    /// `NO CARRIER` when no call command is in flight: the call is over.
    case noCarrier
    /// A manufacturer's report of the end of a call, as printed.
    case callEnded(details: String)
    /// A call that ended before it was answered, as printed behind `MISSED_CALL:`.
    case missedCall(details: String)
    /// A key pressed by the caller: `0` to `9`, `*`, `#`, `A` to `D`.
    case dtmf(String)
    /// `+QPCMV: 0,0` and `+QPCMV: 1,0`: the modem cannot accept sound for now, or can again (Quectel).
    case audioFlow(isOpen: Bool)
    /// No room for another message; `memory` is nil when the modem does not name it.
    case storageFull(memory: String?)
    /// `+CREG`, `+CGREG`, `+CEREG`, `+C5GREG`: the registration changed (3GPP TS 27.007 clause 7.2).
    case registration(domain: RegistrationDomain, status: Int)
    /// The SIM was inserted or removed, or wants a code.
    case sim(PINState)
    /// A command about messages was refused because of the SIM.
    case simRefusal
    /// The modem echoes commands again although its echo was off: it has restarted.
    case echoReturned
    /// The modem has started, or a part of it is ready: `RDY`, `+CFUN: 1`, `SMS DONE`...
    case modemReady(String)
    /// The field strength in dBm; nil when it is not known.
    case signal(dBm: Int?)
    /// `+CUSD`: an answer of the network's service menu.
    case ussd(USSDMessage)
    /// A two-line indication whose PDU never came, or a line that was cut.
    case unreadable(String)
    /// A line that the dialogue does not know.
    case other(String)
}
