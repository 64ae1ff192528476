import Vocabulary

/// A call, from its first indication until it is recorded.
package struct LiveCall: Hashable, Sendable {
    /// Its id in this session.
    package let id: Int
    /// The first RING.
    package let since: Uptime
    /// Its last indication while it rings.
    var lastRing: Uptime
    /// How often it rang.
    var rings = 0
    /// How often its number was reported.
    var callerLines = 0
    /// The caller from +CLIP or the modem's list of calls; nil until then.
    package internal(set) var caller: Caller?
    var search = NumberSearch()
    /// It was already ringing when the port was opened, so it may be recorded already.
    var isLeftover = false
    /// Its number came while the call before still counted as ringing, which may have been over.
    var needsCheck = false
    /// The modem reported its end, or is lost: later rings belong to another call.
    var isGone = false
    /// Its `call_received`; nil = it is not recorded.
    package internal(set) var event: Int64?
    /// The voice trial whose code it hears.
    var trial: Int?
    /// The number of hang-ups.
    var hangUps = 0
    /// The details for its end.
    var facts = CallEndDetails()
    /// Its phase.
    package internal(set) var phase = Phase.ringing

    /// The phases of a call.
    package enum Phase: Hashable, Sendable {
        /// Waiting for its number.
        case ringing
        /// Reading whether it was recorded before the port was opened.
        case lookingUp
        /// Preparing to speak.
        case readying(since: Uptime)
        /// It is being recorded and judged.
        case deciding(speaks: Bool)
        /// It is recorded: the caller is spoken to, or not.
        case decided(isSpokenTo: Bool, isRefused: Bool)
        /// It rings on by configuration, or because the line may not touch it.
        case leftRinging(RingCheck)
        /// Waiting for the ring at which it is answered.
        case waiting(rings: Int)
        /// It is being answered.
        case answering(Answering)
        /// It is active: the message is spoken.
        case speaking(ActiveCall)
        /// It was active and is being ended.
        case tearingDown(ActiveCall, CallTeardown)
        /// It is being hung up without having been active.
        case hangingUp(HangUp)
        /// It is over and is being recorded.
        case closing
    }

    /// The steps of an answer.
    package enum Answering: Hashable, Sendable {
        /// Checking whether another call rings in its place: `ATA` would answer that one.
        case checking
        /// The answer is being committed, so that a crash cannot lead to a second one.
        case committing
        /// Committed with this permission; `ATA` is next.
        case committed(Permission)
        /// `ATA` was sent.
        case takingUp
    }

    /// Whether the number is known.
    var hasNumber: Bool { caller?.number.isEmpty == false }

    /// Whether it was recorded and judged.
    var isDecided: Bool {
        switch phase {
        case .ringing, .lookingUp, .readying, .deciding: false
        default: true
        }
    }

    /// How often it rang, as far as reported.
    var ringsHeard: Int { max(rings, callerLines) }

    /// Whether the caller has given up, judged by the rings.
    func hasFallenSilent(at now: Uptime) -> Bool { isGone || lastRing + CallTiming.silence <= now }

    /// How to find out that a caller left ringing gave up: most modems do not report it.
    package struct RingCheck: Hashable, Sendable {
        /// Whether the list of calls has it; nil = not read.
        var isListed: Bool?
        /// The last ring after which the list was read.
        var checkedRing: Uptime?

        /// When to read the list; nil = not now.
        func due(lastRing: Uptime) -> Uptime? {
            guard let isListed else { return lastRing + CallTiming.firstCheck }
            return isListed && checkedRing != lastRing ? lastRing + CallTiming.ringIsLate : nil
        }
    }

    /// The state of hanging up, repeated if the modem does not end the call.
    package struct HangUp: Hashable, Sendable {
        /// When to hang up next; nil = only if it rings on.
        var next: Uptime?
        /// When the last hang-up began.
        var last: Uptime?
        /// When the modem must no longer list the call; nil = it only rings, and further rings decide.
        var limit: Uptime?
        /// The first hang-up is a rejection, and is recorded as one.
        var isRejection = false
        /// Switching the radio off and on.
        var isForced = false
        /// The store's decision has not come in time.
        var awaitsDecision = false
    }
}
