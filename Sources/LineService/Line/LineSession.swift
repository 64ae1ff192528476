import EventStore
import LineCore
import LinePolicy
import Modems
import NIOCore
import SMSCodec
import Vocabulary

/// One modem at work for one line, from the open port to its loss: bring-up, first sweep, then one piece of work at a time.
///
/// Order of work: what was delivered directly, what was announced, the sweep, the next reply; and a reply that is due before
/// them where they have taken long.
actor LineSession {
    let runner: LineRunner
    let modem: Modem
    /// Where the modem was found, and what is expected there.
    let place: ModemPlace
    /// The settings of the line, as they are at this moment.
    nonisolated var setup: LineSetup { runner.setup }
    let store: EventStore
    let clock: ServiceClock
    let wake: WakeSignal

    var pending = PendingWork()
    var calls = CallDesk()
    /// A call of which nothing was heard yet.
    var unheardRing = UnheardRing()
    /// The call being seen through.
    var callTask: Task<Void, Never>?
    /// What its `call_ended` will say, as far as it is known.
    var callDetails: Details = [:]
    /// Those who called during it.
    var knocks: [CallDesk.Caller] = []
    /// What the line knows of its voice; nil before the first look.
    var voice: LineVoice?
    /// When to look again for what the line lacks to speak.
    var nextVoiceLook = Uptime.zero
    /// The operator's message may be another one since the last look.
    var isVoiceStale = false
    /// The look in progress.
    var voiceTask: Task<Void, Never>?
    /// Got ready for the caller who rings.
    var speech: Speech?
    /// The call that was answered, while it lasts.
    var conversation: Conversation?
    /// The modem is brought up, and asked for calls that were there before.
    var isBroughtUp = false
    var isLost = false
    /// Why, where it was not the port that went.
    var loss: LineFault?
    /// The port is to be given up: no further send begins.
    var isLettingGo = false
    /// A reply is being sent, a part of it perhaps between `AT+CMGS` and its final result.
    var isSending = false
    /// `status` shows what the line knows of itself.
    var conditionIsShown = true
    /// The SIM has no number of a service centre: nothing can be sent.
    var lacksServiceCentre = false
    /// New messages are announced; else they are looked for.
    var isAnnounced = true
    /// How full the memory for new messages was at the last look.
    var fill: MemoryFill?
    /// SM and ME are two names of one memory.
    var memoriesAreMirrored = false
    /// Whether the line's own SIM is in.
    var sim = SIMWatch()
    /// Why there is none.
    var simFault = ModemFault.simMissing
    /// What was in force in the modem after it was set up; nil before the first look.
    var standing: StandingSettings?
    var nextSettingsCheck = Uptime.zero
    /// The modem seems to have forgotten what was set up.
    var isForgetful = false
    /// When it was set up again.
    var lastSetUp = Uptime.zero
    /// When the radio may be switched on where it is found off.
    var radioMend = RadioMend()
    /// What the network says, now and to be shown.
    var registration = RegistrationWatch()
    /// Whether voice over LTE is registered, at the last look.
    var ims: IMSState?
    var nextHealthCheck = Uptime.zero
    /// Deletions the modem confirmed and the store does not know of yet.
    var confirmed: [Slot] = []
    /// The reply that is being sent, or whose further parts are held.
    var inHand: ReplyInHand?
    /// Its parts as they are sent.
    var encoded: [EncodedPDU] = []
    /// Whose turn it is.
    var turns = Turns()
    /// The earliest time of the next send of this SIM.
    var nextSend = Uptime.zero
    var nextSweep = Uptime.zero
    var nextRegistrationCheck = Uptime.zero
    var nextReplyCheck = Uptime.zero
    /// When to look again after something failed.
    var lookAgain = LookAgain()
    /// Something failed since the last look began.
    var lookFailed = false
    /// What waited in the memories before this session is not looked through yet.
    var isFirstLook = true
    /// The memories that cannot be listed.
    var troubles = TroubledMemories()
    /// What was deleted and is not proved to be gone.
    var deletions = DeletionWatch()
    /// A look at whether this modem deletes is on its way, or was taken.
    var deletionIsProven = false
    /// What the texts say about the clocks of their service centres.
    var centreClocks = ServiceCentreClocks()
    /// Storage cannot be written: nothing is read, deleted or answered until a commit works again.
    var storageFault: String?

    init(runner: LineRunner, modem: Modem, place: ModemPlace) {
        self.runner = runner
        self.modem = modem
        self.place = place
        store = runner.store
        clock = runner.clock
        wake = WakeSignal(eventLoop: runner.group.next())
    }

    /// Brings the modem up and works until it is lost, the port is to be released, or the service stops.
    func run() async throws {
        let listening = Task { await listen() }
        defer { listening.cancel() }
        do {
            try await bringUp()
            await writeNotes()
            prepareVoiceAgain()
            // A message that is made for the first time takes a moment; texts do not wait for it longer.
            await waitForVoice(atMost: .seconds(2))
            await takeOverRingingCall()
            isBroughtUp = true
            nextSend = .now() + .milliseconds(try await untilNextSend())
            centreClocks = ServiceCentreClocks(offsets: try await store.serviceCentreOffsets())
            try await sweep()
            await runner.worked(attached: modem.identity)
            try await workUntilLost()
        } catch {
            await bringBack()
            throw error
        }
        await bringBack()
    }

    /// Returns when the port has to be given up; throws when it is lost.
    private func workUntilLost() async throws {
        while !isLost {
            if await runner.givesUpPort {
                if calls.isAnswered { await callTask?.value }
                return
            }
            if try await doNextPiece() { continue }
            await wake.wait(atMost: untilNextPiece())
        }
        throw loss ?? LineFault(ModemFault.lost)
    }

    /// How much of the interval since the SIM's last send is left, also over a restart.
    func untilNextSend() async throws -> Int64 {
        guard let last = try await store.newestSubmission(sim: context().sim) else { return 0 }
        let left = last + setup.rules.minSendInterval - (await clock.now())
        return min(max(left, .zero), setup.rules.minSendInterval).milliseconds
    }

    /// Waits until what is known of a call is written down; the port is closed, so that is soon.
    func waitForCall() async { await callTask?.value }

    private func listen() async {
        for await event in modem.events {
            note(event)
            wake.wake()
        }
        isLost = true
        calls.hasEnded()
        conversation?.end(.fault)
        wake.wake()
    }

    /// The operator paused or resumed the line: held replies may go, or no more may.
    func conditionsChanged() async {
        replyMayGo()
        conditionIsShown = false
        wake.wake()
    }

    /// Gives the port up after the send in flight; whatever else is being said to the modem is cut off.
    func letGo() async {
        isLettingGo = true
        wake.wake()
        conversation?.end(.service)
        // A call that stands is hung up on first.
        if !isSending, !calls.isAnswered { await closePort() }
    }

    /// Gives the port up at once.
    func closePort() async {
        await modem.close()
    }

    /// Does the most urgent piece of work; false when there is none now.
    private func doNextPiece() async throws -> Bool {
        if registration.settle(at: .now()) {
            conditionIsShown = false
            if registration.isRegistered { _ = await runner.note(isRegistered: true) }
        }
        if !conditionIsShown { await showCondition() }
        if let step = sim.step(at: .now()) {
            try await follow(step)
            return true
        }
        if let hand = inHand, hand.due <= .now(), await workOnReply() { return true }
        // What comes now may be another SIM's, and what is planned is this one's.
        guard sim.mayWork else { return false }
        if isForgetful {
            try await setUpAgain()
            return true
        }
        if turns.isReplys, try await sendNextReply() { return true }
        if storageFault == nil, !pending.direct.isEmpty {
            try await ingest(direct: pending.takeDirect())
            return true
        }
        if let fetch = pending.takeFetch() {
            try await perform(fetch)
            return true
        }
        if nextSweep <= .now() {
            try await sweep()
            return true
        }
        if !isRegistered, nextRegistrationCheck <= .now() {
            try await checkRegistration()
            return true
        }
        return try await sendNextReply()
    }

    private func untilNextPiece() -> Int64 {
        // Without its SIM the line only waits for it.
        guard sim.mayWork else {
            return milliseconds(until: [sim.due, registration.due, inHand?.due].compactMap { $0 }.min())
        }
        var moments = [nextSweep]
        if let inHand { moments.append(inHand.due) } else { moments.append(max(nextReplyCheck, nextSend)) }
        if !isRegistered { moments.append(nextRegistrationCheck) }
        moments += [registration.due, sim.due].compactMap { $0 }
        return milliseconds(until: moments.min())
    }
}
