import Vocabulary

/// The result of a ``WorkEffect``.
package enum WorkResult: Sendable {
    /// It was done.
    case done
    /// The modem did not do it.
    case failed(ModemFault)
    /// The store did not do it, with the reason.
    case storeFailed(StoreError)
    /// The active call was not ended, so the radio was switched off and on.
    case callNotEnded

    /// The line that the modem belongs to; nil = this one, or none.
    case owner(String?)
    /// The ICCID; nil when it cannot be read now.
    case iccid(String?)
    /// The condition of the SIM.
    case sim(SIMCondition)
    /// Whether the modem's settings are lost.
    case settings(areGone: Bool)
    /// The result of setting the modem up.
    case setUp(ModemSetUp)

    /// The messages of a memory.
    case listed([SlotContent])
    /// The content of a slot; nil = empty.
    case read(SlotContent?)

    /// The batch was committed.
    case recorded(Recorded)
    /// It was no longer permitted to be committed.
    case notRecorded
    /// Whether the notes were written.
    case notes(areWritten: Bool)
    /// How much of the send interval is left.
    case pace(Span)

    /// The next reply, or why there is none.
    case begun(Begun)
    /// The present permission; nil = it must not be sent.
    case permission(Permission?)
    /// Whether the part may be sent.
    case part(PartAnswer)
    /// The outcome of `AT+CMGS`.
    case submitted(SubmitOutcome)

    /// Whether to query the balance.
    case balance(BalanceTurn)
    /// Whether the modem accepted the query.
    case networkTook(Bool)

    /// The networks of the SIM.
    case registrations(Registrations)
    /// The level of `+CFUN`; nil when unknown.
    case radio(level: Int?)
    /// The status of the modem.
    case status(ModemStatus)
}

/// The facts about a modem that was set up.
package struct ModemSetUp: Hashable, Sendable {
    /// The memories that can be read, the one for new messages first.
    package var memories: [String]
    /// Whether new messages are announced.
    package var isAnnounced: Bool
    /// The other port on which the modem announces, if any.
    package var announcementsElsewhere: String?
    /// The networks of the SIM.
    package var registrations: Registrations

    package init(
        memories: [String], isAnnounced: Bool, announcementsElsewhere: String?, registrations: Registrations
    ) {
        self.memories = memories
        self.isAnnounced = isAnnounced
        self.announcementsElsewhere = announcementsElsewhere
        self.registrations = registrations
    }
}

/// A committed ``Batch``.
package struct Recorded: Sendable {
    /// The indices of its messages that were recorded; the others are not for this line.
    package var taken: [Int]
    /// The reply that began with the commit.
    package var started: StartedReply?

    package init(taken: [Int], started: StartedReply?) {
        self.taken = taken
        self.started = started
    }
}

/// A reply committed as `sending` that this session must send.
package enum StartedReply: Sendable {
    /// It has this many encoded parts.
    case ready(OutgoingReply, parts: Int)
    /// It cannot be encoded: what is wrong, and in which field.
    case unencodable(reply: Int64, PDUFault, field: String)
}

/// The store's answer to the request for the next reply.
package enum Begun: Sendable {
    /// This one.
    case reply(StartedReply)
    /// None before this time has passed.
    case notBefore(Span)
    /// None.
    case none
    /// There is no usable clock.
    case noClock
}

/// The store's answer about a further part.
package enum PartAnswer: Sendable {
    /// It may be sent.
    case send(Permission)
    /// Not now.
    case held
    /// The reply is over.
    case over
}

/// The result of reading a modem's status.
package struct ModemStatus: Sendable {
    /// Whether new messages are announced.
    package var isAnnounced: Bool
    /// The other port on which the modem announces, if any.
    package var announcementsElsewhere: String?
    /// How full the memory for new messages is.
    package var fill: MemoryFill?
    /// Values that change seldom; nil = not read this time.
    package var health: Health?
    /// The name of the network.
    package var network: String?
    /// The networks of the SIM.
    package var registrations: Registrations
    /// The signal in dBm.
    package var signal: Int?
    /// ModemManager may take the modem's messages.
    package var modemManagerMayTakeIt: Bool

    package init(
        isAnnounced: Bool, announcementsElsewhere: String?, fill: MemoryFill?, health: Health?, network: String?,
        registrations: Registrations, signal: Int?, modemManagerMayTakeIt: Bool
    ) {
        self.isAnnounced = isAnnounced
        self.announcementsElsewhere = announcementsElsewhere
        self.fill = fill
        self.health = health
        self.network = network
        self.registrations = registrations
        self.signal = signal
        self.modemManagerMayTakeIt = modemManagerMayTakeIt
    }

    /// Values that change seldom.
    package struct Health: Sendable {
        /// Whether voice over LTE is registered.
        package var ims: IMSState
        /// The SIM has no service centre number.
        package var lacksServiceCentre: Bool

        package init(ims: IMSState, lacksServiceCentre: Bool) {
            self.ims = ims
            self.lacksServiceCentre = lacksServiceCentre
        }
    }
}
