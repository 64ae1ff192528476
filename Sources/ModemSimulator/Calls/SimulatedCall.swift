import Foundation

/// A call as the network and the modem see it.
struct SimulatedCall {
    /// As `+CLCC` numbers it (3GPP TS 27.007 7.18).
    enum State: Int {
        case active = 0
        case held = 1
        case incoming = 4
        case waiting = 5
        /// Not in the standard: SIMCom's state for a call that has just ended, in unsolicited `+CLCC` lines only.
        case ended = 6
    }

    /// The caller identity that the network provides (27.007 7.6).
    struct Caller {
        /// Nil when it is not shown.
        let number: String?
        /// 0 shown, 1 withheld, 2 not available.
        let validity: Int
    }

    /// Unique for every call; the modem's own call numbers are reused.
    let serial: Int
    /// The number that `+CLCC` gives it.
    let index: Int
    let caller: Caller
    var state: State
    var ringsLeft: Int
    var ringsHeard = 0
    let interval: Duration
    var answeredAt: Instant?
    /// Its index in the journal's records, once it is answered.
    var record: Int?
    /// `ATA` is under way.
    var isBeingAnswered = false
    /// The caller has given up but the modem still reports the call.
    var isGhost = false

    var isAnswered: Bool { answeredAt != nil }
}

/// The calls of a modem; two at most, as the network allows a subscriber.
struct CallList {
    private(set) var calls: [SimulatedCall] = []
    private var nextSerial = 1

    /// Calls whose caller is still there.
    var present: [SimulatedCall] { calls.filter { !$0.isGhost } }

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

    func first(_ state: SimulatedCall.State) -> SimulatedCall? { present.first { $0.state == state } }

    mutating func change(_ serial: Int, _ change: (inout SimulatedCall) -> Void) {
        guard let place = calls.firstIndex(where: { $0.serial == serial }) else { return }
        change(&calls[place])
    }

    mutating func remove(_ serial: Int) { calls.removeAll { $0.serial == serial } }
}
