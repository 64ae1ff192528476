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
/// It performs what ``LineCore`` asks for, and decides nothing.
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

    /// What the line knows and wants.
    private(set) var core: LineCore
    /// The SIM while the modem is brought up.
    var startingSIM = SIMWatch()
    /// What was in force in the modem after it was set up; nil before the first look.
    var standing: SettingsSnapshot?
    /// The parts of the reply in hand as they are sent.
    var encoded: [EncodedPDU] = []
    /// The reply in hand.
    var outgoing: OutgoingReply?
    /// What the texts say about the clocks of their service centres.
    var centreClocks = ServiceCentreClocks()

    /// What performing the effects of calls takes.
    var callResources = CallResources()

    init(runner: LineRunner, modem: Modem, place: ModemPlace, network: NetworkWatch, callMemory: CallMemory) {
        self.runner = runner
        self.modem = modem
        self.place = place
        core = LineCore(network: network, calls: callMemory.lane)
        callResources.trialPrompt = callMemory.trialPrompt
        store = runner.store
        clock = runner.clock
        wake = WakeSignal(eventLoop: runner.group.next())
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
            core.begin(facts, at: .now())
            performCalls()
            tell(.voice(missing: missingVoice))
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
            if let effect = core.nextWork(in: world, at: .now()) {
                let result = await perform(effect)
                core.done(result, at: .now())
            } else if let end = core.work.end {
                guard end == .released else { throw LineFault(end) }
                return await waitForCalls { !$0.isAnswered }
            } else {
                await wake.wait(atMost: milliseconds(until: core.work.due))
            }
        }
    }

    /// Gives back what is in hand, and writes down what is known.
    private func bringBack() async {
        for effect in core.bringBack() { _ = await perform(effect) }
    }

    /// What there is of the world, read in the step in which it is used.
    var world: LineWorld {
        let (facts, setup) = (runner.facts, setup)
        return LineWorld(
            ending: facts.ending, isPaused: facts.pause != nil, releasesPort: facts.pause?.releasesPort == true,
            hasPort: modem.hasPort, latestCallIndication: Uptime(modem.latestCallIndication),
            permission: store.permission,
            rules: setup.rules, answerAfterRings: setup.answerAfterRings,
            letsRefusedCallersRing: setup.letsRefusedCallersRing)
    }

    private func listen() async {
        for await event in modem.events {
            change { $0.heard(event, at: .now()) }
            switch event {
            case .sim(let sign): startingSIM.note(sign, at: .now())
            // Whatever is in flight will never be answered by this start of the modem.
            case .restarted: Task { await closePort() }
            default: break
            }
        }
        change { $0.portLost(at: .now()) }
    }

    /// Begins every effect of calls that may happen now, each lane side by side with the others.
    func performCalls() {
        var hasMore = true
        while hasMore {
            hasMore = false
            for lane in CallLane.Lane.allCases {
                guard let effect = core.nextCall(lane, in: world, at: .now()) else { continue }
                hasMore = true
                Task {
                    let result = await perform(effect)
                    change { $0.done(result, in: lane, at: .now()) }
                }
            }
        }
        core.settleCalls(at: .now())
        setCallAlarm()
        wakeWaiters()
    }

    /// Tells the core something, and does what follows from it.
    func change(_ body: (inout LineCore) -> Void) {
        body(&core)
        performCalls()
        wake.wake()
    }

    // MARK: Asked from outside

    /// Tells the work of the line what happened outside it.
    func tell(_ request: WorkRequest) {
        core.asked(request, at: .now())
        wake.wake()
    }

    /// The settings of the line may be other ones now.
    func settingsChanged() async {
        tell(.settingsChanged)
        await messageMayHaveChanged()
    }

    /// Gives the port up after the send in flight; whatever else is being said to the modem is cut off.
    func releasePort() async {
        change { $0.releasePort(at: .now()) }
        if core.mayCloseNow(in: world, at: .now()) { await closePort() }
    }

    /// Gives the port up at once.
    func closePort() async {
        await modem.close()
    }

    /// How long the line has had no network, for the next session.
    var network: NetworkWatch { core.work.network }

    /// How the store is told about this line at this moment.
    func context() -> LineContext { setup.context(sim: core.work.iccid, isRoaming: core.work.isRoaming) }

    /// The port is lost, or has to be opened afresh.
    var isLost: Bool { core.work.end != nil }

    /// The disk takes nothing.
    func storageFailed(_ error: StoreError) { tell(.storageFailed(error)) }

    /// Writes down what happened and is not written yet: outcomes, and what is known of calls.
    func writeNotes() async {
        if case .storeFailed(let error) = await perform(.writeNotes(confirmed: [])) {
            tell(.storageFailed(error))
        }
    }

    func milliseconds(until moment: Uptime?) -> Int64 {
        guard let moment else { return 60_000 }
        return max((moment - .now()).milliseconds, 0) + 1
    }
}
