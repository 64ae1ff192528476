import Vocabulary

/// What is known about the call that rings now: a value, so that its rules can be read and tested without a modem.
///
/// A call is decided as soon as its number is known, at latest ``patience`` after the first RING. Then it is hung up
/// on, left ringing, or answered after the rings the operator wants.
package struct CallDesk: Equatable {
    /// How long the number is waited for after the first RING.
    package static let patience = Span.seconds(6)
    /// As long as that where the modem's list of calls has answered: the third RING may bring the number into it.
    package static let listPatience = Span.milliseconds(6_400)
    /// The number comes with the first RING or not at all: after so long the list of calls is asked for it.
    package static let numberLate = Span.milliseconds(1_500)
    /// The list is asked again so long after a RING that follows.
    package static let listDelay = Span.milliseconds(250)
    /// A caller who has not rung for so long has given up: networks ring every 3 to 6 s.
    package static let silence = Span.seconds(10)
    /// A caller who is left ringing and was in the list of calls is looked for there so long after the last ring.
    package static let ringIsLate = Span.seconds(4)
    /// Whether the list knows such a call is asked so long after a ring.
    package static let firstCheck = Span.seconds(1)
    /// A call that rings so long after the hang-up has not been ended by it.
    package static let obedience = Span.milliseconds(1_500)
    /// A call is answered after so long, however few rings were heard.
    package static let longestWait = Span.seconds(45)
    /// A call that is left ringing is hung up on after so long.
    package static let longestRinging = Span.seconds(59)
    /// A hang-up is tried so often before the radio is switched off.
    package static let mostHangUps = 4

    /// How long, in milliseconds, the network may take to release a call after so many hang-ups.
    package static func pause(after hangUps: Int) -> Int64 { min(Int64(hangUps) * 500, 1_500) }

    /// A call that rings, or was answered.
    package struct Ringing: Equatable {
        /// The first RING.
        package var since: Uptime
        /// The last sign of it.
        package var lastRing: Uptime
        /// How often it rang.
        package var rings = 0
        /// How often its number was told.
        package var callerLines = 0
        /// The number as +CLIP gave it, or the modem's list of calls; nil until then.
        package var caller: Caller?
        /// What the modem's list of calls said of it the last time.
        package var list = List.unasked
        /// How often it had rung when the list was asked the last time.
        package var ringsAtAsking = 0
        /// It was recorded and decided.
        package var isDecided = false
        /// Its `call_received`.
        package var event: Int64?
        /// It is to be answered after so many rings; nil = it is not.
        package var answersAfter: Int?
        /// It is being answered, or was: somebody else sees it through.
        package var isAnswered = false
        /// When it was last hung up on; nil = it was not.
        package var hungUpAt: Uptime?
        /// How often it was hung up on.
        package var hangUps = 0
        /// The modem said that it is over: what rings from then on is another call.
        package var isGone = false
        /// It rang already when the port was opened: it may have been recorded before.
        package var isLeftover = false
        /// Whether the list of calls has it, once it is left ringing; nil = not asked.
        package var isListed: Bool?
        /// The last ring after which the list was asked for it.
        package var checkedRing: Uptime?
        /// It told its number while the call before it still counted as ringing, which may be over by then.
        package var isNews = false

        package init(since: Uptime, lastRing: Uptime, caller: Caller? = nil) {
            self.since = since
            self.lastRing = lastRing
            self.caller = caller
        }
    }

    /// What the modem's list of calls says of a call that rings.
    package enum List: Equatable {
        case unasked
        /// There is no list, or it does not answer.
        case untold
        /// The call is not in it, as with modems that list a call from a later RING on.
        case absent
        /// The call is there, without a number.
        case withoutNumber
    }

    /// Who calls.
    package struct Caller: Equatable {
        /// The digits; empty when withheld.
        package var number: String
        /// The type of the number (3GPP TS 24.008 10.5.4.7), 145 for international.
        package var type: Int?

        package init(number: String, type: Int?) {
            self.number = number
            self.type = type
        }

        /// Whether this is somebody else, as far as the modem tells: it may write one number in two ways.
        ///
        /// `knownAsNone`: the other one has shown that it has no number.
        package func isOther(than caller: Caller, knownAsNone: Bool) -> Bool {
            if number.isEmpty { return false }
            return caller.number.isEmpty ? knownAsNone : CallerNumber.differ(number, caller.number)
        }
    }

    /// What has to be done for a call now.
    package enum Step: Equatable {
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

    package init() {}

    package private(set) var ringing: Ringing?
    /// A second call, which came before the first was over; its turn is next.
    package private(set) var behind: Ringing?

    /// A call rings, stands or is being ended: no send begins.
    package var isBusy: Bool { ringing != nil }

    /// A call is being answered, or stands.
    package var isAnswered: Bool { ringing?.isAnswered ?? false }

    /// RING or +CRING.
    package mutating func ring(at now: Uptime) {
        change(at: now) { $0.rings += 1 }
    }

    /// +CLIP: a sign of the call too, where RING was lost.
    package mutating func identify(number: String, type: Int?, at now: Uptime) {
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
    private mutating func change(at now: Uptime, _ body: (inout Ringing) -> Void) {
        var call = (ringing?.isGone == true ? behind : ringing) ?? Ringing(since: now, lastRing: now)
        call.lastRing = now
        body(&call)
        if ringing?.isGone == true { behind = call } else { ringing = call }
    }

    /// Somebody else calls while the first call rings or is being ended.
    package mutating func waitBehind(_ caller: Caller, at now: Uptime) {
        if behind == nil { behind = Ringing(since: now, lastRing: now, caller: caller) }
        guard behind?.caller == caller else { return }
        behind?.lastRing = now
        behind?.callerLines += 1
    }

    /// The modem was asked: the call is still there, whoever else rings.
    package mutating func looked() {
        behind?.isNews = false
    }

    /// The second caller, who from now on is one who calls during a call.
    package mutating func takeBehind() -> Caller? {
        defer { behind = nil }
        return behind?.caller
    }

    /// A call rang already when the port was opened.
    package mutating func found(_ caller: Caller, at now: Uptime) {
        change(at: now) { call in
            call.caller = caller
            if caller.number.isEmpty { call.list = .withoutNumber }
            call.isLeftover = true
        }
    }

    /// A call rings while the modem is still being brought up: it may have rung before the port was opened.
    package mutating func rangAtBringUp() { ringing?.isLeftover = true }

    /// The list of calls is being asked.
    package mutating func asking() {
        guard var call = ringing else { return }
        call.ringsAtAsking = call.rings
        // Until it answers, it is as if there were none.
        if call.list == .unasked { call.list = .untold }
        ringing = call
    }

    /// The list of calls answered: the caller's number is in it, or what else it says.
    package mutating func listed(_ caller: Caller?, otherwise list: List, since: Uptime) {
        guard var call = ringing, call.since == since, !call.isGone else { return }
        call.list = list
        if let caller, !call.hasNumber { call.caller = caller }
        ringing = call
    }

    /// What the list of calls said of a caller who is left ringing, when it had rung last at `ring`.
    package mutating func checked(isListed: Bool, afterRing ring: Uptime) {
        guard let call = ringing, call.lastRing == ring else { return }
        // A list that never had it says nothing by its silence.
        if call.isListed == true, !isListed { return hasEnded() }
        if call.isListed != nil { ringing?.checkedRing = ring }
        ringing?.isListed = isListed
    }

    /// The modem says the call is gone.
    package mutating func hasEnded() {
        ringing?.isGone = true
    }

    /// The call was recorded under this number; with `answerAfter` it is spoken to.
    package mutating func decided(event: Int64, answerAfter rings: Int? = nil) {
        ringing?.isDecided = true
        ringing?.event = event
        ringing?.answersAfter = rings
    }

    /// The call is being answered.
    package mutating func answering() {
        ringing?.isAnswered = true
    }

    /// The call is not spoken to any more: it only has to end.
    package mutating func answerIsOver() {
        ringing?.isAnswered = false
        ringing?.answersAfter = nil
    }

    /// The call is being hung up on.
    package mutating func hangUp(at now: Uptime) {
        ringing?.hungUpAt = now
        ringing?.hangUps += 1
    }

    /// Whether the modem said that the call is gone.
    package var isGone: Bool { ringing?.isGone ?? true }

    /// The call is closed; who waits behind it is next.
    package mutating func close() {
        ringing = behind
        behind = nil
    }

    /// What is due for the call at `now`; nil = nothing yet.
    package func step(at now: Uptime) -> Step? {
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
    package func hasFallenSilent(at now: Uptime) -> Bool {
        ringing.map { $0.isGone || $0.lastRing + Self.silence <= now } ?? true
    }

    /// When ``step(at:)`` has to be asked again.
    package var nextStep: Uptime? {
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
    var checkIsDue: Uptime? {
        guard isDecided, hungUpAt == nil, answersAfter == nil, !isAnswered, !isGone else { return nil }
        guard let isListed else { return lastRing + CallDesk.firstCheck }
        return isListed && checkedRing != lastRing ? lastRing + CallDesk.ringIsLate : nil
    }

    /// When the call is decided without a number.
    var numberIsDue: Uptime {
        since + (list == .absent || list == .withoutNumber ? CallDesk.listPatience : CallDesk.patience)
    }

    /// When the list of calls is to be asked for the number; nil = not now.
    var listIsDue: Uptime? {
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
