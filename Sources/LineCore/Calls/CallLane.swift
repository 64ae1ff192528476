import Vocabulary

/// The calls and the voice of one line while its port is open: takes events and results, returns effects.
///
/// It never waits. Each lane has one effect in progress at a time, from ``next(_:in:at:)`` to ``done(_:in:at:)``.
/// Whether an effect is still permitted is decided in the step that returns it.
package struct CallLane: Sendable {
    /// The lanes that work in parallel for calls.
    package enum Lane: Int, CaseIterable, Sendable {
        /// AT commands, one at a time.
        case modem
        /// The reservation of the port.
        case port
        /// The store: records, in the order of events.
        case store
        /// The sound.
        case sound
    }

    /// The state of a line's calls that outlives a session of its port.
    package struct Memory: Hashable, Sendable {
        /// The operator's newest voice trial.
        package var trial: VoiceTrial?
        /// The modem lists a call that switching its radio off did not end.
        package var hasGhostCall = false
        /// The last ring of a call that was ringing when the port was lost or another call was hung up, until it is
        /// known whether it still rings.
        package var lastRing: Uptime?

        /// Nothing is known.
        package init() {}
    }

    /// The state kept for the next session of the port.
    package internal(set) var memory: Memory
    /// The call that rings or is active.
    package internal(set) var call: LiveCall?
    /// A second call, which came before the first was over and is next.
    var secondCall: LiveCall?
    /// Callers during the active call.
    var waiting: [WaitingCaller] = []
    /// The state of the line's voice; nil before the first look.
    package internal(set) var voice: VoiceReadiness?
    /// The number of calls and waiting callers finished so far; after each, a text may be sent.
    package internal(set) var settled = 0
    /// The modem was lost; no more commands can be sent.
    package internal(set) var isLost = false
    /// Why it must be set up again; nil unless a call showed it.
    package internal(set) var lostBy: CallLoss?

    var pendingRing = PendingRing()
    var stray: StrayCallSearch?
    /// The modem was identified.
    var isIdentified = false
    var isBroughtUp = false
    /// The message may have changed since the last look.
    var isMessageStale = false
    /// The voice trial needs a look at the voice.
    var isTrialLookWanted = false
    /// The voice state in `status` is outdated.
    var voiceNeedsShowing = false
    /// The speech path that is open, or being opened.
    var speech: Speech?
    /// A pending pause (true) or resumption (false) of the sound.
    var hold: Bool?
    /// The port is reserved for the call.
    var isReserved = false
    /// Why the modem must be set up again, until that was reported.
    var loss: CallLoss?
    /// Pending records, the oldest first.
    var writes: [Write] = []
    private var nextID = 0
    private var underWay: [Lane: Operation] = [:]
    /// The time up to which everything due was processed.
    private var settledAt: Uptime?

    /// The speech path.
    struct Speech: Hashable {
        let call: Int
        let trial: Int?
        var isOpen = false
        var isUnwanted = false
    }

    /// A pending record, and its call.
    struct Write: Hashable {
        var effect: CallEffect
        var call: Int?
        var purpose = Purpose.plain
    }

    /// An effect in progress.
    struct Operation: Hashable {
        var effect: CallEffect
        var purpose: Purpose
        var call: Int?
    }

    /// What an effect is for.
    enum Purpose: Hashable {
        case plain
        /// The number of a call that rings.
        case number
        /// Whether a caller who is left ringing is still there.
        case ringCheck(lastRing: Uptime)
        /// Whether the first caller is still there while another one rings.
        case isThere
        /// Whether another caller rings by now.
        case isReplaced
        /// Whether the call is active, although the modem reported its end.
        case checkStillActive(isEndReported: Bool)
        /// Whether it was active when it ended.
        case checkActiveAtEnd
        case hangUp
        case radio
        case answer
        case audioOn
        case audioOff
        case waitingCaller(Int)
        case stray
        case decide
        case lookUp
        case commit
        case verified
    }

    /// Makes the calls of a line whose port was just opened.
    package init(memory: Memory = Memory()) {
        self.memory = memory
    }

    /// The longest ringing: a call recorded before that is over.
    package static let longestRinging = CallTiming.longestRinging

    // MARK: Queries

    /// Whether a call rings, is active or is being ended, so that no send may begin.
    package var isBusy: Bool { call != nil }

    /// Whether a call is being answered, active or being ended, so that the port must stay open until it is recorded.
    package var isAnswered: Bool {
        switch call?.phase {
        case .answering(.takingUp), .speaking, .tearingDown: true
        default: false
        }
    }

    /// Whether a call may ring whose event was not handled yet, or that rang when the port was lost.
    package func mayRing(latestIndication: Uptime, at now: Uptime) -> Bool {
        if pendingRing.isThere(latestIndication: latestIndication, at: now) { return true }
        return memory.lastRing.map { now < $0 + CallTiming.silence } ?? false
    }

    /// Whether a look at the voice is in progress, or begins with the next step.
    package var isLookingForVoice: Bool {
        if case .lookForVoice = underWay[.sound]?.effect { return true }
        guard isIdentified, !isLost else { return false }
        return isTrialLookWanted || voice == nil || (isMessageStale && call == nil)
    }

    /// Whether the speech path is in use.
    package var isSpeechOpen: Bool { speech != nil }

    /// Whether a call older than the open port is being looked for or ended.
    package var isLookingForStrayCall: Bool { stray != nil }

    /// Whether every call is finished and recorded; a look at the voice may still be in progress.
    package var isIdle: Bool {
        call == nil && secondCall == nil && writes.isEmpty && speech == nil && loss == nil
            && waiting.allSatisfy { $0.phase == .over }
            && underWay.keys.allSatisfy { $0 == .sound }
    }

    /// The newest voice trial at `now`.
    package func trial(at now: Uptime) -> VoiceTrial? {
        var trial = memory.trial
        trial?.settle(at: now)
        return trial
    }

    // MARK: Effects

    /// The next effect of a lane; nil while one is in progress, or when there is none.
    package mutating func next(_ lane: Lane, in world: CallWorld, at now: Uptime) -> CallEffect? {
        advance(in: world, at: now)
        settledAt = now
        guard underWay[lane] == nil else { return nil }
        let operation: Operation? =
            switch lane {
            case .modem: nextForModem(in: world, at: now)
            case .port: nextForPort(at: now)
            case .store: nextForStore(in: world, at: now)
            case .sound: nextForSound(in: world, at: now)
            }
        underWay[lane] = operation
        return operation?.effect
    }

    /// Takes the outcome of the lane's effect.
    package mutating func done(_ result: CallOutcome, in lane: Lane, at now: Uptime) {
        guard let operation = underWay.removeValue(forKey: lane) else { return }
        switch lane {
        case .modem: modemDone(operation, result, at: now)
        case .port: portDone(operation)
        case .store: storeDone(operation, result, at: now)
        case .sound: soundDone(operation, result, at: now)
        }
    }

    /// When to call ``next(_:in:at:)`` again without another input; nil = never by time alone.
    package var due: Uptime? {
        moments.filter { moment in settledAt.map { moment > $0 } ?? true }.min()
    }

    /// Whether an effect for this call is in progress in a lane.
    func isUnderWay(_ lane: Lane, for id: Int?) -> Bool { underWay[lane].map { $0.call == id } ?? false }

    /// Whether the sound lane's effect meets a condition.
    func soundIsBusy(_ condition: (CallEffect) -> Bool) -> Bool {
        underWay[.sound].map { condition($0.effect) } ?? false
    }

    mutating func makeID() -> Int {
        nextID += 1
        return nextID
    }

    /// Queues a record after those pending.
    mutating func write(_ effect: CallEffect, for call: Int?, _ purpose: Purpose = .plain) {
        writes.append(Write(effect: effect, call: call, purpose: purpose))
    }

    /// Whether records of this call are pending.
    func hasWrites(of id: Int) -> Bool { writes.contains { $0.call == id } || isUnderWay(.store, for: id) }
}
