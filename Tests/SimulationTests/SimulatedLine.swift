import ATProtocol
import EventStore
import LineCore
import SMSCodec
import Vocabulary

@testable import LineService
@testable import ModemSimulator
@testable import Modems

/// One line in made-up time: the core decides, this performs, one thing at a time.
///
/// What is not said to the modem is done at once, also while the modem is busy; commands of a call go before others.
final class SimulatedLine {
    unowned let box: SimulatedBox
    let index: Int
    let wire: VirtualWire
    private(set) var core = LineCore()
    private var network = NetworkWatch()
    private var callMemory = CallLane.Memory()
    private(set) var facts: ModemFacts?
    /// The reply in hand, and its parts.
    var outgoing: OutgoingReply?
    var encoded: [EncodedPDU] = []
    /// What a caller hears now.
    var speech: SimulatedSpeech?
    /// The modem is left to a call.
    var isReserved = false
    private(set) var latestCallIndication = Uptime.zero
    /// How often the calls were told something, and at how much of it was looked.
    private var callNews = 0
    private var attended = -1

    init(box: SimulatedBox, index: Int) {
        self.box = box
        self.index = index
        wire = box.wires[index]
    }

    var now: Uptime { wire.now }
    var settings: StoryLine { box.settings[index] }

    /// A reply is in the line's hands.
    var isSending: Bool { core.work.inHand != nil }

    /// Nothing is being done, and nothing is known that is still to be done.
    var isQuiet: Bool {
        core.calls.isIdle && !isSending && wire.machine.calls.calls.isEmpty && wire.texts == 0
    }

    /// A call rings, and the line was told of it.
    var hearsRinging: Bool {
        wire.machine.calls.present.contains { $0.state == .incoming && $0.ringsHeard > 0 }
            && now - latestCallIndication < .seconds(4)
    }

    // MARK: Life

    /// Opens the port again and again, until the story is over.
    func live() async throws {
        while !box.isOver { try await session() }
    }

    /// Opens the port and works until it is given up; the next try comes after a pause.
    private func session() async throws {
        guard wire.open() else { return try await pause(.milliseconds(500)) }
        if wire.machine.calls.present.contains(where: { $0.state == .incoming }) { box.count(.callsDuringPort) }
        wire.heard = { [unowned self] in hear(ModemEvent($0)) }
        wire.meanwhile = { [unowned self] in try await attend([.port, .store, .sound]) }
        wire.meanwhileDue = { [unowned self] in callsDue }
        core = LineCore(network: network, calls: callMemory)
        callNews += 1
        defer {
            network = core.work.network
            callMemory = core.calls.memory
            wire.heard = { _ in }
            (wire.meanwhile, wire.meanwhileDue) = ({}, { nil })
        }
        if let facts = try await bringUp() {
            self.facts = facts
            tell(ofCalls: .identified)
            try await waitForCalls(.seconds(2)) { !$0.isLookingForVoice }
            tell(ofCalls: .findRingingCall)
            try await waitForCalls(.minutes(1)) { !$0.isLookingForStrayCall }
            core.begin(facts, at: now)
            callNews += 1
            wire.watch.isAttended = true
            try await work()
            for effect in core.releaseEffects() { _ = try await perform(effect) }
        }
        wire.watch.isAttended = false
        callNews += 1
        core.portLost(at: now)
        try await waitForCalls(.minutes(1)) { $0.isIdle }
        facts = nil
        (isReserved, speech) = (false, nil)
        wire.lose()
        try await pause(.seconds(1))
    }

    private func work() async throws {
        while !box.isOver {
            if !wire.isOpen {
                callNews += 1
                core.portLost(at: now)
            }
            try await attend()
            if let effect = core.nextWork(in: lineWorld, at: now) {
                box.trace(index, "\(effect)")
                let result = try await perform(effect)
                box.trace(index, "  \(result)")
                core.done(result, at: now)
                try await passed(effect, result)
            } else if core.work.end != nil {
                return
            } else {
                let due = [core.work.due, callsDue].compactMap { $0 }.min() ?? now + .minutes(1)
                try await wire.pass(until: max(due, now + .milliseconds(1)))
            }
        }
    }

    /// Performs what calls ask for until a condition holds, or the time is up.
    private func waitForCalls(_ time: Span, until condition: (CallLane) -> Bool) async throws {
        let end = now + time
        while true {
            try await attend()
            guard !condition(core.calls), now < end else { return }
            try await wire.pass(until: min(max(callsDue ?? end, now + .milliseconds(1)), end))
        }
    }

    private func pause(_ time: Span) async throws {
        let end = now + time
        while now < end, !box.isOver { try await wire.pass(until: end) }
    }

    // MARK: Calls

    /// When the calls have to be looked at.
    private var callsDue: Uptime? { [core.calls.due, speech?.due].compactMap { $0 }.min() }

    /// Performs what these lanes of the calls ask for, until they ask for nothing more.
    func attend(_ lanes: [CallLane.Lane] = CallLane.Lane.allCases) async throws {
        if let report = speech?.end(at: now) { heardSound(report) }
        // Nobody calls, and nothing was heard since the last look.
        if attended == callNews, core.calls.call == nil, callsDue.map({ $0 > now }) ?? true { return }
        let news = callNews
        var hasMore = true
        while hasMore {
            hasMore = false
            for lane in lanes {
                guard let effect = core.nextCall(lane, in: lineWorld, at: now) else { continue }
                box.trace(index, "\(effect)")
                let outcome = try await perform(effect)
                box.trace(index, "  \(outcome)")
                core.done(outcome, in: lane, at: now)
                try await passed(effect, outcome)
                hasMore = true
            }
        }
        core.settleCalls(at: now)
        if lanes.count == CallLane.Lane.allCases.count { attended = news }
    }

    private func heardSound(_ report: SoundReport) {
        guard let call = speech?.call else { return }
        speech?.isPlaying = false
        if report.isWhole, let talk = wire.machine.calls.first(.active), let record = talk.record,
            wire.machine.journal.calls[record].isAudioOn
        {
            box.witness.heardToTheEnd.append(talk.caller.number)
        }
        core.heard(.ended(report), of: call, at: now)
    }

    /// Ends what is being played, and says so.
    func cutSpeech() {
        if speech?.isPlaying == true, let report = speech?.cut(at: now) { heardSound(report) }
        speech = nil
    }

    /// Our own ear hears a key.
    func hear(key: Character) {
        guard let speech, speech.isPlaying else { return }
        core.heard(.key(key), of: speech.call, at: now)
    }

    func tell(_ request: WorkRequest) {
        core.asked(request, at: now)
        box.clock.wake(index)
    }

    func tell(ofCalls request: CallRequest) {
        callNews += 1
        core.asked(request, at: now)
    }

    private func hear(_ event: ModemEvent) {
        switch event {
        case .ring, .caller, .waitingCaller:
            latestCallIndication = now
            if isSending { box.count(.ringsInSending) }
        case .audioFlow: if speech?.isPlaying == true { box.count(.soundHeld) }
        default: break
        }
        box.trace(index, "heard \(event)")
        callNews += 1
        core.heard(event, at: now)
    }

    // MARK: What there is of the world

    private var lineWorld: LineWorld {
        LineWorld(
            ending: nil, isPaused: box.paused.contains(index), releasesPort: false, hasPort: wire.isOpen,
            latestCallIndication: latestCallIndication, permission: box.store.permission, rules: settings.rules,
            answerAfterRings: settings.answerAfterRings, letsRefusedCallersRing: settings.letsRefusedCallersRing)
    }

    func context() -> LineContext { box.context(of: index, sim: facts?.iccid, isRoaming: core.work.isRoaming) }

    // MARK: Effects of the work

    private func perform(_ effect: WorkEffect) async throws -> WorkResult {
        try box.mayDie()
        do {
            if let result = try await askModem(effect) { return result }
            let result = try await askStore(effect)
            try box.mayDie()
            return result
        } catch let fault as ModemFault {
            return .failed(fault)
        } catch let error as StoreError {
            box.count(.lockedStore)
            return .storeFailed(error)
        }
    }

    /// Lets happen what waits for the line after this step.
    private func passed(_ effect: WorkEffect, _ result: WorkResult) async throws {
        switch effect {
        case .record: try await box.reached(.recorded, by: index)
        case .beginReply where isSending: try await box.reached(.begun, by: index)
        case .commitPart: try await box.reached(.committed, by: index)
        case .submit: try await box.reached(.submitted, by: index)
        case .settle: try await box.reached(.settled, by: index)
        case .delete where isSending: try await box.reached(.deletedWithReplyInHand, by: index)
        default: break
        }
    }

    private func passed(_ effect: CallEffect, _ outcome: CallOutcome) async throws {
        switch effect {
        case .record: try await box.reached(.callRecorded, by: index)
        case .commitAnswering: try await box.reached(.answerCommitted, by: index)
        case .answer where outcome == .answer(.answered):
            box.count(.answered)
            try await box.reached(.answered, by: index)
        case .setAudio: try await box.reached(.soundOn, by: index)
        case .play: try await box.reached(.playing, by: index)
        case .hangUp: try await box.reached(.hungUp, by: index)
        default: break
        }
    }
}
