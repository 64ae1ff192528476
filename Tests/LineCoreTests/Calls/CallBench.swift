import LinePolicy
import Vocabulary

@testable import LineCore

/// Simulates a modem, a store and a sound for a ``CallLane`` in virtual time, and records its effects.
struct CallBench {
    /// An input at a moment of the simulation.
    enum Event: Hashable {
        /// This caller begins to ring; an empty number is withheld, nil is not reported.
        case calls(String?, rings: Int = 12)
        /// The next ring of a caller who is still ringing.
        case ring(String?, left: Int)
        /// This caller gives up or hangs up; the modem reports it, or does not.
        case hangsUp(String?, isAnnounced: Bool = true)
        /// An unsolicited event of the modem.
        case modem(ModemEvent)
        case asked(CallRequest)
        case soundEnds(call: Int, isWhole: Bool)
        /// The facts change.
        case leaving
        case storageFault(Bool)
        case paused
        case answersNobody
        /// From now on the modem does not answer.
        case silence
        /// The port is lost.
        case pulled
    }

    /// An effect that was performed, or begun.
    struct Entry: Hashable {
        var at: Int64
        var effect: CallEffect
    }

    var lane: CallLane
    var world: CallWorld
    private(set) var now = Uptime(milliseconds: 1_000_000)
    private(set) var log: [Entry] = []
    /// The violations by the lane itself.
    private(set) var problems: [String] = []

    // The modem.
    var ringing: [String?] = []
    var standing: String??
    var hasList = true
    /// A call is listed without its number.
    var listsNumbers = true
    var tellsNumbers = true
    /// The number of the RING from which on a call is listed, and of the one from which on its number is.
    var listedFromRing = 0
    var numberFromRing = 0
    private var rings = 0
    /// So many hang-ups are accepted without ending the call.
    var ignoredHangUps = 0
    var hangUpOutcome: HangUpOutcome?
    var answerOutcome: AnswerOutcome?
    var audioRefusals = 0
    var isSilent = false
    var isPulled = false

    // The store.
    var isFull = false
    var isPaused = false
    var reasons: [String: Reason] = [:]
    var cutOff: Set<String> = []
    private(set) var recordedCalls: Set<Int64> = []
    private var nextCall: Int64 = 100

    // The sound.
    var look = VoiceLook(commands: AudioCommands(open: "AT+CPCMREG=1", close: "AT+CPCMREG=0"), standing: .verified)
    var openFault: VoiceFault?
    var messageLength = Span.seconds(3)
    var soundFault: VoiceFault?
    private var playing: Int?
    /// The duration of an effect.
    var took: (CallEffect) -> Int64 = { effect in
        switch effect {
        case .restartRadio: 3_000
        case .lookForVoice: 200
        case .answer: 300
        default: 20
        }
    }

    private var events: [(at: Uptime, order: Int, event: Event)] = []
    private var underWay: [CallLane.Lane: (effect: CallEffect, ends: Uptime)] = [:]
    private var order = 0
    /// The number of moments examined so far.
    private(set) var moments = 0

    init(_ mode: CallMode = .speak, memory: CallLane.Memory = CallLane.Memory(), isBroughtUp: Bool = true) {
        lane = CallLane(memory: memory)
        world = CallWorld(mode: mode, permission: Permission(generation: 0))
        guard isBroughtUp else { return }
        lane.asked(.identified, at: now)
        lane.asked(.broughtUp, at: now)
    }

    var start: Uptime { Uptime(milliseconds: 1_000_000) }

    mutating func at(_ seconds: Double, _ event: Event) {
        plan(event, at: Uptime(milliseconds: 1_000_000 + Int64(seconds * 1_000)))
    }

    private mutating func plan(_ event: Event, at moment: Uptime) {
        order += 1
        events.append((moment, order, event))
    }

    // MARK: Running

    /// Runs until nothing is left to do, at most so many seconds.
    mutating func run(seconds: Double = 300) {
        let end = Uptime(milliseconds: start.milliseconds + Int64(seconds * 1_000))
        while step(until: end) {}
    }

    /// Advances to the next moment at which something happens; false when there is none.
    mutating func step(until end: Uptime) -> Bool {
        pump()
        var next = events.map(\.at) + underWay.values.map(\.ends)
        if let due = lane.due { next.append(due) }
        guard let moment = next.min(), moment <= end else { return false }
        if moment < now { problems.append("the past is due at \(now.milliseconds)") }
        now = max(moment, now)
        moments += 1
        if moments > 20_000 {
            problems.append("it never rests")
            return false
        }
        for lane in CallLane.Lane.allCases {
            if let (effect, ends) = underWay[lane], ends <= now {
                underWay[lane] = nil
                self.lane.done(result(of: effect), in: lane, at: now)
                pump()
            }
        }
        while let index = events.indices.filter({ events[$0].at <= now }).min(by: {
            events[$0].order < events[$1].order
        }) {
            happen(events.remove(at: index).event)
            pump()
        }
        return true
    }

    /// Begins the effects that may run now.
    private mutating func pump() {
        for lane in CallLane.Lane.allCases {
            let before = underWay[lane]
            guard let effect = self.lane.next(lane, in: world, at: now) else { continue }
            if before != nil { problems.append("two at once: \(effect)") }
            log.append(Entry(at: now.milliseconds - start.milliseconds, effect: effect))
            underWay[lane] = (effect, now + Span(milliseconds: isPulled ? 1 : took(effect)))
            begin(effect)
        }
    }

    private mutating func begin(_ effect: CallEffect) {
        switch effect {
        case .play(let call):
            playing = call
            plan(.soundEnds(call: call, isWhole: soundFault == nil), at: now + messageLength)
        case .stopSound:
            if let call = playing { happen(.soundEnds(call: call, isWhole: false)) }
        default: break
        }
    }

    mutating func happen(_ event: Event) {
        switch event {
        case .calls(let number, let rings):
            ringing.append(number)
            happen(.ring(number, left: rings))
        case .ring(let number, let left):
            guard ringing.contains(number), !isPulled else { return }
            guard left > 0 else { return happen(.hangsUp(number)) }
            lane.heard(.ring, at: now)
            rings += 1
            if let number, tellsNumbers {
                plan(.modem(.caller(number: number, type: 145)), at: now + Span(milliseconds: 100))
            }
            plan(.ring(number, left: left - 1), at: now + .seconds(4))
        case .hangsUp(let number, let isAnnounced):
            let wasThere = ringing.contains(number) || standing == .some(number)
            ringing.removeAll { $0 == number }
            if standing == .some(number) { standing = nil }
            if wasThere, isAnnounced { lane.heard(.callEnded, at: now) }
        case .modem(let event):
            if case .caller(let number, _) = event, !ringing.contains(number) { return }
            if !isPulled { lane.heard(event, at: now) }
        case .asked(let request): lane.asked(request, at: now)
        case .soundEnds(let call, let isWhole):
            guard playing == call else { return }
            playing = nil
            let figures = SoundFigures(frames: 150, framesTaken: isWhole ? 150 : 10)
            let report = SoundReport(figures, isWhole: isWhole, fault: isWhole ? nil : soundFault)
            lane.heard(.ended(report), of: call, at: now)
        case .leaving:
            world.isLeaving = true
            lane.asked(.giveUpPort, at: now)
        case .storageFault(let isFull):
            self.isFull = isFull
            world.hasStorageFault = isFull
        case .paused:
            isPaused = true
            world.permission.generation += 1
        case .answersNobody: world.answersNobody = true
        case .silence: isSilent = true
        case .pulled:
            isPulled = true
            ringing = []
            standing = nil
            lane.asked(.modemLost, at: now)
        }
    }

    // MARK: The outcome of an effect

    private mutating func result(of effect: CallEffect) -> CallOutcome {
        switch effect {
        case .askCalls: return .calls(listing)
        case .hangUp(let number): return .hungUp(hangUp(number))
        case .answer: return .answer(answer())
        case .setAudio: return .audio(refusal: refusal())
        case .refuseWaiting:
            if ringing.isEmpty { return .refusedWaiting(false) }
            ringing.removeLast()
            return .refusedWaiting(true)
        case .restartRadio:
            (ringing, standing) = ([], nil)
            return .finished
        case .lookUpCutOff(let record): return .cutOff(cutOff.contains(record.caller?.number ?? ""))
        case .record(let record): return recorded(record)
        case .commitAnswering:
            return isFull ? .notStored : isPaused ? .forbidden : .committed(world.permission)
        case .voiceFailed, .voiceVerified, .textInstead: return isFull ? .notStored : .finished
        case .lookForVoice: return .voice(look)
        case .openSpeech: return .opened(fault: openFault)
        case .bringUpAfresh: return .finished
        case .reserve, .release, .note, .stop, .keep, .play, .holdSound, .stopSound, .showVoice: return .finished
        }
    }

    private var listing: CallListing {
        if isSilent || isPulled { return .silent }
        guard hasList else { return .unsupported }
        var calls =
            rings < listedFromRing
            ? []
            : ringing.map { number in
                ListedCall(stands: false, number: listsNumbers && rings >= numberFromRing ? number : nil, type: 145)
            }
        if let standing { calls.append(ListedCall(stands: true, number: listsNumbers ? standing : nil, type: 145)) }
        return .calls(calls)
    }

    private mutating func hangUp(_ number: String?) -> HangUpOutcome {
        if isSilent || isPulled { return .silent }
        if let hangUpOutcome { return hangUpOutcome }
        if ignoredHangUps > 0 {
            ignoredHangUps -= 1
            return hasList ? .stands : .unsupported
        }
        standing = nil
        if !ringing.isEmpty { ringing.removeFirst() }
        return hasList ? .ended : .unsupported
    }

    private mutating func answer() -> AnswerOutcome {
        if isPulled { return .unknown }
        if isSilent { return .refused(.silentAtAnswer) }
        if let answerOutcome {
            if answerOutcome == .gone { ringing = [] }
            return answerOutcome
        }
        guard let first = ringing.first else { return .gone }
        ringing.removeFirst()
        standing = .some(first)
        return .answered
    }

    private mutating func refusal() -> String? {
        if isSilent || isPulled { return "no answer" }
        guard audioRefusals > 0 else { return standing == nil ? "ERROR" : nil }
        audioRefusals -= 1
        return "ERROR"
    }

    private mutating func recorded(_ record: CallRecord) -> CallOutcome {
        if isFull { return .notStored }
        nextCall += 1
        recordedCalls.insert(nextCall)
        let number = record.caller?.number ?? ""
        if let reason = isPaused ? .linePaused : reasons[number] {
            return .recorded(call: nextCall, reason: reason, manner: nil)
        }
        return .recorded(call: nextCall, reason: nil, manner: record.speaks ? .spoken : .text)
    }

    // MARK: The effects performed

    var effects: [CallEffect] { log.map(\.effect) }

    /// When the first effect of this kind began, in seconds; nil = never.
    func first(_ condition: (CallEffect) -> Bool) -> Double? {
        log.first { condition($0.effect) }.map { Double($0.at) / 1_000 }
    }

    func count(_ condition: (CallEffect) -> Bool) -> Int { log.count { condition($0.effect) } }

    /// The recorded callers, in order.
    var recorded: [CallRecord] {
        effects.compactMap { effect in
            if case .record(let record) = effect { record } else { nil }
        }
    }

    /// The ends of the calls, in order.
    var ends: [CallEndDetails] {
        effects.compactMap { effect in
            if case .note(.ended(let facts), _) = effect { facts } else { nil }
        }
    }
}

extension CallEffect {
    var isAnswer: Bool { self == .answer }
    var isHangUp: Bool { if case .hangUp = self { true } else { false } }
    var isRecord: Bool { if case .record = self { true } else { false } }
    var isCommit: Bool { if case .commitAnswering = self { true } else { false } }
    var isEnd: Bool { if case .note(.ended, _) = self { true } else { false } }
    var isAsking: Bool { if case .askCalls = self { true } else { false } }
    var isRejection: Bool { if case .note(.rejected, _) = self { true } else { false } }
    var isText: Bool { if case .textInstead = self { true } else { false } }
    var isAnswered: Bool { if case .note(.answered, _) = self { true } else { false } }
    var isPlay: Bool { if case .play = self { true } else { false } }
    var isOpening: Bool { if case .openSpeech = self { true } else { false } }
    var isLook: Bool { if case .lookForVoice = self { true } else { false } }
    var isVoiceFailure: Bool { if case .voiceFailed = self { true } else { false } }
}
