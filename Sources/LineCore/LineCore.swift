import LinePolicy
import Vocabulary

/// The decisions of one line while its port is open: its work and its calls in parallel; a value.
///
/// It takes events, requests and results; ``nextWork(in:at:)`` and ``nextCall(_:in:at:)`` return what to do now, after
/// checking in the same step that it is permitted. It passes on what work and calls must know of each other.
package struct LineCore: Sendable {
    /// Messages, SIM, network, replies.
    package private(set) var work: WorkLane
    /// Calls and the voice.
    package private(set) var calls: CallLane
    /// The number of finished calls reported to the work so far.
    private var settledCalls = 0
    /// The port must be released.
    private var isReleasingPort = false

    /// Makes a line whose port was just opened, with the state kept from before.
    package init(network: NetworkWatch = NetworkWatch(), calls memory: CallLane.Memory = CallLane.Memory()) {
        work = WorkLane(network: network)
        calls = CallLane(memory: memory)
    }

    /// Starts the work after the modem was set up.
    package mutating func begin(_ facts: ModemFacts, at now: Uptime) {
        calls.asked(.broughtUp, at: now)
        work.begin(facts, at: now)
    }

    // MARK: In

    /// Takes an unsolicited event of the modem.
    package mutating func heard(_ event: ModemEvent, at now: Uptime) {
        work.heard(event, at: now)
        calls.heard(event, at: now)
    }

    /// Takes an event of a call's sound.
    package mutating func heard(_ sound: SoundEvent, of call: Int, at now: Uptime) {
        calls.heard(sound, of: call, at: now)
    }

    /// Takes a request or fact for the work.
    package mutating func asked(_ request: WorkRequest, at now: Uptime) { work.asked(request, at: now) }

    /// Takes a request to the calls.
    package mutating func asked(_ request: CallRequest, at now: Uptime) { calls.asked(request, at: now) }

    /// Asks to release the port, after the send or call in progress.
    package mutating func releasePort(at now: Uptime) {
        isReleasingPort = true
        work.asked(.releasePort, at: now)
        calls.asked(.giveUpPort, at: now)
    }

    /// Notes that the port is lost.
    package mutating func portLost(at now: Uptime) {
        work.asked(.portLost, at: now)
        calls.asked(.modemLost, at: now)
    }

    // MARK: Out

    /// The next effect of the line's work; nil = none now.
    package mutating func nextWork(in world: LineWorld, at now: Uptime) -> WorkEffect? {
        work.next(in: workWorld(in: world, at: now), at: now)
    }

    /// Takes its result.
    package mutating func done(_ result: WorkResult, at now: Uptime) { work.done(result, at: now) }

    /// The next effect of a lane of the calls; nil = none now.
    package mutating func nextCall(_ lane: CallLane.Lane, in world: LineWorld, at now: Uptime) -> CallEffect? {
        while let effect = calls.next(lane, in: callWorld(in: world), at: now) {
            guard case .bringUpAfresh(let loss) = effect else { return effect }
            work.asked(.giveUp(end(after: loss, in: world)), at: now)
            calls.done(.finished, in: lane, at: now)
        }
        return nil
    }

    /// Takes its result.
    package mutating func done(_ result: CallOutcome, in lane: CallLane.Lane, at now: Uptime) {
        calls.done(result, in: lane, at: now)
    }

    /// Passes on the results of the calls; called when their lanes have nothing more to do.
    package mutating func settleCalls(at now: Uptime) {
        guard calls.settled != settledCalls else { return }
        settledCalls = calls.settled
        work.asked(.callIsOver, at: now)
    }

    /// The effects at the release of the port: return the unfinished reply, then write pending notes.
    package mutating func releaseEffects() -> [WorkEffect] { work.releaseEffects() }

    /// Whether the port may be closed at once: it must be released, and no send or call is in progress.
    package func mayCloseNow(in world: LineWorld, at now: Uptime) -> Bool {
        work.mayCloseNow(in: workWorld(in: world, at: now), at: now)
    }

    // MARK: The facts for each of them

    private func workWorld(in world: LineWorld, at now: Uptime) -> WorkWorld {
        WorkWorld(
            ending: world.ending, isPaused: world.isPaused, releasesPort: world.releasesPort,
            hasCall: calls.isBusy || calls.mayRing(latestIndication: world.latestCallIndication, at: now),
            isCallAnswered: calls.isAnswered, permission: world.permission, rules: world.rules,
            balance: world.balance)
    }

    private func callWorld(in world: LineWorld) -> CallWorld {
        CallWorld(
            mode: world.rules.calls, answerAfterRings: world.answerAfterRings,
            letsRefusedCallersRing: world.letsRefusedCallersRing, isLeaving: isReleasingPort || world.givesUpPort,
            hasStorageFault: work.storageFault != nil,
            answersNobody: work.isRoaming && !world.rules.answersWhileRoaming, permission: world.permission)
    }

    /// The reason for setting the modem up again after a call, unless its port was lost.
    private func end(after loss: CallLoss, in world: LineWorld) -> PortReleaseReason {
        guard world.hasPort else { return .modem(.lost) }
        switch loss {
        case .silent(let command): return .modem(.silent(command: command))
        case .callNotEnded: return .callNotEnded
        }
    }
}
