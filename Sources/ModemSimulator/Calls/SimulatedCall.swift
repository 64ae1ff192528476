import Foundation

/// A call as the network and the modem see it.
struct SimulatedCall {
    /// As `+CLCC` numbers it (3GPP TS 27.007 7.18).
    enum State: Int {
        case active = 0
        case held = 1
        case incoming = 4
        case waiting = 5
        /// Beyond the standard: SIMCom's word for a call that has just ended, in announced `+CLCC` lines only.
        case ended = 6
    }

    /// What the network says about the caller (27.007 7.6).
    struct Caller {
        /// Nil when it is not shown.
        let number: String?
        /// 0 shown, 1 withheld, 2 not available.
        let validity: Int
    }

    /// Tells calls apart for ever; the modem's own numbers are used again.
    let serial: Int
    /// The number that `+CLCC` gives it.
    let index: Int
    let caller: Caller
    var state: State
    var ringsLeft: Int
    var ringsHeard = 0
    let interval: Duration
    var answeredAt: Instant?
    /// Its place in the journal's records, once it is answered.
    var record: Int?
    /// `ATA` is under way.
    var isBeingAnswered = false
    /// Nobody is there: the modem has not understood that the caller gave up.
    var isGhost = false

    var isAnswered: Bool { answeredAt != nil }
}

/// The calls of a modem; two at most, as the network allows a subscriber.
struct CallList {
    private(set) var calls: [SimulatedCall] = []
    private var nextSerial = 1

    /// Calls that somebody is behind.
    var standing: [SimulatedCall] { calls.filter { !$0.isGhost } }

    mutating func add(
        _ caller: SimulatedCall.Caller, _ state: SimulatedCall.State, rings: Int, interval: Duration
    ) -> SimulatedCall {
        let index = (1...7).first { index in calls.allSatisfy { $0.index != index } } ?? 7
        let call = SimulatedCall(
            serial: nextSerial, index: index, caller: caller, state: state, ringsLeft: rings, interval: interval)
        nextSerial += 1
        calls.append(call)
        return call
    }

    subscript(serial: Int) -> SimulatedCall? { calls.first { $0.serial == serial } }

    func first(_ state: SimulatedCall.State) -> SimulatedCall? { standing.first { $0.state == state } }

    mutating func change(_ serial: Int, _ change: (inout SimulatedCall) -> Void) {
        guard let place = calls.firstIndex(where: { $0.serial == serial }) else { return }
        change(&calls[place])
    }

    mutating func remove(_ serial: Int) { calls.removeAll { $0.serial == serial } }
}
