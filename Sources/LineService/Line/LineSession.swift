import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import NIOCore
import SMSCodec
import Vocabulary

/// One modem at work for one line, from the open port to its loss.
///
/// It performs what ``WorkLane`` asks for, one thing at a time, and decides nothing.
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

    /// The messages, the SIM and the network of the line.
    private(set) var work: WorkLane
    /// Why a call wants the port to be opened afresh.
    private var loss: LineFault?
    /// The modem is brought up, and asked for calls that were there before.
    private(set) var isBroughtUp = false
    /// The port is to be given up: no further send begins.
    private(set) var isLettingGo = false
    /// The SIM while the modem is brought up.
    var startingSIM = SIMWatch()
    /// What was in force in the modem after it was set up; nil before the first look.
    var standing: StandingSettings?
    /// The parts of the reply in hand as they are sent.
    var encoded: [EncodedPDU] = []
    /// The reply in hand.
    var outgoing: OutgoingReply?
    /// What the texts say about the clocks of their service centres.
    var centreClocks = ServiceCentreClocks()

    /// The calls and the voice of the line.
    var calls: CallLane
    /// What performing their effects takes.
    var callWork = CallWork()

    init(runner: LineRunner, modem: Modem, place: ModemPlace, network: NetworkWatch, callMemory: CallMemory) {
        self.runner = runner
        self.modem = modem
        self.place = place
        calls = CallLane(memory: callMemory.lane)
        callWork.trialPrompt = callMemory.trialPrompt
        store = runner.store
        clock = runner.clock
        wake = WakeSignal(eventLoop: runner.group.next())
        work = WorkLane(network: network)
    }

    /// Brings the modem up and works until it is lost, the port is to be released, or the service stops.
    func run() async throws {
        let listening = Task { await listen() }
        defer { listening.cancel() }
        do {
            let facts = try await bringUp()
            await writeNotes()
            ask(ofCalls: .identified)
            // A message that is made for the first time takes a moment; texts do not wait for it longer.
            await waitForCalls(atMost: .seconds(2)) { !$0.isLookingForVoice }
            await takeOverRingingCall()
            isBroughtUp = true
            ask(ofCalls: .broughtUp)
            work.begin(facts, at: .now())
            work.asked(.voice(missing: missingVoice), at: .now())
            try await workUntilTheEnd()
        } catch {
            await bringBack()
            throw error
        }
        await bringBack()
    }

    /// Performs one effect after the other; returns when the port has to be given up, throws when it is lost.
    private func workUntilTheEnd() async throws {
        while true {
            if let effect = work.next(in: world, at: .now()) {
                let result = await perform(effect)
                work.done(result, at: .now())
            } else if let end = work.end {
                if end == .released { await waitForCalls { !$0.isAnswered } }
                guard end == .released else { throw loss ?? LineFault(end) }
                return
            } else {
                await wake.wait(atMost: milliseconds(until: work.due))
            }
        }
    }

    /// Gives back what is in hand, and writes down what is known.
    private func bringBack() async {
        for effect in work.bringBack() { _ = await perform(effect) }
    }

    /// What there is of the world, read in the step in which it is used.
    private var world: WorkWorld {
        let facts = runner.facts
        let ending: WorkWorld.Ending? =
            switch facts.ending {
            case .afterReply: .afterReply
            case .afterPart: .afterPart
            case nil: nil
            }
        return WorkWorld(
            ending: ending, isPaused: facts.pause != nil, releasesPort: facts.pause?.releasesPort == true,
            hasCall: calls.isBusy || calls.mayRing(newestSign: Uptime(modem.lastCallSign), at: .now()),
            isCallAnswered: calls.isAnswered, permission: store.permission, rules: setup.rules)
    }

    private func listen() async {
        for await event in modem.events {
            work.heard(event, at: .now())
            switch event {
            case .ring, .caller, .waitingCaller, .key, .audioFlow, .callEnded: heardCall(event)
            case .sim(let sign): startingSIM.note(sign, at: .now())
            // Whatever is in flight will never be answered by this start of the modem.
            case .restarted: Task { await closePort() }
            default: break
            }
            wake.wake()
        }
        tell(.portLost)
        ask(ofCalls: .modemLost)
    }

    // MARK: Asked from outside

    /// Tells the work of the line what happened outside it.
    func tell(_ request: WorkRequest) {
        work.asked(request, at: .now())
        wake.wake()
    }

    /// The settings of the line may be other ones now.
    func settingsChanged() async {
        tell(.settingsChanged)
        await messageMayHaveChanged()
    }

    /// Gives the port up after the send in flight; whatever else is being said to the modem is cut off.
    func letGo() async {
        isLettingGo = true
        tell(.letGo)
        ask(ofCalls: .giveUpPort)
        if work.mayCloseNow(in: world, at: .now()) { await closePort() }
    }

    /// Gives the port up at once.
    func closePort() async {
        await modem.close()
    }

    /// How long the line has had no network, for the next session.
    var network: NetworkWatch { work.network }

    /// How the store is told about this line at this moment.
    func context() -> LineContext { setup.context(sim: work.iccid, isRoaming: work.isRoaming) }

    // MARK: For calls

    /// Why nothing can be written down; nil = it can.
    var storageFault: String? { work.storageFault }

    /// The port is lost, or has to be opened afresh.
    var isLost: Bool { work.end != nil }

    /// The network that serves the SIM, or did last, is not its own.
    var isRoaming: Bool { work.isRoaming }

    /// The modem has to be brought up afresh; for this reason, unless it is its port that went.
    func lose(_ fault: LineFault) {
        if modem.hasPort { loss = loss ?? fault }
        tell(.giveUp(.modem(.lost)))
    }

    /// The disk takes nothing.
    func storageFailed(_ error: StoreError) { tell(.storageFailed(error.sentence)) }

    /// Writes down what happened and is not written yet: outcomes, and what is known of calls.
    func writeNotes() async {
        if case .storeFailed(let sentence) = await perform(.writeNotes(confirmed: [])) {
            tell(.storageFailed(sentence))
        }
    }

    func milliseconds(until moment: Uptime?) -> Int64 {
        guard let moment else { return 60_000 }
        return max((moment - .now()).milliseconds, 0) + 1
    }
}
