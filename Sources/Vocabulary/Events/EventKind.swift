/// What happened.
public enum EventKind: String, CaseIterable, Hashable, Sendable, Codable {
    /// A text arrived; its `reason` says why it is not answered, null = it will be.
    case smsReceived = "sms_received"
    /// A reply was stored and its money reserved.
    case replyPlanned = "reply_planned"
    /// The network took the reply.
    case replySent = "reply_sent"
    /// The reply was definitely not sent.
    case replyFailed = "reply_failed"
    /// It is not known whether the reply was sent; it is never sent again.
    case replyUnknown = "reply_unknown"
    /// A planned reply was cancelled.
    case refused
    /// A call rang.
    case callReceived = "call_received"
    /// A call was answered.
    case callAnswered = "call_answered"
    /// A call was hung up on.
    case callRejected = "call_rejected"
    /// A call is over.
    case callEnded = "call_ended"
    /// A sender said STOP for the first time.
    case senderStopped = "sender_stopped"
    /// Too many distinct senders at once: the line stops replying.
    case raidStarted = "raid_started"
    /// The line is back to normal.
    case raidEnded = "raid_ended"
    /// A limit is nearly used up.
    case budgetWarning = "budget_warning"
    /// A contact was refused because of a limit.
    case budgetExhausted = "budget_exhausted"
    /// The network was asked for the balance of a SIM.
    case balanceRead = "balance_read"
    /// A modem was attached.
    case modemAttached = "modem_attached"
    /// A modem was lost.
    case modemLost = "modem_lost"
    /// The state of a line changed.
    case lineState = "line_state"
    /// An operator's action that must be traceable.
    case operatorAction = "operator_action"
    /// Further texts of one sender and day were counted instead of kept.
    case textsFolded = "texts_folded"
    /// Texts, numbers and records of lines that were old enough were erased.
    case retentionRun = "retention_run"
    /// An alert about the box was written into the spool.
    case notice
    /// The log was signed.
    case headSigned = "head_signed"
}
