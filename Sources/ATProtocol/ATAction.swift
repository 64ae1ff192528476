/// What the owner of the port has to do after one input, in this order.
public enum ATAction: Sendable, Hashable {
    /// Write these bytes to the port.
    case write([UInt8])
    /// Start this timer, which is not running at that moment.
    case start(ATTimer, milliseconds: Int)
    /// Stop this timer; it must not be fired afterwards.
    case cancel(ATTimer)
    /// The body is written by the action that follows: from here on the network may have the message.
    case bodyWritten
    /// The command in flight, or the re-synchronisation, is over.
    case finished(ATResponse)
    /// The modem said something on its own.
    case indication(ATIndication)
    /// The dialogue rejected the command and wrote nothing.
    case rejected(ATRejection)
}

/// The timers of a dialogue.
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
    /// The wait for the PDU of a message handed over (`+CMT`); it runs with or without a command in flight.
    case delivery
}

/// Why the dialogue rejected a command.
public enum ATRejection: Sendable, Hashable {
    /// Another command, or a re-synchronisation, is in flight.
    case busy
    /// An earlier command timed out and its answer may still come: re-synchronise first.
    case desynchronised
}
