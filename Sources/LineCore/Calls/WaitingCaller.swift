import Vocabulary

/// A caller during an active call, who gets the busy tone and a text by the rules for rejected calls.
struct WaitingCaller: Hashable, Sendable {
    /// Its phase.
    enum Phase: Hashable {
        /// Being recorded and judged.
        case deciding
        /// Recorded; nil = that was not possible.
        case decided(event: Int64?, isRefused: Bool)
        /// To be given the busy tone.
        case refusing(event: Int64?)
        /// Finished; remembered, because modems repeat the indication.
        case over
    }

    let id: Int
    let caller: Caller
    let since: Uptime
    var phase = Phase.deciding

    /// Its record for the store.
    var record: CallRecord { CallRecord(caller: caller, since: since, isDuringCall: true) }
}

/// The search for a call that this session did not answer, at the start of a session and once a minute.
enum StrayCallSearch: Hashable {
    /// Reading the list for an active call.
    case asking
    /// Hanging up, again at `next`.
    case ending(number: String?, attempts: Int, next: Uptime)
    /// Switching the radio off and on.
    case forcing
    /// Reading the list for a ringing call.
    case ringing
}
