/// An unsolicited event of a modem, independent of its AT dialect.
public enum ModemEvent: Hashable, Sendable {
    /// A message waits in a slot; an index of -1 names none.
    case stored(memory: String, index: Int)
    /// A message that the modem does not store, as hex, and the octets its TPDU should have, where that is known.
    case direct(hex: String, length: Int?)
    /// Unannounced hex: a message delivered without its header, if it can be decoded.
    case stray(hex: String)
    /// A memory is full, or something was lost on the wire, so all memories must be read.
    case sweepNeeded
    /// The registration changed (3GPP TS 27.007 7.2).
    case registration(NetworkDomain, status: Int)
    /// The modem restarted and has forgotten its settings.
    case restarted
    /// The modem seems to have restarted without an indication.
    case settingsLost
    /// The SIM may be missing or replaced.
    case sim(SIMIndication)
    /// A call rings.
    case ring
    /// Who calls; an empty number is a withheld one. `type` as in 3GPP TS 24.008 10.5.4.7.
    case caller(number: String, type: Int?)
    /// Another call waits during a call.
    case waitingCaller(number: String, type: Int?)
    /// The caller pressed a key: `0` to `9`, `*`, `#`, `A` to `D`.
    case key(Character)
    /// The modem accepts the sound of a call again, or stops accepting it for now.
    case audioFlow(isOpen: Bool)
    /// A text of the network's service menu (USSD).
    case networkText(NetworkText)
    /// The call is over.
    case callEnded
    /// An indication that no line needs.
    case none
}
