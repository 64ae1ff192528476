import LinePolicy
import NIOCore

/// What is known about the call that rings now: a value, so that its rules can be read and tested without a modem.
///
/// A call is decided as soon as its number is known, at latest ``patience`` after the first RING.
struct CallDesk: Equatable {
    /// How long the number is waited for after the first RING.
    static let patience = TimeAmount.seconds(6)
    /// A caller who has not rung for so long has given up: networks ring every 3 to 6 s.
    static let silence = TimeAmount.seconds(10)
    /// A call that rings so long after the hang-up has not been ended by it.
    static let obedience = TimeAmount.milliseconds(1_500)

    /// A call that rings.
    struct Ringing: Equatable {
        /// The first RING.
        var since: NIODeadline
        /// The last sign of it.
        var lastRing: NIODeadline
        /// The number as +CLIP gave it; nil until then.
        var caller: Caller?
        /// It was recorded and decided.
        var isDecided = false
        /// Its `call_received`.
        var event: Int64?
        /// When it was last hung up on; nil = it was not.
        var hungUpAt: NIODeadline?
    }

    /// Who calls.
    struct Caller: Equatable {
        /// The digits; empty when withheld.
        var number: String
        /// The type of the number (3GPP TS 24.008 10.5.4.7), 145 for international.
        var type: Int?
    }

    /// What has to be done for a call now.
    enum Step: Equatable {
        /// It was hung up on and rings on.
        case hangUpAgain
        /// Record it and decide: the number is known, or will not come.
        case decide
        /// It is over: the caller gave up, or the hang-up was confirmed.
        case close
    }

    private(set) var ringing: Ringing?

    /// A call rings or is being ended: no send begins.
    var isBusy: Bool { ringing != nil }

    /// RING or +CRING.
    mutating func ring(at now: NIODeadline) {
        if ringing == nil { ringing = Ringing(since: now, lastRing: now) }
        ringing?.lastRing = now
    }

    /// +CLIP: a sign of the call too, where RING was lost.
    mutating func identify(number: String, type: Int?, at now: NIODeadline) {
        ring(at: now)
        if ringing?.caller == nil || ringing?.caller?.number.isEmpty == true {
            ringing?.caller = Caller(number: number, type: type)
        }
    }

    /// The modem says the call is gone.
    mutating func hasEnded() {
        ringing?.lastRing = .uptimeNanoseconds(0)
    }

    /// The call was recorded under this number.
    mutating func decided(event: Int64) {
        ringing?.isDecided = true
        ringing?.event = event
    }

    /// The call is being hung up on.
    mutating func hangUp(at now: NIODeadline) {
        ringing?.hungUpAt = now
    }

    /// Whether the modem said that the call is gone.
    var isGone: Bool { ringing.map { $0.lastRing == .uptimeNanoseconds(0) } ?? true }

    /// The call is closed.
    mutating func close() {
        ringing = nil
    }

    /// What is due for the call at `now`; nil = nothing yet.
    func step(at now: NIODeadline) -> Step? {
        guard let call = ringing else { return nil }
        let isOver = call.lastRing + Self.silence <= now
        if !call.isDecided {
            return call.caller != nil || isOver || call.since + Self.patience <= now ? .decide : nil
        }
        if isOver { return .close }
        guard let before = call.hungUpAt, before + Self.obedience < call.lastRing else { return nil }
        return .hangUpAgain
    }

    /// When ``step(at:)`` has to be asked again.
    var nextStep: NIODeadline? {
        ringing.map {
            $0.isDecided ? $0.lastRing + Self.silence : min($0.since + Self.patience, $0.lastRing + Self.silence)
        }
    }
}
