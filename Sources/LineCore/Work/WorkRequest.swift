import Vocabulary

/// Requests and facts for a line's work from outside its modem.
package enum WorkRequest: Hashable, Sendable {
    /// A pause, a resume, a reply planned elsewhere, or a clock change.
    case conditionsChanged
    /// Its settings have changed.
    case settingsChanged
    /// Its port must be released.
    case releasePort
    /// The port is gone.
    case portLost
    /// The modem must be set up again from the start.
    case giveUp(PortReleaseReason)
    /// A call is over, so that waiting work may continue.
    case callIsOver
    /// Whether its heartbeat failed.
    case heartbeat(failed: Bool)
    /// Why it cannot speak although it is set to; nil = it can.
    case voice(missing: Notice?)
    /// The store could not write, with the reason.
    case storageFailed(StoreError)
    /// The quarter hours by which the times of a service centre are corrected.
    case clockBehind(quarters: Int?)
}
