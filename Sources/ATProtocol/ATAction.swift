/// What the owner of the port has to do after an input, in order.
public enum ATAction: Sendable, Hashable {
    /// Write these bytes to the port.
    case write([UInt8])
    /// Start this timer. It is not running when this is said.
    case start(ATTimer, milliseconds: Int)
    /// Stop this timer; it must not be fired afterwards.
    case cancel(ATTimer)
    /// The body is written by the action that follows: from here on the network may have the message.
    case bodyWritten
    /// The command in flight, or the re-synchronisation, is over.
    case finished(ATResponse)
    /// The modem said something on its own.
    case indication(ATIndication)
    /// The command was not taken; nothing was written.
    case rejected(ATRejection)
}

/// The clocks of a dialogue.
///
/// At most one of each runs at any time.
public enum ATTimer: Sendable, Hashable, CaseIterable {
    /// The wait for the `> ` prompt.
    case prompt
    /// The wait for the final result.
    case response
    /// The wait for the answer to one probe of a re-synchronisation.
    case probe
    /// The quiet that proves that nothing more follows.
    case settle
    /// The wait for the PDU of a message handed over; it runs beside a command, and without one.
    case delivery
}

/// Why a command was not taken.
public enum ATRejection: Sendable, Hashable {
    /// Another command, or a re-synchronisation, is in flight.
    case busy
    /// An earlier command was given up and its answer may still come: re-synchronise first.
    case desynchronised
}
