import Vocabulary

/// The calls and the voice of one line while its port is open: indications, requests and results go in, the next effect comes out.
///
/// Nothing is waited for here. Each lane has one effect under way at a time: it was handed out by ``next(_:in:at:)`` and ends
/// with ``done(_:in:at:)``. Whether it may still happen is decided in the step in which it is handed out.
package struct CallLane: Sendable {
    /// What works side by side for a call.
    package enum Lane: Int, CaseIterable, Sendable {
        /// AT commands: the modem answers one after the other.
        case modem
        /// The port: what else may be said on it.
        case port
        /// The store: what happened, in the order in which it happened.
        case store
        /// The sound.
        case sound
    }

    /// What a line knows of its calls beyond one opening of its port.
    package struct Memory: Hashable, Sendable {
        /// The operator's newest try.
        package var trial: VoiceTrial?
        /// The modem lists a call that its radio, switched off, did not end.
        package var hasGhostCall = false
        /// The last ring of a call that rang when the port was lost, or while another one was hung up on, until the modem
        /// says whether it still does.
        package var lastRing: Uptime?

        /// Nothing is known.
        package init() {}
    }

    /// What is remembered when the port is opened the next time.
    package internal(set) var memory: Memory
    /// The call that rings or is active.
    package internal(set) var call: LiveCall?
    /// A second call, which came before the first was over; its turn is next.
    var secondCall: LiveCall?
    /// Those who called while the call was active.
    var waiting: [WaitingCaller] = []
    /// What the line knows of its voice; nil before the first look.
    package internal(set) var voice: VoiceReadiness?
    /// Every call and waiting caller that was seen to its end so far: a text may go now.
    package internal(set) var settled = 0
    /// The modem was lost; no command can be sent any more.
    package internal(set) var isLost = false
    /// Why it has to be brought up afresh; nil where it was not a call that showed it.
    package internal(set) var lostBy: CallLoss?

    var pendingRing = PendingRing()
    var stray: StrayCallSearch?
    /// The modem said who it is.
    var isIdentified = false
    var isBroughtUp = false
    /// The message may be another one since the last look.
    var isMessageStale = false
    /// The operator's try needs a look.
    var isTrialLookWanted = false
    /// What `status` shows of the voice is old.
    var voiceNeedsShowing = false
    /// The speech path that is open, or being opened.
    var speech: Speech?
    /// The modem takes no sound for now, or takes it again.
    var hold: Bool?
    /// The modem keeps its port for the call.
    var isReserved = false
    /// Why the port has to be opened afresh, until that was told.
    var loss: CallLoss?
    /// What is to be written down, the oldest first.
    var writes: [Write] = []
    private var nextID = 0
    private var underWay: [Lane: Operation] = [:]
    /// When everything that was due by then was looked at.
    private var settledAt: Uptime?

    /// The speech path.
    struct Speech: Hashable {
        let call: Int
        let trial: Int?
        var isOpen = false
        var isUnwanted = false
    }

    /// Something for the store, and the call it is about.
    struct Write: Hashable {
        var effect: CallEffect
        var call: Int?
        var purpose = Purpose.plain
    }

    /// An effect under way.
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
        /// Whether the first caller is still there, since another one rings.
        case isThere
        /// Whether somebody else rings by now.
        case isReplaced
        /// Whether the call is active; the modem said that it does not.
        case stands(isSaidToBeOver: Bool)
        /// Whether it was active when it was ended.
        case stoodAtEnd
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

    /// The calls of a line whose port was just opened.
    package init(memory: Memory = Memory()) {
        self.memory = memory
    }

    /// A call rings so long at most: one that was recorded before that is over.
    package static let longestRinging = CallTiming.longestRinging

    // MARK: What others ask

    /// A call rings, is active or is being ended: no send begins.
    package var isBusy: Bool { call != nil }

    /// A call is being answered, is active, or is being ended after that: the port is kept until what is known of it is settled.
    package var isAnswered: Bool {
        switch call?.phase {
        case .answering(.takingUp), .speaking, .tearingDown: true
        default: false
        }
    }

    /// Whether somebody may ring of whom nothing was heard yet: the indication was read from the wire, its event is not handled yet; or a
    /// call rang when the port was lost, and its next ring is still to come.
    package func mayRing(latestIndication: Uptime, at now: Uptime) -> Bool {
        if pendingRing.isThere(latestIndication: latestIndication, at: now) { return true }
        return memory.lastRing.map { now < $0 + CallTiming.silence } ?? false
    }

    /// A look at the voice is under way, or begins with the next step.
    package var isLookingForVoice: Bool {
        if case .lookForVoice = underWay[.sound]?.effect { return true }
        guard isIdentified, !isLost else { return false }
        return isTrialLookWanted || voice == nil || (isMessageStale && call == nil)
    }

    /// The speech path is taken.
    package var isSpeechOpen: Bool { speech != nil }

    /// A call that was there before the port was opened is being looked for, or ended.
    package var isLookingForStrayCall: Bool { stray != nil }

    /// Every call is seen to its end and written down; a look at the voice may still be under way.
    package var isIdle: Bool {
        call == nil && secondCall == nil && writes.isEmpty && speech == nil && loss == nil
            && waiting.allSatisfy { $0.phase == .over }
            && underWay.keys.allSatisfy { $0 == .sound }
    }

    /// The newest try as it is at `now`.
    package func trial(at now: Uptime) -> VoiceTrial? {
        var trial = memory.trial
        trial?.settle(at: now)
        return trial
    }

    // MARK: Effects

    /// The next effect of a lane; nil while one is under way, or nothing is to be done now.
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

    /// The effect of this lane has ended.
    package mutating func done(_ result: CallOutcome, in lane: Lane, at now: Uptime) {
        guard let operation = underWay.removeValue(forKey: lane) else { return }
        switch lane {
        case .modem: modemDone(operation, result, at: now)
        case .port: portDone(operation)
        case .store: storeDone(operation, result, at: now)
        case .sound: soundDone(operation, result, at: now)
        }
    }

    /// When to ask again, unless something is heard, asked or done before; nil = not for a matter of time.
    package var due: Uptime? {
        moments.filter { moment in settledAt.map { moment > $0 } ?? true }.min()
    }

    /// What is under way for a call in a lane.
    func isUnderWay(_ lane: Lane, for id: Int?) -> Bool { underWay[lane].map { $0.call == id } ?? false }

    /// The sound lane does this now.
    func soundIsBusy(_ condition: (CallEffect) -> Bool) -> Bool {
        underWay[.sound].map { condition($0.effect) } ?? false
    }

    mutating func makeID() -> Int {
        nextID += 1
        return nextID
    }

    /// Something for the store, after what is to be written before it.
    mutating func write(_ effect: CallEffect, for call: Int?, _ purpose: Purpose = .plain) {
        writes.append(Write(effect: effect, call: call, purpose: purpose))
    }

    /// Whether something about this call is still to be written down.
    func hasWrites(of id: Int) -> Bool { writes.contains { $0.call == id } || isUnderWay(.store, for: id) }
}
