import Glibc
import NIOCore
import Synchronization

/// The open connections of a control server.
final class Connections: Sendable {
    private struct State {
        var book: ConnectionTable
        var channels: [Int: any Channel] = [:]
        var next = 0
        var isEnding = false
    }

    private let state: Mutex<State>

    init(_ limits: ConnectionTable.Limits = Connections.limits()) {
        state = Mutex(State(book: ConnectionTable(limits)))
    }

    /// At most a quarter of this process's descriptors: the rest is for modems, sound and the database.
    static func limits(descriptors: Int = descriptorLimit) -> ConnectionTable.Limits {
        let total = min(max(descriptors / 4, 8), 256)
        return ConnectionTable.Limits(total: total, perUser: max(total / 4, 4))
    }

    /// How many descriptors this process may have open now.
    private static var descriptorLimit: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        return Int(clamping: limit.rlim_cur)
    }

    /// The number of open connections.
    var count: Int { state.withLock { $0.book.count } }

    /// Adds a connection and gives it a number; closes another one when there are too many.
    func open(_ channel: any Channel, user: UInt32) -> Int {
        let (id, victim) = state.withLock { state -> (Int, (any Channel)?) in
            state.next += 1
            let id = state.next
            if state.isEnding { return (id, channel) }
            state.channels[id] = channel
            return (id, state.book.open(id, user: user).flatMap { state.channels.removeValue(forKey: $0) })
        }
        victim?.close(promise: nil)
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { state in
                state.channels[id] = nil
                state.book.close(id)
            }
        }
        return id
    }

    /// Notes whether a connection's request is being answered.
    func note(_ id: Int, isBusy: Bool) {
        state.withLock { $0.book.note(id, isBusy: isBusy) }
    }

    /// Closes every connection, busy or not; new ones are closed at once from now on.
    func closeAll() {
        let open = state.withLock { state in
            state.isEnding = true
            defer { state.channels = [:] }
            return Array(state.channels.values)
        }
        for channel in open { channel.close(promise: nil) }
    }
}
