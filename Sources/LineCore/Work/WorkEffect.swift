import Vocabulary

/// The effects of a line's work, one at a time: on the modem or the store.
package enum WorkEffect: Hashable, Sendable {
    // MARK: The modem and its SIM

    /// Which line the modem and its SIM belong to; answered by ``WorkResult/owner(_:)``.
    case askOwner
    /// The ICCID; answered by ``WorkResult/iccid(_:)``.
    case askICCID
    /// Whether the SIM is present and unlocked, and which one; answered by ``WorkResult/sim(_:)``.
    case askSIM
    /// Power the SIM off and on.
    case cycleSIMPower
    /// Whether the modem's settings were kept; answered by ``WorkResult/settings(areGone:)``.
    case askSettings
    /// Set the modem up again; answered by ``WorkResult/setUp(_:)``. `areGone` = its settings were lost.
    case setUpAgain(areGone: Bool)
    /// Resynchronise with a modem that left an answer out.
    case resynchronise
    /// End an active call that this session did not answer.
    case endStrayCall

    // MARK: Its memories

    /// List a memory; answered by ``WorkResult/listed(_:)``.
    case list(memory: String)
    /// Read one slot; answered by ``WorkResult/read(_:)``.
    case read(memory: String, index: Int)
    /// Delete slots, on one command line if the modem supports that.
    case delete(memory: String, indices: [Int])
    /// From now on each deletion is a command of its own.
    case deleteSingly
    /// Acknowledge a message that was handed over (`AT+CNMA`).
    case acknowledge

    // MARK: The store

    /// Commit received messages; answered by ``WorkResult/recorded(_:)`` or ``WorkResult/notRecorded``.
    case record(Batch)
    /// Test whether a commit works again.
    case confirmWritable
    /// Write pending notes; answered by ``WorkResult/notes(areWritten:)``.
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
    /// Hand the outcome of a reply to the store.
    case settle(ReplySettlement)

    // MARK: The balance of the SIM

    /// Whether a balance query is due, which is then committed; answered by ``WorkResult/balance(_:)``.
    case beginBalance
    /// Query the network (`AT+CUSD=1`); answered by ``WorkResult/networkTook(_:)``, its text comes as an event.
    case askNetwork(ServiceCode, usesOtherForm: Bool)
    /// End the dialogue with the network (`AT+CUSD=2`).
    case endNetworkDialogue
    /// Store the outcome of the query; answered by ``WorkResult/balance(_:)``.
    case noteBalance(BalanceOutcome)

    // MARK: The network

    /// Read the SIM's networks; answered by ``WorkResult/registrations(_:)``.
    case askRegistrations
    /// Whether the radio is on; answered by ``WorkResult/radio(level:)``.
    case askRadio
    /// Switch it on; it was found at this level of `+CFUN`.
    case switchRadioOn(level: Int)
    /// Switch it off and on.
    case restartRadio

    // MARK: What others see

    /// Read memory, signal and network; answered by ``WorkResult/status(_:)``. `health` = also values that seldom
    /// change.
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
        /// From slots of one memory, each with its slot in the store.
        case stored([StoredMessage])
        /// Handed over by the modem, which keeps no copy.
        case direct(PendingWork.DirectDelivery)
    }

    /// The messages to record.
    package var content: Content
    /// Whether a reply may begin with this commit.
    package var mayStart: Bool
    /// Whether the SIM is roaming.
    package var isRoaming: Bool
    /// Whether they were in the memories before the session began.
    package var isFirstLook: Bool
    /// Slots that are known to be empty.
    package var confirmed: [Slot]
}

/// A message in a slot.
package struct StoredMessage: Hashable, Sendable {
    /// The content, as the modem printed it.
    package var content: SlotContent
    /// Its slot in the store.
    package var slot: Slot
}

/// The outcome of a reply, for the store.
package struct ReplySettlement: Hashable, Sendable {
    /// The outcome.
    package enum Outcome: Hashable, Sendable {
        /// The network accepted every part.
        case sent
        /// It was certainly not sent, and will not be tried again.
        case failed(ReplyFault)
        /// It was certainly not sent, and will be tried once more after this time.
        case retry(ReplyFault, after: Span)
        /// It is unknown whether it was sent.
        case unknown(ReplyFault)
        /// The committed part was not written to the modem.
        case notWritten
    }

    /// The reply's id.
    package var reply: Int64
    /// Its outcome.
    package var outcome: Outcome
    /// Whether the body of the part was written to the modem.
    package var bodyWritten = true
    /// Whether the session keeps it, because its remaining parts may still be sent.
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
    /// Whether the SIM is roaming.
    package var isRoaming: Bool
    /// Whether voice over LTE is registered; nil = not read.
    package var ims: IMSState?
}
