import LinePolicy
import Vocabulary

/// The life of one line while its port is open: its work and its calls, side by side; a value.
///
/// What was heard, asked and done goes in; ``nextWork(in:at:)`` and ``nextCall(_:in:at:)`` give what to do now, with all that
/// permits it checked in that very step. What one of the two has to know of the other is passed on here.
package struct LineCore: Sendable {
    /// Messages, SIM, network, replies.
    package private(set) var work: WorkLane
    /// Calls and the voice.
    package private(set) var calls: CallLane
    /// The calls that were seen to their end, as far as the work was told.
    private var settledCalls = 0
    /// The port is to be given up.
    private var isReleasingPort = false

    /// The line whose port was just opened, with what it knows from before.
    package init(network: NetworkWatch = NetworkWatch(), calls memory: CallLane.Memory = CallLane.Memory()) {
        work = WorkLane(network: network)
        calls = CallLane(memory: memory)
    }

    /// The modem is brought up, and this is what it is.
    package mutating func begin(_ facts: ModemFacts, at now: Uptime) {
        calls.asked(.broughtUp, at: now)
        work.begin(facts, at: now)
    }

    // MARK: In

    /// What the modem says unasked.
    package mutating func heard(_ event: ModemEvent, at now: Uptime) {
        work.heard(event, at: now)
        calls.heard(event, at: now)
    }

    /// What is heard of the sound of a call.
    package mutating func heard(_ sound: SoundEvent, of call: Int, at now: Uptime) {
        calls.heard(sound, of: call, at: now)
    }

    /// What is asked of the work, or told to it.
    package mutating func asked(_ request: WorkRequest, at now: Uptime) { work.asked(request, at: now) }

    /// What is asked of the calls.
    package mutating func asked(_ request: CallRequest, at now: Uptime) { calls.asked(request, at: now) }

    /// The port is to be given up, after what is being sent or said.
    package mutating func releasePort(at now: Uptime) {
        isReleasingPort = true
        work.asked(.releasePort, at: now)
        calls.asked(.giveUpPort, at: now)
    }

    /// The port is gone.
    package mutating func portLost(at now: Uptime) {
        work.asked(.portLost, at: now)
        calls.asked(.modemLost, at: now)
    }

    // MARK: Out

    /// The one thing for the work of the line to do now; nil = nothing.
    package mutating func nextWork(in world: LineWorld, at now: Uptime) -> WorkEffect? {
        work.next(in: workWorld(in: world, at: now), at: now)
    }

    /// What came of it.
    package mutating func done(_ result: WorkResult, at now: Uptime) { work.done(result, at: now) }

    /// The one thing for this lane of the calls to do now; nil = nothing.
    package mutating func nextCall(_ lane: CallLane.Lane, in world: LineWorld, at now: Uptime) -> CallEffect? {
        while let effect = calls.next(lane, in: callWorld(in: world), at: now) {
            guard case .bringUpAfresh(let loss) = effect else { return effect }
            work.asked(.giveUp(end(after: loss, in: world)), at: now)
            calls.done(.finished, in: lane, at: now)
        }
        return nil
    }

    /// What came of it.
    package mutating func done(_ result: CallOutcome, in lane: CallLane.Lane, at now: Uptime) {
        calls.done(result, in: lane, at: now)
    }

    /// Passes on what the calls have come to; called once their lanes have nothing more to do.
    package mutating func settleCalls(at now: Uptime) {
        guard calls.settled != settledCalls else { return }
        settledCalls = calls.settled
        work.asked(.callIsOver, at: now)
    }

    /// What is in hand when the port is given up goes back, and what is known is written down, in this order.
    package mutating func bringBack() -> [WorkEffect] { work.bringBack() }

    /// The port may be closed at once: it is to be given up, and nothing is being sent or said.
    package func mayCloseNow(in world: LineWorld, at now: Uptime) -> Bool {
        work.mayCloseNow(in: workWorld(in: world, at: now), at: now)
    }

    // MARK: The world as each of them sees it

    private func workWorld(in world: LineWorld, at now: Uptime) -> WorkWorld {
        WorkWorld(
            ending: world.ending, isPaused: world.isPaused, releasesPort: world.releasesPort,
            hasCall: calls.isBusy || calls.mayRing(latestIndication: world.latestCallIndication, at: now),
            isCallAnswered: calls.isAnswered, permission: world.permission, rules: world.rules)
    }

    private func callWorld(in world: LineWorld) -> CallWorld {
        CallWorld(
            mode: world.rules.calls, answerAfterRings: world.answerAfterRings,
            letsRefusedCallersRing: world.letsRefusedCallersRing, isLeaving: isReleasingPort || world.givesUpPort,
            hasStorageFault: work.storageFault != nil,
            answersNobody: work.isRoaming && !world.rules.answersWhileRoaming, permission: world.permission)
    }

    /// The modem has to be brought up afresh; for this reason, unless it is its port that went.
    private func end(after loss: CallLoss, in world: LineWorld) -> PortReleaseReason {
        guard world.hasPort else { return .modem(.lost) }
        switch loss {
        case .silent(let command): return .modem(.silent(command: command))
        case .callNotEnded: return .callNotEnded
        }
    }
}
