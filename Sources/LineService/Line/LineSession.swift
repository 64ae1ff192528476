import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import NIOCore
import SMSCodec
import Vocabulary

/// One session of a line with its modem, from the open port to its loss.
///
/// It performs the effects of ``LineCore`` and decides nothing itself.
actor LineSession {
    let runner: LineRunner
    let modem: Modem
    /// The place of the modem, and which one is expected there.
    let place: ModemPlace
    /// The present settings of the line.
    nonisolated var setup: LineSetup { runner.setup }
    let store: EventStore
    let clock: ServiceClock
    let wake: WakeSignal

    /// The state of the line's work and its decisions.
    private(set) var core: LineCore
    /// Watches the SIM during set-up.
    var startingSIM = SIMWatch()
    /// The modem's settings after set-up; nil before the first reading.
    var settingsAfterSetUp: SettingsSnapshot?
    /// The encoded parts of the reply being sent.
    var encoded: [EncodedPDU] = []
    /// The reply being sent.
    var outgoing: OutgoingReply?
    /// What received texts show about the clocks of their service centres.
    var centreClocks = ServiceCentreClocks()

    /// The resources for performing call effects.
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

    /// Sets the modem up and works until it is lost, the port must be released, or the service stops.
    func run() async throws {
        let listening = Task { await listen() }
        defer { listening.cancel() }
        do {
            let facts = try await bringUp()
            await writeNotes()
            ask(ofCalls: .identified)
            // Rendering a message for the first time takes a moment; texts do not wait longer than this.
            await waitForCalls(atMost: .seconds(2)) { !$0.isLookingForVoice }
            await takeOverRingingCall()
            core.begin(facts, at: .now())
            performCalls()
            tell(.voice(missing: missingVoice))
            try await performUntilReleased()
        } catch {
            await performReleaseEffects()
            throw error
        }
        await performReleaseEffects()
    }

    /// Performs effects one by one; returns when the port must be released, throws when it is lost.
    private func performUntilReleased() async throws {
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

    /// Returns the unfinished reply to the store, and writes pending notes.
    private func performReleaseEffects() async {
        for effect in core.releaseEffects() { _ = await perform(effect) }
    }

    /// The facts that the core needs, read in the same step in which they are used.
    var world: LineWorld {
        let (facts, setup) = (runner.facts, setup)
        return LineWorld(
            ending: facts.ending, isPaused: facts.pause != nil, releasesPort: facts.pause?.releasesPort == true,
            hasPort: modem.hasPort, latestCallIndication: Uptime(modem.latestCallIndication),
            permission: store.permission,
            rules: setup.rules, answerAfterRings: setup.answerAfterRings,
            letsRefusedCallersRing: setup.letsRefusedCallersRing, balance: setup.balance)
    }

    private func listen() async {
        for await event in modem.events {
            change { $0.heard(event, at: .now()) }
            switch event {
            case .sim(let sign): startingSIM.note(sign, at: .now())
            // The modem restarted, so the command in flight will never be answered.
            case .restarted: Task { await closePort() }
            default: break
            }
        }
        change { $0.portLost(at: .now()) }
    }

    /// Starts every call effect that may run now; the lanes run in parallel.
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

    /// Changes the core and starts the effects that follow.
    func change(_ body: (inout LineCore) -> Void) {
        body(&core)
        performCalls()
        wake.wake()
    }

    // MARK: Requests from other actors

    /// Passes an outside event to the line's work.
    func tell(_ request: WorkRequest) {
        core.asked(request, at: .now())
        wake.wake()
    }

    /// Reacts to changed settings of the line.
    func settingsChanged() async {
        tell(.settingsChanged)
        await messageMayHaveChanged()
    }

    /// Releases the port after the send in flight; other commands are aborted.
    func releasePort() async {
        change { $0.releasePort(at: .now()) }
        if core.mayCloseNow(in: world, at: .now()) { await closePort() }
    }

    /// Closes the port at once.
    func closePort() async {
        await modem.close()
    }

    /// How long the line has had no network, for the next session.
    var network: NetworkWatch { core.work.network }

    /// The line's context for the store, at this moment.
    func context() -> LineContext { setup.context(sim: core.work.iccid, isRoaming: core.work.isRoaming) }

    /// Whether the port is lost or must be opened again.
    var isLost: Bool { core.work.end != nil }

    /// Notes that the store cannot write.
    func storageFailed(_ error: StoreError) { tell(.storageFailed(error)) }

    /// Writes pending notes: outcomes of replies and facts about calls.
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
