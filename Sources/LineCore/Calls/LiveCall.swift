import Vocabulary

/// A call, from its first indication until what is known of it is written down.
package struct LiveCall: Hashable, Sendable {
    /// Names it among the calls of this session.
    package let id: Int
    /// The first RING.
    package let since: Uptime
    /// The last indication of it while it rings.
    var lastRing: Uptime
    /// How often it rang.
    var rings = 0
    /// How often its number was told.
    var callerLines = 0
    /// The number as +CLIP gave it, or the modem's list of calls; nil until then.
    package internal(set) var caller: Caller?
    var search = NumberSearch()
    /// It rang already when the port was opened: it may have been recorded before.
    var isLeftover = false
    /// It told its number while the call before it still counted as ringing, which may be over by then.
    var needsCheck = false
    /// The modem said that it is over, or there is no modem any more: what rings from then on is another call.
    var isGone = false
    /// Its `call_received`; nil = it is not recorded.
    package internal(set) var event: Int64?
    /// The operator's try whose code it hears.
    var trial: Int?
    /// How often it was hung up on.
    var hangUps = 0
    /// What its end will say.
    var facts = CallEndDetails()
    /// How far it is.
    package internal(set) var phase = Phase.ringing

    /// How far a call is.
    package enum Phase: Hashable, Sendable {
        /// Its number is waited for.
        case ringing
        /// Whether it was recorded before the port was opened is being read.
        case lookingUp
        /// What is needed to speak is being got ready.
        case readying(since: Uptime)
        /// It is being recorded and judged.
        case deciding(speaks: Bool)
        /// It is recorded: the caller is spoken to, or not.
        case decided(isSpokenTo: Bool, isRefused: Bool)
        /// It rings on with the operator's leave, or because nobody may touch it.
        case leftRinging(RingCheck)
        /// It is answered after so many rings.
        case waiting(rings: Int)
        /// It is being answered.
        case answering(Answering)
        /// It is active: the message is spoken.
        case speaking(ActiveCall)
        /// It was active: it is being ended.
        case tearingDown(ActiveCall, CallTeardown)
        /// It is hung up on without having been active.
        case hangingUp(HangUp)
        /// It is over; what is known of it is being written down.
        case closing
    }

    /// How far an answer is.
    package enum Answering: Hashable, Sendable {
        /// Whether another call rings in its place by now is being asked: `ATA` would answer that one.
        case checking
        /// The answer is being committed, so that a crash cannot lead to a second one.
        case committing
        /// It is committed with this permission; `ATA` is next.
        case committed(Permission)
        /// `ATA` is on its way.
        case takingUp
    }

    /// Somebody told the number.
    var hasNumber: Bool { caller?.number.isEmpty == false }

    /// It was recorded and judged.
    var isDecided: Bool {
        switch phase {
        case .ringing, .lookingUp, .readying, .deciding: false
        default: true
        }
    }

    /// How often it rang, as far as was heard.
    var ringsHeard: Int { max(rings, callerLines) }

    /// Whether the caller has given up, as far as can be heard.
    func hasFallenSilent(at now: Uptime) -> Bool { isGone || lastRing + CallTiming.silence <= now }

    /// How the caller of a call that is left ringing is looked for: most modems say nothing of one who gives up.
    package struct RingCheck: Hashable, Sendable {
        /// Whether the list of calls has it; nil = not asked.
        var isListed: Bool?
        /// The last ring after which the list was asked.
        var checkedRing: Uptime?

        /// When the list is asked; nil = not now.
        func due(lastRing: Uptime) -> Uptime? {
            guard let isListed else { return lastRing + CallTiming.firstCheck }
            return isListed && checkedRing != lastRing ? lastRing + CallTiming.ringIsLate : nil
        }
    }

    /// How a call is hung up on, again and again where the modem does not end it.
    package struct HangUp: Hashable, Sendable {
        /// When it is hung up on next; nil = only if it rings on.
        var next: Uptime?
        /// The last hang-up began then.
        var last: Uptime?
        /// The modem has to list the call no more by then; nil = it only rings, and its rings tell.
        var limit: Uptime?
        /// The first hang-up is a rejection, and is written down as one.
        var isRejection = false
        /// The radio is switched off and on.
        var isForced = false
        /// The store has not said yet what it decided: it takes too long.
        var awaitsDecision = false
    }
}
