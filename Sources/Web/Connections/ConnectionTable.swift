/// The connections to the control socket, and which one to close when there are too many.
///
/// Every new connection is accepted, and the oldest connection of a user over the limit is closed. So no client can
/// lock out another user or its own next command. A plain value, so that tests need no socket.
struct ConnectionTable {
    /// The most connections at once.
    struct Limits: Equatable {
        /// Of all users together.
        var total: Int
        /// Of one user.
        var perUser: Int
    }

    private struct Entry {
        var user: UInt32
        /// A whole request is being answered.
        var isBusy = false
        /// The turn of its last change.
        var turn: UInt64
    }

    private let limits: Limits
    private var entries: [Int: Entry] = [:]
    private var turn: UInt64 = 0

    init(_ limits: Limits) {
        self.limits = limits
    }

    var count: Int { entries.count }

    /// Adds a connection; returns the one that must be closed for it, if any.
    mutating func open(_ id: Int, user: UInt32) -> Int? {
        turn += 1
        entries[id] = Entry(user: user, turn: turn)
        guard let userOverLimit = userOverLimit(of: user) else { return nil }
        let oldest = entries.filter { $0.key != id && $0.value.user == userOverLimit }.min {
            Self.isClosedBefore($0.value, $1.value)
        }
        guard let oldest else { return nil }
        entries[oldest.key] = nil
        return oldest.key
    }

    /// Notes whether a connection's request is being answered.
    mutating func note(_ id: Int, isBusy: Bool) {
        turn += 1
        entries[id]?.isBusy = isBusy
        entries[id]?.turn = turn
    }

    /// Forgets a connection.
    mutating func close(_ id: Int) {
        entries[id] = nil
    }

    /// The user who has too many connections, now that this one has one more.
    private func userOverLimit(of newcomer: UInt32) -> UInt32? {
        var counts: [UInt32: Int] = [:]
        for entry in entries.values { counts[entry.user, default: 0] += 1 }
        if counts[newcomer, default: 0] > limits.perUser { return newcomer }
        guard entries.count > limits.total else { return nil }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }

    /// Idle connections are closed before those being answered, and older ones first.
    private static func isClosedBefore(_ one: Entry, _ other: Entry) -> Bool {
        one.isBusy == other.isBusy ? one.turn < other.turn : !one.isBusy
    }
}
