import Vocabulary

/// What came of a ``WorkEffect``.
package enum WorkResult: Sendable {
    /// It was done.
    case done
    /// The modem did not do it.
    case failed(ModemFault)
    /// The store did not do it, and why.
    case storeFailed(StoreError)
    /// The call that was active was not ended: the radio was switched off and on.
    case callNotEnded

    /// The line that the modem belongs to; nil = this one, or none.
    case owner(String?)
    /// The number of the SIM; nil where the modem does not tell it now.
    case iccid(String?)
    /// What the modem says of its SIM.
    case sim(SIMCondition)
    /// What was set up does not stand any more.
    case settings(areGone: Bool)
    /// What the modem is like after it was set up.
    case setUp(ModemSetUp)

    /// What a memory holds.
    case listed([SlotContent])
    /// What a slot holds; nil = nothing.
    case read(SlotContent?)

    /// The batch was committed.
    case recorded(Recorded)
    /// It was not to be committed any more.
    case notRecorded
    /// Whether the notes were written down.
    case notes(areWritten: Bool)
    /// How much of the interval is left.
    case pace(Span)

    /// What there is to be sent.
    case begun(Begun)
    /// The permission as it is now; nil = it must not be sent.
    case permission(Permission?)
    /// Whether the part may go.
    case part(PartAnswer)
    /// What the modem said to `AT+CMGS`.
    case submitted(SubmitOutcome)

    /// The networks of the SIM.
    case registrations(Registrations)
    /// The level of `+CFUN`; nil where the modem does not tell.
    case radio(level: Int?)
    /// How the modem is.
    case status(ModemStatus)
}

/// What is known of a modem once it is set up.
package struct ModemSetUp: Hashable, Sendable {
    /// The memories that can be read, the one for new messages first.
    package var memories: [String]
    /// New messages are announced.
    package var isAnnounced: Bool
    /// The port on which the modem announces, where that is another one.
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
    /// Which of its messages are recorded, by their place in it; others are none of ours.
    package var taken: [Int]
    /// The reply that began with the commit.
    package var started: StartedReply?

    package init(taken: [Int], started: StartedReply?) {
        self.taken = taken
        self.started = started
    }
}

/// A reply that is committed as `sending`, and is in the line's hands.
package enum StartedReply: Sendable {
    /// So many parts, ready to be written.
    case ready(OutgoingReply, parts: Int)
    /// It cannot be encoded, and why.
    case unencodable(reply: Int64, String)
}

/// What the store answers to the question for the next reply.
package enum Begun: Sendable {
    /// This one.
    case reply(StartedReply)
    /// None before so long.
    case notBefore(Span)
    /// None.
    case none
    /// There is no usable clock.
    case noClock
}

/// What the store says of a further part.
package enum PartAnswer: Sendable {
    /// It may go.
    case send(Permission)
    /// Not now.
    case held
    /// The reply is over.
    case over
}

/// What a look at a modem shows.
package struct ModemStatus: Sendable {
    /// New messages are announced.
    package var isAnnounced: Bool
    /// The port on which the modem announces, where that is another one.
    package var announcementsElsewhere: String?
    /// How full the memory for new messages is.
    package var fill: MemoryFill?
    /// What changes seldom; nil = not looked at this time.
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

    /// What changes seldom.
    package struct Health: Sendable {
        /// Whether voice over LTE is registered.
        package var ims: IMSState
        /// The SIM has no number of a service centre.
        package var lacksServiceCentre: Bool

        package init(ims: IMSState, lacksServiceCentre: Bool) {
            self.ims = ims
            self.lacksServiceCentre = lacksServiceCentre
        }
    }
}
