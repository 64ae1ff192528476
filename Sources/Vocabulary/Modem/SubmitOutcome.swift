/// The outcome of one `AT+CMGS`, by what may be done next.
public enum SubmitOutcome: Hashable, Sendable {
    /// The network took the message; `reference` is TP-MR as the modem printed it.
    case accepted(reference: Int?)
    /// The message was certainly not sent; it may be tried once more.
    case definite(fault: ReplyFault, bodyWritten: Bool)
    /// The message was certainly not sent, and trying again cannot help.
    case refused(fault: ReplyFault, bodyWritten: Bool)
    /// It is not known whether it was sent, so it must never be sent again.
    case unknown(fault: ReplyFault)
}
