import Vocabulary

/// What a line is asked, or told, from outside its modem.
package enum WorkRequest: Hashable, Sendable {
    /// A pause, a resume, a reply that was planned elsewhere, another time.
    case conditionsChanged
    /// Its settings are other ones now.
    case settingsChanged
    /// Its port is to be given up.
    case releasePort
    /// The port is gone.
    case portLost
    /// The modem has to be brought up afresh.
    case giveUp(PortReleaseReason)
    /// A call is over: what waited for its end may go.
    case callIsOver
    /// Whether its heartbeat failed.
    case heartbeat(failed: Bool)
    /// Why it cannot speak though it shall; nil = it can.
    case voice(missing: Notice?)
    /// The store took nothing, and why.
    case storageFailed(StoreError)
    /// So many quarters of an hour are taken out of the times of a service centre.
    case clockBehind(quarters: Int?)
}
