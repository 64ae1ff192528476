import Vocabulary

/// How the number of a call that rings is found: with the RING, in the modem's list of calls, or not at all.
struct NumberSearch: Hashable, Sendable {
    /// What the modem's list of calls says of a call that rings.
    enum List: Hashable {
        case unasked
        /// There is no list, or it does not answer.
        case unsupported
        /// The call is not in it, as with modems that list a call from a later RING on.
        case absent
        /// The call is there, without a number.
        case withoutNumber
    }

    /// What the list said the last time.
    var list = List.unasked
    /// How often it had rung when the list was asked the last time.
    private var ringsAtAsking = 0

    init(list: List = .unasked) {
        self.list = list
    }

    /// The list is being asked.
    mutating func asking(rings: Int) {
        ringsAtAsking = rings
        // Until it answers, it is as if there were none.
        if list == .unasked { list = .unsupported }
    }

    /// When the call is decided without a number.
    func end(of call: LiveCall) -> Uptime {
        call.since
            + (list == .absent || list == .withoutNumber ? CallTiming.listTimeout : CallTiming.numberTimeout)
    }

    /// When the list of calls is to be asked for the number; nil = not now.
    func listIsDue(for call: LiveCall) -> Uptime? {
        switch list {
        // A number that +CLIP leaves empty is looked for at once.
        case .unasked: return call.caller == nil ? call.since + CallTiming.numberLate : call.since
        case .unsupported: return nil
        // An empty +CLIP and a list without a number say the same.
        case .withoutNumber where call.caller != nil: return nil
        case .absent, .withoutNumber:
            return call.rings > ringsAtAsking ? call.lastRing + CallTiming.listDelay : nil
        }
    }

    /// Nothing more will tell a number, unless the call rings on: +CLIP said that there is none, and so does the list, or
    /// there is no list.
    func isOver(for call: LiveCall) -> Bool {
        call.caller != nil && list != .absent && listIsDue(for: call) == nil
    }
}
