import LinePolicy
import Modems
import NIOCore

/// What is known about the call that rings now: a value, so that its rules can be read and tested without a modem.
///
/// A call is decided as soon as its number is known, at latest ``patience`` after the first RING. Then it is hung up
/// on, left ringing, or answered after the rings the operator wants.
struct CallDesk: Equatable {
    /// How long the number is waited for after the first RING.
    static let patience = TimeAmount.seconds(6)
    /// As long as that where the modem's list of calls has answered: the third RING may bring the number into it.
    static let listPatience = TimeAmount.milliseconds(6_400)
    /// The number comes with the first RING or not at all: after so long the list of calls is asked for it.
    static let numberLate = TimeAmount.milliseconds(1_500)
    /// The list is asked again so long after a RING that follows.
    static let listDelay = TimeAmount.milliseconds(250)
    /// A caller who has not rung for so long has given up: networks ring every 3 to 6 s.
    static let silence = TimeAmount.seconds(10)
    /// A caller who is left ringing and was in the list of calls is looked for there so long after the last ring.
    static let ringIsLate = TimeAmount.seconds(4)
    /// Whether the list knows such a call is asked so long after a ring.
    static let firstCheck = TimeAmount.seconds(1)
    /// A call that rings so long after the hang-up has not been ended by it.
    static let obedience = TimeAmount.milliseconds(1_500)
    /// A call is answered after so long, however few rings were heard.
    static let longestWait = TimeAmount.seconds(45)
    /// A call that is left ringing is hung up on after so long.
    static let longestRinging = TimeAmount.seconds(59)
    /// A hang-up is tried so often before the radio is switched off.
    static let mostHangUps = 4

    /// How long, in milliseconds, the network may take to release a call after so many hang-ups.
    static func pause(after hangUps: Int) -> Int64 { min(Int64(hangUps) * 500, 1_500) }

    /// A call that rings, or was answered.
    struct Ringing: Equatable {
        /// The first RING.
        var since: NIODeadline
        /// The last sign of it.
        var lastRing: NIODeadline
        /// How often it rang.
        var rings = 0
        /// How often its number was told.
        var callerLines = 0
        /// The number as +CLIP gave it, or the modem's list of calls; nil until then.
        var caller: Caller?
        /// What the modem's list of calls said of it the last time.
        var list = List.unasked
        /// How often it had rung when the list was asked the last time.
        var ringsAtAsking = 0
        /// It was recorded and decided.
        var isDecided = false
        /// Its `call_received`.
        var event: Int64?
        /// It is to be answered after so many rings; nil = it is not.
        var answersAfter: Int?
        /// It is being answered, or was: somebody else sees it through.
        var isAnswered = false
        /// When it was last hung up on; nil = it was not.
        var hungUpAt: NIODeadline?
        /// How often it was hung up on.
        var hangUps = 0
        /// The modem said that it is over: what rings from then on is another call.
        var isGone = false
        /// It rang already when the port was opened: it may have been recorded before.
        var isLeftover = false
        /// Whether the list of calls has it, once it is left ringing; nil = not asked.
        var isListed: Bool?
        /// The last ring after which the list was asked for it.
        var checkedRing: NIODeadline?
        /// It told its number while the call before it still counted as ringing, which may be over by then.
        var isNews = false
    }

    /// What the modem's list of calls says of a call that rings.
    enum List: Equatable {
        case unasked
        /// There is no list, or it does not answer.
        case untold
        /// The call is not in it, as with modems that list a call from a later RING on.
        case absent
        /// The call is there, without a number.
        case withoutNumber
    }

    /// Who calls.
    struct Caller: Equatable {
        /// The digits; empty when withheld.
        var number: String
        /// The type of the number (3GPP TS 24.008 10.5.4.7), 145 for international.
        var type: Int?

        /// Whether this is somebody else, as far as the modem tells: it may write one number in two ways.
        ///
        /// `knownAsNone`: the other one has shown that it has no number.
        func isOther(than caller: Caller, knownAsNone: Bool) -> Bool {
            if number.isEmpty { return false }
            return caller.number.isEmpty ? knownAsNone : CallerNumber.differ(number, caller.number)
        }
    }

    /// What has to be done for a call now.
    enum Step: Equatable {
        /// It rings on after it was hung up on, or has rung for too long.
        case hangUp
        /// The modem does not end it.
        case force
        /// Somebody else rings now: ask the modem whether this call is still there.
        case look
        /// Ask the modem's list of calls for the number.
        case ask
        /// Ask it whether a caller who is left ringing is still there: most modems say nothing of one who gives up.
        case check
        /// Record it and decide: the number is known, or will not come.
        case decide
        /// It rang often enough: answer it.
        case answer
        /// It is over: the caller gave up, or the hang-up was confirmed.
        case close
    }

    private(set) var ringing: Ringing?
    /// A second call, which came before the first was over; its turn is next.
    private(set) var behind: Ringing?

    /// A call rings, stands or is being ended: no send begins.
    var isBusy: Bool { ringing != nil }

    /// A call is being answered, or stands.
    var isAnswered: Bool { ringing?.isAnswered ?? false }

    /// RING or +CRING.
    mutating func ring(at now: NIODeadline) {
        change(at: now) { $0.rings += 1 }
    }

    /// +CLIP: a sign of the call too, where RING was lost.
    mutating func identify(number: String, type: Int?, at now: NIODeadline) {
        let caller = Caller(number: number, type: type)
        if let call = ringing, !call.isGone, let known = call.caller,
            caller.isOther(than: known, knownAsNone: call.isDecided)
        {
            waitBehind(caller, at: now)
            behind?.isNews = true
            return
        }
        change(at: now) { call in
            call.callerLines += 1
            if call.caller == nil || call.caller?.number.isEmpty == true { call.caller = caller }
        }
    }

    /// Changes the call that gives a sign now: the first one, or the next where that is over.
    private mutating func change(at now: NIODeadline, _ body: (inout Ringing) -> Void) {
        var call = (ringing?.isGone == true ? behind : ringing) ?? Ringing(since: now, lastRing: now)
        call.lastRing = now
        body(&call)
        if ringing?.isGone == true { behind = call } else { ringing = call }
    }

    /// Somebody else calls while the first call rings or is being ended.
    mutating func waitBehind(_ caller: Caller, at now: NIODeadline) {
        if behind == nil { behind = Ringing(since: now, lastRing: now, caller: caller) }
        guard behind?.caller == caller else { return }
        behind?.lastRing = now
        behind?.callerLines += 1
    }

    /// The modem was asked: the call is still there, whoever else rings.
    mutating func looked() {
        behind?.isNews = false
    }

    /// The second caller, who from now on is one who calls during a call.
    mutating func takeBehind() -> Caller? {
        defer { behind = nil }
        return behind?.caller
    }

    /// A call rang already when the port was opened.
    mutating func found(_ caller: Caller, at now: NIODeadline) {
        change(at: now) { call in
            call.caller = caller
            if caller.number.isEmpty { call.list = .withoutNumber }
            call.isLeftover = true
        }
    }

    /// A call rings while the modem is still being brought up: it may have rung before the port was opened.
    mutating func rangAtBringUp() { ringing?.isLeftover = true }

    /// The list of calls is being asked.
    mutating func asking() {
        guard var call = ringing else { return }
        call.ringsAtAsking = call.rings
        // Until it answers, it is as if there were none.
        if call.list == .unasked { call.list = .untold }
        ringing = call
    }

    /// The list of calls answered: the caller's number is in it, or what else it says.
    mutating func listed(_ caller: Caller?, otherwise list: List, since: NIODeadline) {
        guard var call = ringing, call.since == since, !call.isGone else { return }
        call.list = list
        if let caller, !call.hasNumber { call.caller = caller }
        ringing = call
    }

    /// What the list of calls said of a caller who is left ringing, when it had rung last at `ring`.
    mutating func checked(isListed: Bool, afterRing ring: NIODeadline) {
        guard let call = ringing, call.lastRing == ring else { return }
        // A list that never had it says nothing by its silence.
        if call.isListed == true, !isListed { return hasEnded() }
        if call.isListed != nil { ringing?.checkedRing = ring }
        ringing?.isListed = isListed
    }

    /// The modem says the call is gone.
    mutating func hasEnded() {
        ringing?.isGone = true
    }

    /// The call was recorded under this number; with `answerAfter` it is spoken to.
    mutating func decided(event: Int64, answerAfter rings: Int? = nil) {
        ringing?.isDecided = true
        ringing?.event = event
        ringing?.answersAfter = rings
    }

    /// The call is being answered.
    mutating func answering() {
        ringing?.isAnswered = true
    }

    /// The call is not spoken to any more: it only has to end.
    mutating func answerIsOver() {
        ringing?.isAnswered = false
        ringing?.answersAfter = nil
    }

    /// The call is being hung up on.
    mutating func hangUp(at now: NIODeadline) {
        ringing?.hungUpAt = now
        ringing?.hangUps += 1
    }

    /// Whether the modem said that the call is gone.
    var isGone: Bool { ringing?.isGone ?? true }

    /// The call is closed; who waits behind it is next.
    mutating func close() {
        ringing = behind
        behind = nil
    }

    /// What is due for the call at `now`; nil = nothing yet.
    func step(at now: NIODeadline) -> Step? {
        guard let call = ringing, !call.isAnswered else { return nil }
        let isOver = hasFallenSilent(at: now)
        if !call.isDecided {
            if isOver || call.hasNumber || call.numberIsDue <= now { return .decide }
            if let due = call.listIsDue { return due <= now ? .ask : nil }
            // +CLIP said that there is no number, and so does the list, or there is none.
            return call.caller != nil && call.list != .absent ? .decide : nil
        }
        if isOver { return .close }
        if behind?.isNews == true, call.hungUpAt == nil { return .look }
        guard let before = call.hungUpAt else {
            // A caller who is left ringing shall not keep the next one waiting.
            if behind != nil, call.answersAfter == nil { return .hangUp }
            if let rings = call.answersAfter, max(call.rings, call.callerLines) >= rings { return .answer }
            if call.answersAfter != nil, call.since + Self.longestWait <= now { return .answer }
            if call.since + Self.longestRinging <= now { return .hangUp }
            return call.checkIsDue.map { $0 <= now } == true ? .check : nil
        }
        guard before + Self.obedience < call.lastRing else { return nil }
        return call.hangUps < Self.mostHangUps ? .hangUp : .force
    }

    /// Whether the caller has given up, as far as can be heard.
    func hasFallenSilent(at now: NIODeadline) -> Bool {
        ringing.map { $0.isGone || $0.lastRing + Self.silence <= now } ?? true
    }

    /// When ``step(at:)`` has to be asked again.
    var nextStep: NIODeadline? {
        ringing.map { call in
            let silent = call.isGone ? call.since : call.lastRing + Self.silence
            return call.isDecided
                ? min(silent, call.since + Self.longestRinging, call.checkIsDue ?? silent)
                : min(call.numberIsDue, silent, call.listIsDue ?? silent)
        }
    }
}

extension CallDesk.Ringing {
    /// Somebody told the number.
    var hasNumber: Bool { caller?.number.isEmpty == false }

    /// When the list is asked whether a caller who is left ringing is still there; nil = not now.
    var checkIsDue: NIODeadline? {
        guard isDecided, hungUpAt == nil, answersAfter == nil, !isAnswered, !isGone else { return nil }
        guard let isListed else { return lastRing + CallDesk.firstCheck }
        return isListed && checkedRing != lastRing ? lastRing + CallDesk.ringIsLate : nil
    }

    /// When the call is decided without a number.
    var numberIsDue: NIODeadline {
        since + (list == .absent || list == .withoutNumber ? CallDesk.listPatience : CallDesk.patience)
    }

    /// When the list of calls is to be asked for the number; nil = not now.
    var listIsDue: NIODeadline? {
        switch list {
        // A number that +CLIP leaves empty is looked for at once.
        case .unasked: return caller == nil ? since + CallDesk.numberLate : since
        case .untold: return nil
        // An empty +CLIP and a list without a number say the same.
        case .withoutNumber where caller != nil: return nil
        case .absent, .withoutNumber: return rings > ringsAtAsking ? lastRing + CallDesk.listDelay : nil
        }
    }
}
