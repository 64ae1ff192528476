import LinePolicy
import Vocabulary

extension World {
    /// What must never be, at any instant; nil when nothing is wrong.
    func faults() -> String? {
        for scope in [nil, 0, 1] {
            guard let limit = scope.map({ lines[$0].limit }) ?? boxLimit else { continue }
            if used(scope) > limit { return "\(used(scope).decimal) of \(limit.decimal) are spent or reserved" }
        }
        for sender in Set(replies.map(\.sender)) {
            let own = replies.filter { $0.sender == sender && $0.state != .cancelled }
            guard !own.isEmpty else { continue }
            switch Cast.senders[sender].nature {
            case .person: break
            // They may be spoken to, never texted.
            case .premium, .foreign, .shortCode, .name, .withheld, .unreadable:
                if own.contains(where: { $0.plan.manner != .spoken }) {
                    return "a text to \(Cast.senders[sender].sender)"
                }
            case .ownLine: return "an answer to our own line"
            }
            guard Cast.keys[sender] != nil else { continue }
            let (allowed, window) = (lines[0].rules.repliesPerWindow, lines[0].rules.window)
            let times = own.map(\.countedAt).sorted()
            if !wasSetBack, zip(times, times.dropFirst(allowed)).contains(where: { $1 - $0 < window }) {
                return "more than \(allowed) replies to \(Cast.senders[sender].sender) within a window"
            }
            let lifetime = lines[0].rules.repliesLifetime
            if lifetime > 0, own.count(where: { $0.state != .failed }) > lifetime {
                return "more than \(lifetime) replies to \(Cast.senders[sender].sender)"
            }
        }
        return nil
    }
}
