import LinePolicy
import Vocabulary

/// The work of a line while its port is open: messages, replies, SIM and network; a value.
///
/// It takes events, results and requests; ``next(in:at:)`` returns the next effect after checking in the same step that
/// it is permitted; ``due`` says when to call it again. Order of work: the reply in progress, direct deliveries,
/// announced messages, the look at all memories, the next reply; a due reply comes before them if they took long; then
/// the balance query.
package struct WorkLane: Sendable {
    /// The polling interval when messages are not announced.
    package static let polling = Span.seconds(15)

    /// The facts about the modem; nil until it is set up.
    var facts: ModemFacts?
    /// Why the port is released.
    package internal(set) var end: PortReleaseReason?

    /// The pending steps; the last one is next.
    var agenda: [Step] = []
    /// The step in progress, and its start.
    var underWay: (step: Step, since: Uptime)?
    /// The first look is over and was reported.
    var hasWorked = false

    // MARK: What was announced and looked at

    var pending = PendingWork()
    /// The listings of the present look, until all memories are listed.
    var listings: [(memory: String, messages: [SlotContent])] = []
    /// The last batch left messages to delete.
    var hasTaken = false
    /// SM and ME are two names of one memory.
    var memoriesAreMirrored = false
    /// Messages from before this session have not been read yet.
    var isFirstLook = true
    var nextSweep = Uptime.zero
    var lookBackoff = LookBackoff()
    /// Something failed since the last look began.
    var lookFailed = false
    /// The memories that cannot be listed.
    var unreadableMemories = UnreadableMemories()
    /// Deletions that are not proved yet.
    var deletions = DeletionWatch()
    /// The extra look at whether this modem deletes was requested or done.
    var deletionIsProven = false
    /// Confirmed deletions that the store does not know yet.
    var confirmed: [Slot] = []
    /// Storage cannot be written: nothing is read, deleted or answered until a commit works again.
    package internal(set) var storageFault: StoreError?
    var storageFaultIsShown = true

    // MARK: Replies

    /// The reply that is being sent, or whose remaining parts are held.
    package internal(set) var inHand: ReplyInHand?
    var turns = Turns()
    /// The earliest time of the next send of this SIM.
    var nextSend = Uptime.zero
    var nextReplyCheck = Uptime.zero
    /// The port must be released, so no further send begins.
    var isReleasingPort = false
    /// The minimum interval between sends of this SIM, as of the last effect.
    var interval = Span.zero

    // MARK: The modem, its SIM and its network

    /// Whether the line's own SIM is in.
    var sim = SIMWatch()
    /// Why there is none.
    var simFault = ModemFault.simMissing
    /// The modem seems to have lost its settings.
    var hasLostSettings = false
    var lastSetUp = Uptime.zero
    var nextSettingsCheck = Uptime.zero
    var radioRetry = RadioRetry()
    /// The registration: the present one, and the one shown.
    package internal(set) var registration = RegistrationWatch()
    /// Watches how long there has been no network; kept across sessions.
    package internal(set) var network: NetworkWatch
    var nextRegistrationCheck = Uptime.zero
    var nextHealthCheck = Uptime.zero

    /// The balance of the SIM.
    var balance = BalanceWatch()

    // MARK: What is shown

    /// `status` shows the line's present condition.
    var conditionIsShown = true
    var lacksServiceCentre = false
    var fill: MemoryFill?
    /// The figures of the last look, still to be shown.
    var figures: LineFigures?
    /// Whether voice over LTE is registered, at the last look.
    package internal(set) var ims: IMSState?
    var modemManagerMayTakeIt = false
    var heartbeatFailed = false
    var missingVoice: Notice?
    var clockBehind: Int?

    /// Makes the work of a line; `network` is the watch of earlier sessions.
    init(network: NetworkWatch = NetworkWatch()) {
        self.network = network
    }

    /// Starts the work after the modem was set up, with a look at everything.
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

    /// The ICCID of the SIM with which the line started.
    package var iccid: String? { facts?.iccid }

    /// The standing of the balance.
    package var balanceStanding: BalanceStanding { balance.standing }

    /// Whether the SIM is roaming, or was in its last network.
    package var isRoaming: Bool { registration.isRoaming }

    /// Whether texts now come from the line's own SIM; checked right before a commit.
    package var mayRecord: Bool { sim.mayWork }

    /// Whether the port may be closed at once: it must be released, and no send is in progress.
    func mayCloseNow(in world: WorkWorld, at now: Uptime) -> Bool {
        isReleasingPort && !world.isCallAnswered && (inHand.map { $0.due > now } ?? true)
    }

    // MARK: In

    /// Takes an unsolicited event; the work for it is done later, step by step.
    mutating func heard(_ event: ModemEvent, at now: Uptime) {
        switch event {
        case .stored(let memory, let index): pending.announce(memory: memory, index: index)
        case .direct(let hex, let length): pending.deliver(PendingWork.DirectDelivery(hex: hex, length: length))
        case .stray(let hex): pending.deliver(PendingWork.DirectDelivery(hex: hex, length: nil, wasAnnounced: false))
        case .sweepNeeded: pending.requestSweep()
        case .registration(let domain, let status):
            guard registration.note(domain, status: status, at: now) else { break }
            replyMayGo(at: now)
            // A SIM cannot be exchanged without this indication.
            if !registration.isRegistered { sim.note(.networkLost, at: now) }
        case .sim(let sign): sim.note(sign, at: now)
        case .networkText(let text): balance.heard(text, at: now)
        case .settingsLost:
            guard lastSetUp + .seconds(5) <= now else { break }
            hasLostSettings = true
            sim.note(.came, at: now)
        // A restarted modem has lost its settings: the port is opened again.
        case .restarted: finish(.modem(.lost))
        case .ring, .caller, .waitingCaller, .key, .audioFlow, .callEnded, .none: break
        }
    }

    /// Takes a request or fact from outside the modem.
    mutating func asked(_ request: WorkRequest, at now: Uptime) {
        switch request {
        case .conditionsChanged:
            replyMayGo(at: now)
            conditionIsShown = false
        case .settingsChanged:
            replyMayGo(at: now)
            conditionIsShown = false
            // The interval may have changed, and the modem may belong to another line, which the next look checks.
            if facts != nil { agenda = [.askPace, .askWhetherOwned] + agenda }
            balance.settingsChanged(at: now)
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

    /// Checks for replies now, because one may be permitted that was not before.
    mutating func replyMayGo(at now: Uptime) {
        nextReplyCheck = now
        inHand?.wake(at: now)
    }

    /// Releases the port; the first reason counts.
    mutating func finish(_ why: PortReleaseReason) {
        if end == nil { end = why }
    }

    // MARK: When

    /// When to call ``next(in:at:)`` again; nil = only after another input.
    package var due: Uptime? {
        guard facts != nil, end == nil, underWay == nil else { return nil }
        var moments = [registration.due, sim.due, inHand?.due]
        // Without its SIM the line only waits for the SIM.
        if sim.mayWork {
            moments.append(nextSweep)
            if inHand == nil { moments.append(max(nextReplyCheck, nextSend)) }
            moments.append(balance.due)
            if !registration.isRegistered { moments.append(nextRegistrationCheck) }
        }
        return moments.compactMap { $0 }.min()
    }
}
