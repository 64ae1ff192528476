import ATProtocol
import EventStore
import Foundation
import LineCore
import LinePolicy
import SMSCodec
import Vocabulary

@testable import LineService
@testable import ModemSimulator
@testable import Modems

/// One line in made-up time: the core decides, this performs, one thing at a time.
final class SimulatedLine {
    let wire: VirtualWire
    let world: StoryWorld
    var store: EventStore
    var coverage = Coverage()
    private(set) var core = LineCore()
    private var network = NetworkWatch()
    private var callMemory = CallLane.Memory()
    private(set) var facts: ModemFacts?
    /// The reply in hand, and its parts.
    var outgoing: OutgoingReply?
    var encoded: [EncodedPDU] = []
    private var lastCallSign = Uptime.zero
    private var nextTick = Uptime.zero
    /// Replies in `sending` that nobody has in hand.
    private var orphans = Overdue<Int64, String>(after: .seconds(30))
    /// Sends that began while a call had rung on the wire.
    var sendsWhileRinging: [String] = []

    /// Writes down what the operator did.
    var operatorTurn: () async -> Void = {}

    init(wire: VirtualWire, world: StoryWorld, store: EventStore) {
        self.wire = wire
        self.world = world
        self.store = store
    }

    var now: Uptime { wire.now }

    /// A reply is in the line's hands.
    var isSending: Bool { core.work.inHand != nil }

    // MARK: Life

    /// Opens the port and works until it is given up; the next try comes after a pause.
    func live() async throws {
        guard wire.open() else { return try await pause(.milliseconds(500)) }
        if wire.machine.calls.standing.contains(where: { $0.state == .incoming }) { coverage.count(.callsDuringPort) }
        wire.heard = { [self] in hear(ModemEvent($0)) }
        core = LineCore(network: network, calls: callMemory)
        defer {
            network = core.work.network
            callMemory = core.calls.memory
            wire.heard = { _ in }
        }
        if let facts = try bringUp() {
            self.facts = facts
            core.asked(.identified, at: now)
            core.asked(.findRingingCall, at: now)
            try await settleCalls { !$0.isLookingForStrayCall }
            core.begin(facts, at: now)
            try await workUntilTheEnd()
            for effect in core.bringBack() { _ = try await perform(effect) }
        }
        core.portLost(at: now)
        try await settleCalls { $0.isIdle }
        facts = nil
        wire.lose()
        try await pause(.seconds(1))
    }

    private func workUntilTheEnd() async throws {
        while !world.isOver(at: now) {
            try await tick()
            if try await performCall() { continue }
            if !wire.isOpen { core.portLost(at: now) }
            if let effect = core.nextWork(in: lineWorld, at: now) {
                world.trace("\(effect)", at: now)
                let result = try await perform(effect)
                world.trace("  \(result)", at: now)
                core.done(result, at: now)
            } else if core.work.end != nil {
                return
            } else {
                try wire.pass(until: [core.work.due, core.calls.due, nextTick].compactMap { $0 }.min() ?? nextTick)
            }
        }
    }

    /// Performs what calls ask for until a condition holds; a minute at most.
    private func settleCalls(until condition: (CallLane) -> Bool) async throws {
        let end = now + .minutes(1)
        while !condition(core.calls), now < end {
            if !(try await performCall()) {
                try wire.pass(until: min(core.calls.due ?? end, now + .seconds(1)))
            }
        }
    }

    private func pause(_ time: Span) async throws {
        let end = now + time
        while now < end {
            try await tick()
            try wire.pass(until: min(end, nextTick))
        }
    }

    /// What the store's ticker does once a second.
    private func tick() async throws {
        guard nextTick <= now else { return }
        nextTick = now + .seconds(1)
        await operatorTurn()
        guard !world.isLocked else { return }
        if store.hasNotes { _ = try await store.writeNotes(now: world.time(at: now)) }
        let time = world.time(at: now)
        if now.milliseconds % 10_000 < 1_000 {
            for reply in orphans.see(try await store.openWork().orphans, at: now) {
                let outcome = Settlement.Outcome.unknown(note: "nobody says how it ended")
                _ = store.keep(.outcome(Settlement(reply: reply, outcome: outcome)), of: StoryWorld.line)
            }
        }
        if now.milliseconds % 60_000 < 1_000 {
            _ = try await store.judgeLate(in: context(), dueBefore: time - .minutes(1), now: time)
        }
    }

    /// A call rings, and the line was told of it.
    var hearsRinging: Bool {
        wire.machine.calls.standing.contains { $0.state == .incoming && $0.ringsHeard > 0 }
            && now - lastCallSign < .seconds(4)
    }

    func tell(_ request: WorkRequest) { core.asked(request, at: now) }
    func tell(ofCalls request: CallRequest) { core.asked(request, at: now) }

    private func hear(_ event: ModemEvent) {
        switch event {
        case .ring, .caller, .waitingCaller:
            lastCallSign = now
            if isSending { coverage.count(.ringsInSending) }
        default: break
        }
        world.trace("heard \(event)", at: now)
        core.heard(event, at: now)
    }

    // MARK: What there is of the world

    private var lineWorld: LineWorld {
        LineWorld(
            ending: nil, isPaused: world.isPaused, releasesPort: false, hasPort: wire.isOpen,
            newestCallSign: lastCallSign, permission: store.permission, rules: world.rules, answerAfterRings: 1,
            letsRefusedCallersRing: false)
    }

    func context() -> LineContext { world.context(sim: facts?.iccid, isRoaming: core.work.isRoaming) }

    // MARK: Calls

    /// Performs one effect of a call; false when there is none now.
    private func performCall() async throws -> Bool {
        for lane in CallLane.Lane.allCases {
            guard let effect = core.nextCall(lane, in: lineWorld, at: now) else { continue }
            world.trace("\(effect)", at: now)
            let outcome = try await perform(effect)
            world.trace("  \(outcome)", at: now)
            core.done(outcome, in: lane, at: now)
            return true
        }
        core.settleCalls(at: now)
        return false
    }

    // MARK: Effects of the work

    private func perform(_ effect: WorkEffect) async throws -> WorkResult {
        try world.mayDie(at: now, line: self)
        do {
            if let result = try askModem(effect) { return result }
            let result = try await askStore(effect)
            try world.mayDie(at: now, line: self)
            return result
        } catch let fault as ModemFault {
            return .failed(fault)
        } catch let error as StoreError {
            coverage.count(.lockedStore)
            return .storeFailed(error.sentence)
        }
    }
}
