import Vocabulary

/// The search for a ringing call's number: with the RING, in the modem's list of calls, or not at all.
struct NumberSearch: Hashable, Sendable {
    /// What the modem's list of calls shows about a ringing call.
    enum List: Hashable {
        case unasked
        /// There is no list, or it does not answer.
        case unsupported
        /// The call is not in it, as with modems that list a call from a later RING on.
        case absent
        /// The call is in it, without a number.
        case withoutNumber
    }

    /// What the list showed the last time.
    var list = List.unasked
    /// How often it had rung when the list was last read.
    private var ringsAtAsking = 0

    init(list: List = .unasked) {
        self.list = list
    }

    /// Notes that the list is being read.
    mutating func asking(rings: Int) {
        ringsAtAsking = rings
        // Until the answer comes, it counts as missing.
        if list == .unasked { list = .unsupported }
    }

    /// When to decide the call without a number.
    func end(of call: LiveCall) -> Uptime {
        call.since
            + (list == .absent || list == .withoutNumber ? CallTiming.listTimeout : CallTiming.numberTimeout)
    }

    /// When to read the list of calls for the number; nil = not now.
    func listIsDue(for call: LiveCall) -> Uptime? {
        switch list {
        // If +CLIP is empty, the number is looked for at once.
        case .unasked: return call.caller == nil ? call.since + CallTiming.numberLate : call.since
        case .unsupported: return nil
        // An empty +CLIP and a list without a number mean the same.
        case .withoutNumber where call.caller != nil: return nil
        case .absent, .withoutNumber:
            return call.rings > ringsAtAsking ? call.lastRing + CallTiming.listDelay : nil
        }
    }

    /// Whether no number will come unless the call rings on: +CLIP is empty, and the list has none or is missing.
    func isOver(for call: LiveCall) -> Bool {
        call.caller != nil && list != .absent && listIsDue(for: call) == nil
    }
}
