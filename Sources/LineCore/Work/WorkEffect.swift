import Vocabulary

/// What the work of a line asks for, one thing at a time: a command to the modem, or a look into the store.
package enum WorkEffect: Hashable, Sendable {
    // MARK: The modem and its SIM

    /// Which line the modem and its SIM belong to; answered by ``WorkResult/owner(_:)``.
    case askOwner
    /// The number of the SIM; answered by ``WorkResult/iccid(_:)``.
    case askICCID
    /// Whether there is a SIM, open, and which; answered by ``WorkResult/sim(_:)``.
    case askSIM
    /// Take the SIM's power and give it back.
    case cycleSIMPower
    /// Whether what was set up is still in force; answered by ``WorkResult/settings(areGone:)``.
    case askSettings
    /// Set the modem up once more; answered by ``WorkResult/setUp(_:)``. `areGone`: it was found to have forgotten.
    case setUpAgain(areGone: Bool)
    /// Find the end of the answers of a modem that left one out.
    case resynchronise
    /// End a call that is active and that nobody sees through.
    case endStrayCall

    // MARK: Its memories

    /// Everything in a memory; answered by ``WorkResult/listed(_:)``.
    case list(memory: String)
    /// What is in one slot; answered by ``WorkResult/read(_:)``.
    case read(memory: String, index: Int)
    /// Delete slots, on one line where the modem honours that.
    case delete(memory: String, indices: [Int])
    /// From now on each deletion is a command of its own.
    case deleteSingly
    /// Acknowledge a message that was handed over (`AT+CNMA`).
    case acknowledge

    // MARK: The store

    /// Commit what was received; answered by ``WorkResult/recorded(_:)`` or ``WorkResult/notRecorded``.
    case record(Batch)
    /// Whether a commit works again.
    case confirmWritable
    /// Write down what happened and is not written yet; answered by ``WorkResult/notes(areWritten:)``.
    case writeNotes(confirmed: [Slot])
    /// How much is left of the interval since the SIM's last send; answered by ``WorkResult/pace(_:)``.
    case askPace

    // MARK: Replies

    /// Take the next reply that is due; answered by ``WorkResult/begun(_:)``.
    case beginReply(confirmed: [Slot])
    /// Whether a reply may still be sent; answered by ``WorkResult/permission(_:)``.
    case askPermission(reply: Int64)
    /// Commit a further part as attempted; answered by ``WorkResult/part(_:)``.
    case commitPart(Int, of: Int64)
    /// Write a part to the modem (`AT+CMGS`); answered by ``WorkResult/submitted(_:)``.
    case submit(part: Int, of: Int64)
    /// Leave with the store what became of a reply.
    case settle(ReplySettlement)

    // MARK: The network

    /// Which network the SIM has; answered by ``WorkResult/registrations(_:)``.
    case askRegistrations
    /// Whether the radio is on; answered by ``WorkResult/radio(level:)``.
    case askRadio
    /// Switch it on; it was found at this level of `+CFUN`.
    case switchRadioOn(level: Int)
    /// Switch it off and on.
    case restartRadio

    // MARK: What others see

    /// Memory, signal and network as they are; answered by ``WorkResult/status(_:)``. `health`: what changes seldom, too.
    case readStatus(health: Bool)
    /// Show these figures.
    case picture(LineFigures)
    /// Show the state of the line.
    case show(LineReport)
    /// The modem is at work.
    case worked
}

/// Messages to be committed in one transaction.
package struct Batch: Hashable, Sendable {
    /// Where they came from.
    package enum Content: Hashable, Sendable {
        /// From slots of one memory, each with its place as the store knows it.
        case stored([StoredMessage])
        /// Handed over by the modem, which keeps no copy.
        case direct(PendingWork.DirectDelivery)
    }

    /// What is to be recorded.
    package var content: Content
    /// A reply may begin with this very commit.
    package var mayStart: Bool
    /// The SIM is in another network than its own.
    package var isRoaming: Bool
    /// They waited in the memories before the line began.
    package var isFirstLook: Bool
    /// Slots that are known to be empty by now.
    package var confirmed: [Slot]
}

/// A message in a slot.
package struct StoredMessage: Hashable, Sendable {
    /// As the modem printed it.
    package var content: SlotContent
    /// Its place as the store knows it.
    package var slot: Slot
}

/// What became of a reply, for the store to write down.
package struct ReplySettlement: Hashable, Sendable {
    /// Its end, or that it is none.
    package enum Outcome: Hashable, Sendable {
        /// Every part was taken by the network.
        case sent
        /// It was certainly not sent, and is not tried again.
        case failed(code: String)
        /// It was certainly not sent, and is tried once more after so long.
        case retry(code: String, after: Span)
        /// Nobody knows.
        case unknown(note: String)
        /// The part that was committed was not written to the modem.
        case notWritten
    }

    /// Its number.
    package var reply: Int64
    /// What became of it.
    package var outcome: Outcome
    /// The body of the part was written to the modem.
    package var bodyWritten = true
    /// It stays in hand: its remaining parts may still go.
    package var staysInHand = false
}

/// Figures of a line that change while it works.
package struct LineFigures: Hashable, Sendable {
    /// How full the memory for new messages is.
    package var fill: MemoryFill?
    /// The signal in dBm.
    package var signal: Int?
    /// The name of the network.
    package var network: String?
    /// The network is not the SIM's own.
    package var isRoaming: Bool
    /// Whether voice over LTE is registered; nil = not looked at.
    package var ims: IMSState?
}
