import Foundation
import Synchronization

/// A modem made of data, on a pseudo-terminal, for any program that drives modems.
///
/// It understands AT commands as its ``SimulatedProfile`` does, keeps messages, rings, and records what it was told.
/// It lives from ``start(link:)`` to ``stop()``. All functions may be called from anywhere.
public final class SimulatedModem: Sendable {
    struct State {
        var machine: ModemMachine
        var port: Pty?
        var link: String?
        var unwritten: [UInt8] = []
        var reappearsAt: Instant?
    }

    let state: Mutex<State>
    private let traffic: Traffic?

    /// Sees what goes over the wire: true and what the modem said, false and what the host said.
    public typealias Traffic = @Sendable (_ fromModem: Bool, _ bytes: [UInt8]) -> Void

    /// A modem that has no port yet.
    public init(
        profile: SimulatedProfile = .generic, settings: SimulatedSettings = .init(), traffic: Traffic? = nil
    ) {
        self.traffic = traffic
        state = Mutex(State(machine: ModemMachine(profile: profile, settings: settings, now: .now)))
    }

    // MARK: The cable

    /// Plugs the modem in and returns the path of its tty: the link, if one is given, which stays the same for ever.
    ///
    /// Throws ``SimulatorError`` when no pseudo-terminal is left or something else is at the link's path.
    @discardableResult
    public func start(link: String? = nil) throws -> String {
        let path = try state.withLock { state in
            state.link = link
            return try Self.plugIn(&state)
        }
        SimulatorThread.shared.add(self)
        return path
    }

    /// Unplugs the modem for good and removes its link.
    public func stop() {
        state.withLock {
            $0.reappearsAt = nil
            Self.unplug(&$0)
        }
        SimulatorThread.shared.remove(self)
    }

    /// Pulls the cable: the host sees a hang-up, the link is gone.
    ///
    /// After `time` it is plugged in again by itself; nil waits for ``reappear()``.
    public func vanish(for time: Duration? = nil) {
        state.withLock {
            Self.unplug(&$0)
            $0.reappearsAt = time.map { .now + $0 }
        }
        SimulatorThread.shared.wake(self)
    }

    /// Plugs the modem in again, on a new tty under the same link.
    public func reappear() throws {
        try state.withLock { state in
            state.reappearsAt = nil
            if state.port == nil { _ = try Self.plugIn(&state) }
        }
        SimulatorThread.shared.wake(self)
    }

    /// The path a host opens: the link if there is one; nil while unplugged.
    public var path: String? {
        state.withLock { state in state.port.map { state.link ?? $0.slavePath } }
    }

    private static func plugIn(_ state: inout State) throws -> String {
        let port = try Pty(link: state.link)
        state.machine.now = .now
        state.machine.plugIn()
        state.unwritten = []
        state.port = port
        return state.link ?? port.slavePath
    }

    private static func unplug(_ state: inout State) {
        state.machine.now = .now
        state.machine.unplug()
        state.unwritten = []
        state.port = nil
    }

    // MARK: Doorway

    /// Changes or reads the machine at this moment, then lets the thread act on it.
    func withMachine<T: Sendable>(_ body: (inout ModemMachine) throws -> T) rethrows -> T {
        let result = try state.withLock { state in
            state.machine.now = .now
            return try body(&state.machine)
        }
        SimulatorThread.shared.wake(self)
        return result
    }

    /// Reads the machine without waking the thread.
    func reading<T: Sendable>(_ body: (borrowing ModemMachine) -> T) -> T {
        state.withLock { body($0.machine) }
    }
}

// MARK: The thread's turn

extension SimulatedModem: Polled {
    private static let mostUnwritten = 65_536

    func turn(now: Instant) -> PollInterest {
        state.withLock { state in
            if let moment = state.reappearsAt, moment <= now {
                state.reappearsAt = nil
                // A link that cannot be made now is tried again; nobody else would.
                if (try? Self.plugIn(&state)) == nil { state.reappearsAt = now + .milliseconds(100) }
            }
            guard var port = state.port else {
                return PollInterest(next: [state.reappearsAt, state.machine.nextMoment].compactMap { $0 }.min())
            }
            state.machine.now = now
            let isHungUp = takeInput(&state, port)
            if isHungUp, !port.endExclusiveUse(), let other = try? Pty(link: state.link) {
                port = other
                state.port = other
            }
            state.machine.advance(to: now)
            giveOutput(&state, port, now)
            if state.machine.wantsToVanish {
                Self.unplug(&state)
                return PollInterest(next: state.machine.nextMoment)
            }
            return PollInterest(
                descriptor: port.descriptor, wantsToWrite: !state.unwritten.isEmpty, isHungUp: isHungUp,
                next: state.machine.nextMoment)
        }
    }

    /// Reads what the host wrote; true when the host is not there.
    private func takeInput(_ state: inout State, _ port: Pty) -> Bool {
        state.machine.hostIsAttached = port.isOpened
        while let bytes = port.read() {
            // It may have come or gone between the two questions, and answers go only to one that is there.
            state.machine.hostIsAttached = port.isOpened
            guard !bytes.isEmpty else { break }
            traffic?(false, bytes)
            state.machine.receive(bytes)
        }
        guard !state.machine.hostIsAttached else { return false }
        state.unwritten = []
        port.discardUnread()
        return true
    }

    private func giveOutput(_ state: inout State, _ port: Pty, _ now: Instant) {
        while let bytes = state.machine.wire.take(now: now) {
            // Nobody listens: the bytes are lost, as on a real port.
            guard state.machine.hostIsAttached else { continue }
            traffic?(true, bytes)
            if state.unwritten.count < Self.mostUnwritten { state.unwritten += bytes }
            flush(&state, port)
        }
        flush(&state, port)
    }

    private func flush(_ state: inout State, _ port: Pty) {
        guard !state.unwritten.isEmpty else { return }
        state.unwritten.removeFirst(port.write(state.unwritten[...]))
    }
}
