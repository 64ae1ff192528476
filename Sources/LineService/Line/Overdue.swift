import Vocabulary

/// What is waited for, each for so long after it was last seen to change; by the clock that cannot be set.
///
/// After a restart everything has its whole time again.
struct Overdue<Key: Hashable & Sendable, State: Equatable & Sendable>: Sendable {
    private struct Wait: Sendable {
        var state: State
        var until: Uptime
    }

    private let timeout: Span
    private var waits: [Key: Wait] = [:]

    init(after timeout: Span) { self.timeout = timeout }

    /// Takes what there is now, all of it, and gives back what has waited long enough; what is gone is forgotten.
    mutating func see(_ all: [Key: State], at now: Uptime) -> [Key] {
        for (key, state) in all where waits[key]?.state != state {
            waits[key] = Wait(state: state, until: now + timeout)
        }
        waits = waits.filter { all[$0.key] != nil }
        return waits.filter { $0.value.until <= now }.map(\.key)
    }
}
