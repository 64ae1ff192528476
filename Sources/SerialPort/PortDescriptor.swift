import Glibc
import NIOCore
import Synchronization

/// A second descriptor of an open port, so that the event loop never closes the last one.
///
/// It is made when the port is opened, and closed on a thread of its own once the channel is closed. A process that
/// exits meanwhile is not delayed: its exit interrupts a close that has begun, but not one that the kernel does for it.
final class PortDescriptor: Sendable {
    /// The node, symbolic links followed.
    let node: String
    private let descriptor: Int32
    private let call: @Sendable (Int32) -> Void

    private struct State {
        var isReleasing = false
        var channel: (any Channel)?
        var isClosed = false
        var waiters: [OneTimeValue<Void>] = []
    }

    private let state = Mutex(State())

    /// Duplicates a port's descriptor to keep it open; nil when no descriptor is left.
    init?(of channel: Int32, node: String, closing call: @escaping @Sendable (Int32) -> Void) {
        let kept = duplicate(channel)
        guard kept >= 0 else { return nil }
        descriptor = kept
        self.node = node
        self.call = call
        OpenPorts.shared.add(self)
    }

    /// Sets the channel of this port.
    func belongs(to channel: any Channel) {
        channel.closeFuture.whenComplete { [self] _ in release() }
        state.withLock { state in
            if !state.isReleasing { state.channel = channel }
        }
    }

    /// Closes the channel if it is still open; the port is released afterwards.
    func closeChannel() { state.withLock { $0.channel }?.close(promise: nil) }

    /// The channel is closed, this descriptor is not yet.
    var isClosing: Bool { state.withLock { $0.isReleasing && !$0.isClosed } }

    /// Starts closing the descriptor once its channel is closed; later calls do nothing.
    func release() {
        let isFirst = state.withLock { state in
            defer { (state.isReleasing, state.channel) = (true, nil) }
            return !state.isReleasing
        }
        guard isFirst else { return }
        DedicatedThread.start("port-close") { [self] in
            BlockingClose.close(descriptor, by: call)
            let waiters = state.withLock { state in
                state.isClosed = true
                defer { state.waiters = [] }
                return state.waiters
            }
            OpenPorts.shared.remove(self)
            for waiter in waiters { _ = waiter.give(()) }
        }
    }

    /// Waits up to `limit` until the descriptor is closed; false when it is not closed by then.
    func closed(atMost limit: Duration) async -> Bool {
        let waiter = OneTimeValue<Void>()
        let isClosed = state.withLock { state in
            if !state.isClosed { state.waiters.append(waiter) }
            return state.isClosed
        }
        if isClosed { return true }
        return await DedicatedThread.awaiting(waiter, atMost: limit) != nil
    }
}

/// The ports that this process has open or is closing.
final class OpenPorts: Sendable {
    static let shared = OpenPorts()

    private let ports = Mutex<[ObjectIdentifier: PortDescriptor]>([:])

    func add(_ port: PortDescriptor) { ports.withLock { $0[ObjectIdentifier(port)] = port } }

    func remove(_ port: PortDescriptor) { ports.withLock { $0[ObjectIdentifier(port)] = nil } }

    /// All of them.
    var all: [PortDescriptor] { ports.withLock { Array($0.values) } }

    /// The ports on a node that are being closed.
    func closing(_ node: String) -> [PortDescriptor] {
        all.filter { $0.node == node && $0.isClosing }
    }
}

/// `F_DUPFD_CLOEXEC`: a speech program must not inherit the port of a modem.
private func duplicate(_ descriptor: Int32) -> Int32 {
    fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
}
