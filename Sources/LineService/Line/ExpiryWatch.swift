import Vocabulary

/// Finds items that have not changed for a given time, by the monotonic clock.
///
/// After a restart all times start again.
struct ExpiryWatch<Key: Hashable & Sendable, State: Equatable & Sendable>: Sendable {
    private struct Wait: Sendable {
        var state: State
        var until: Uptime
    }

    private let timeout: Span
    private var waits: [Key: Wait] = [:]

    init(after timeout: Span) { self.timeout = timeout }

    /// Takes the present items; returns those unchanged for the given time, and forgets missing ones.
    mutating func expired(among all: [Key: State], at now: Uptime) -> [Key] {
        for (key, state) in all where waits[key]?.state != state {
            waits[key] = Wait(state: state, until: now + timeout)
        }
        waits = waits.filter { all[$0.key] != nil }
        return waits.filter { $0.value.until <= now }.map(\.key)
    }
}
