import Vocabulary

/// Somebody who calls while another call is active: told that the line is busy, and texted by the rules of one who is hung up on.
struct WaitingCaller: Hashable, Sendable {
    /// How far it is.
    enum Phase: Hashable {
        /// Being recorded and judged.
        case deciding
        /// Recorded; nil = that was not possible.
        case decided(event: Int64?, isRefused: Bool)
        /// To be told that the line is busy.
        case refusing(event: Int64?)
        /// Seen to its end; remembered, because modems repeat it.
        case over
    }

    let id: Int
    let caller: Caller
    let since: Uptime
    var phase = Phase.deciding

    /// How the store is told of it.
    var record: CallRecord { CallRecord(caller: caller, since: since, isDuringCall: true) }
}

/// What is looked for when the port is opened, and once a minute: a call that nobody here sees through.
enum StrayCallSearch: Hashable {
    /// The modem is asked for a call that is active.
    case asking
    /// It is hung up on, at `next` for the next time.
    case ending(number: String?, attempts: Int, next: Uptime)
    /// The radio is switched off and on.
    case forcing
    /// The modem is asked for a call that rings.
    case ringing
}
