import LinePolicy
import Vocabulary

/// The work of a line while its port is open: what is announced, read, recorded, deleted, answered and watched; a value.
///
/// What was heard, done and asked goes in; ``next(in:at:)`` gives the one thing to do now, with everything that permits it
/// checked in that very step; ``due`` says when to ask again. Order of work: a reply in hand, what was delivered directly,
/// what was announced, the look at everything, the next reply; and a reply that is due before them where they took long.
package struct WorkLane: Sendable {
    /// How often messages are looked for where none are announced.
    package static let polling = Span.seconds(15)

    /// What the modem was found to be; nil until it is brought up.
    var facts: ModemFacts?
    /// Why the port is given up.
    package internal(set) var end: PortReleaseReason?

    /// What has to be done one after the other, the last one first.
    var agenda: [Step] = []
    /// What was handed out and is not done yet, and since when.
    var underWay: (step: Step, since: Uptime)?
    /// The first look is over, and that was told.
    var hasWorked = false

    // MARK: What was announced and looked at

    var pending = PendingWork()
    /// The listings of a look at all memories, until all are there.
    var listings: [(memory: String, messages: [SlotContent])] = []
    /// The last batch left messages to be deleted.
    var hasTaken = false
    /// SM and ME are two names of one memory.
    var memoriesAreMirrored = false
    /// What waited in the memories before this session is not looked through yet.
    var isFirstLook = true
    var nextSweep = Uptime.zero
    var lookBackoff = LookBackoff()
    /// Something failed since the last look began.
    var lookFailed = false
    /// The memories that cannot be listed.
    var unreadableMemories = UnreadableMemories()
    /// What was deleted and is not proved to be gone.
    var deletions = DeletionWatch()
    /// A look at whether this modem deletes is on its way, or was taken.
    var deletionIsProven = false
    /// Deletions the modem confirmed and the store does not know of yet.
    var confirmed: [Slot] = []
    /// Storage cannot be written: nothing is read, deleted or answered until a commit works again.
    package internal(set) var storageFault: StoreError?
    var storageFaultIsShown = true

    // MARK: Replies

    /// The reply that is being sent, or whose further parts are held.
    package internal(set) var inHand: ReplyInHand?
    var turns = Turns()
    /// The earliest time of the next send of this SIM.
    var nextSend = Uptime.zero
    var nextReplyCheck = Uptime.zero
    /// The port is to be given up: no further send begins.
    var isReleasingPort = false
    /// The least time between two sends of this SIM, as it was right before the last effect.
    var interval = Span.zero

    // MARK: The modem, its SIM and its network

    /// Whether the line's own SIM is in.
    var sim = SIMWatch()
    /// Why there is none.
    var simFault = ModemFault.simMissing
    /// The modem seems to have forgotten what was set up.
    var hasLostSettings = false
    var lastSetUp = Uptime.zero
    var nextSettingsCheck = Uptime.zero
    var radioRetry = RadioRetry()
    /// What the network says, now and to be shown.
    package internal(set) var registration = RegistrationWatch()
    /// How long there has been no network; it outlives the port.
    package internal(set) var network: NetworkWatch
    var nextRegistrationCheck = Uptime.zero
    var nextHealthCheck = Uptime.zero

    // MARK: What is shown

    /// `status` shows what the line knows of itself.
    var conditionIsShown = true
    var lacksServiceCentre = false
    var fill: MemoryFill?
    /// What is to be shown of the last look.
    var figures: LineFigures?
    /// Whether voice over LTE is registered, at the last look.
    package internal(set) var ims: IMSState?
    var modemManagerMayTakeIt = false
    var heartbeatFailed = false
    var missingVoice: Notice?
    var clockBehind: Int?

    /// The work of a line whose network was watched so far by `network`.
    init(network: NetworkWatch = NetworkWatch()) {
        self.network = network
    }

    /// The modem is brought up, and this is what it is: the first look at everything begins.
    mutating func begin(_ facts: ModemFacts, at now: Uptime) {
        self.facts = facts
        sim = SIMWatch()
        nextSend = now + facts.pace
        heartbeatFailed = facts.heartbeatFailed
        clockBehind = facts.clockBehind
        registration.replace(with: facts.setUp.registrations, at: now)
        registration.showNow()
        agenda = [.sweep]
    }

    /// The number of the SIM the line was brought up with.
    package var iccid: String? { facts?.iccid }

    /// The network that serves the SIM, or did last, is not its own.
    package var isRoaming: Bool { registration.isRoaming }

    /// What comes now is the line's own SIM's: asked right before it is committed.
    package var mayRecord: Bool { sim.mayWork }

    /// The port may be closed at once: it is to be given up, and nothing is being sent.
    func mayCloseNow(in world: WorkWorld, at now: Uptime) -> Bool {
        isReleasingPort && !world.isCallAnswered && (inHand.map { $0.due > now } ?? true)
    }

    // MARK: In

    /// What the modem says unasked; the work is done later, one thing at a time.
    mutating func heard(_ event: ModemEvent, at now: Uptime) {
        switch event {
        case .stored(let memory, let index): pending.announce(memory: memory, index: index)
        case .direct(let hex, let length): pending.deliver(PendingWork.DirectDelivery(hex: hex, length: length))
        case .stray(let hex): pending.deliver(PendingWork.DirectDelivery(hex: hex, length: nil, wasAnnounced: false))
        case .sweepNeeded: pending.requestSweep()
        case .registration(let domain, let status):
            guard registration.note(domain, status: status, at: now) else { break }
            replyMayGo(at: now)
            // No SIM is exchanged without that.
            if !registration.isRegistered { sim.note(.networkLost, at: now) }
        case .sim(let sign): sim.note(sign, at: now)
        case .settingsLost:
            guard lastSetUp + .seconds(5) <= now else { break }
            hasLostSettings = true
            sim.note(.came, at: now)
        // A modem that restarts has forgotten its settings: the port is opened afresh.
        case .restarted: finish(.modem(.lost))
        case .ring, .caller, .waitingCaller, .key, .audioFlow, .callEnded, .none: break
        }
    }

    /// What is asked or told from outside the modem.
    mutating func asked(_ request: WorkRequest, at now: Uptime) {
        switch request {
        case .conditionsChanged:
            replyMayGo(at: now)
            conditionIsShown = false
        case .settingsChanged:
            replyMayGo(at: now)
            conditionIsShown = false
            // The interval may be another one, and the modem another line's: it is given up with the next look.
            if facts != nil { agenda = [.askPace, .askWhetherOwned] + agenda }
        case .releasePort: isReleasingPort = true
        case .portLost: finish(.modem(.lost))
        case .giveUp(let why): finish(why)
        case .callIsOver: replyMayGo(at: now)
        case .heartbeat(let failed):
            heartbeatFailed = failed
            conditionIsShown = false
        case .voice(let missing):
            if missing != missingVoice { conditionIsShown = false }
            missingVoice = missing
        case .storageFailed(let error): storageFailed(error, at: now)
        case .clockBehind(let quarters):
            if quarters != clockBehind { conditionIsShown = false }
            clockBehind = quarters
        }
    }

    /// A reply may go now that could not before.
    mutating func replyMayGo(at now: Uptime) {
        nextReplyCheck = now
        inHand?.wake(at: now)
    }

    /// Gives the port up; the first reason stays.
    mutating func finish(_ why: PortReleaseReason) {
        if end == nil { end = why }
    }

    // MARK: When

    /// When ``next(in:at:)`` has to be asked again; nil = only after something was heard, done or asked.
    package var due: Uptime? {
        guard facts != nil, end == nil, underWay == nil else { return nil }
        var moments = [registration.due, sim.due, inHand?.due]
        // Without its SIM the line only waits for it.
        if sim.mayWork {
            moments.append(nextSweep)
            if inHand == nil { moments.append(max(nextReplyCheck, nextSend)) }
            if !registration.isRegistered { moments.append(nextRegistrationCheck) }
        }
        return moments.compactMap { $0 }.min()
    }
}
