import Foundation
import Synchronization

/// A simulated modem on a pseudo-terminal, for any program that drives modems.
///
/// It answers AT commands as its ``SimulatedProfile`` describes, stores messages, rings, and records what it received.
/// It lives from ``start(link:)`` to ``stop()``. All functions may be called from anywhere.
public final class SimulatedModem: Sendable {
    struct State {
        var machine: ModemMachine
        var port: Pty?
        var link: String?
        var unwritten: [UInt8] = []
        var voicePort: Pty?
        var voiceLink: String?
        var downlink = SampleWriter()
        var reappearsAt: Instant?
    }

    let state: Mutex<State>
    private let traffic: Traffic?
    /// Set once, by the first start.
    private let voiceSide = Mutex<VoicePort?>(nil)

    /// Observes the wire: `fromModem` is true for bytes of the modem, false for those of the host.
    public typealias Traffic = @Sendable (_ fromModem: Bool, _ bytes: [UInt8]) -> Void

    /// A modem that has no port yet.
    public init(
        profile: SimulatedProfile = .generic, settings: SimulatedSettings = .init(), traffic: Traffic? = nil
    ) {
        self.traffic = traffic
        state = Mutex(State(machine: ModemMachine(profile: profile, settings: settings, now: .now)))
    }

    // MARK: The cable

    /// Plugs the modem in and returns the path of its tty: the link, if given, which stays the same after replugs.
    ///
    /// Families that carry the sound of calls over a tty get a second one, ``voicePath``, under a link of its own.
    /// Throws ``SimulatorError`` when no pseudo-terminal is left or something else is at a link's path.
    @discardableResult
    public func start(link: String? = nil, voiceLink: String? = nil) throws -> String {
        let path = try state.withLock { state in
            (state.link, state.voiceLink) = (link, voiceLink)
            return try Self.plugIn(&state)
        }
        SimulatorThread.shared.add(self)
        if let side = voiceSide.withLock({ side in
            side = side ?? VoicePort(self)
            return side
        }) {
            SimulatorThread.shared.add(side)
        }
        return path
    }

    /// Unplugs the modem for good and removes its link.
    public func stop() {
        state.withLock {
            $0.reappearsAt = nil
            Self.unplug(&$0)
        }
        SimulatorThread.shared.remove(self)
        if let side = voiceSide.withLock({ $0 }) { SimulatorThread.shared.remove(side) }
    }

    /// Pulls the cable: the host sees a hang-up, the link is gone.
    ///
    /// After `time` it is plugged in again by itself; nil waits for ``reappear()``.
    public func vanish(for time: Duration? = nil) {
        state.withLock {
            Self.unplug(&$0)
            $0.reappearsAt = time.map { .now + $0 }
        }
        wake()
    }

    /// Plugs the modem in again, on a new tty under the same link.
    public func reappear() throws {
        try state.withLock { state in
            state.reappearsAt = nil
            if state.port == nil { _ = try Self.plugIn(&state) }
        }
        wake()
    }

    /// The path a host opens: the link if there is one; nil while unplugged.
    public var path: String? {
        state.withLock { state in state.port.map { state.link ?? $0.slavePath } }
    }

    private static func plugIn(_ state: inout State) throws -> String {
        let port = try Pty(link: state.link)
        let hasVoice = state.machine.profile.sound != nil && !state.machine.faults.take(.audioPortMissing)
        state.voicePort = hasVoice ? try Pty(link: state.voiceLink) : nil
        state.downlink = SampleWriter()
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
        state.voicePort = nil
    }

    // MARK: Doorway

    /// Changes or reads the machine now, then wakes the thread to act on it.
    func withMachine<T: Sendable>(_ body: (inout ModemMachine) throws -> T) rethrows -> T {
        let result = try state.withLock { state in
            state.machine.now = .now
            return try body(&state.machine)
        }
        wake()
        return result
    }

    /// Gives both ttys a turn.
    private func wake() {
        SimulatorThread.shared.wake(self)
        wakeVoice()
    }

    private func wakeVoice() {
        if let side = voiceSide.withLock({ $0 }) { SimulatorThread.shared.wake(side) }
    }

    /// Reads the machine without waking the thread.
    func reading<T: Sendable>(_ body: (borrowing ModemMachine) -> T) -> T {
        state.withLock { body($0.machine) }
    }
}

// MARK: The thread's turn

extension SimulatedModem: Polled {
    private static let maximumUnwritten = 65_536

    func turn(now: Instant) -> PollInterest {
        let (interest, voiceIsConcerned) = state.withLock { state in
            let before = state.machine.nextSoundTick
            let interest = turn(&state, now)
            return (interest, state.machine.nextSoundTick != before || state.machine.soundTail != nil)
        }
        if voiceIsConcerned { wakeVoice() }
        return interest
    }

    private func turn(_ state: inout State, _ now: Instant) -> PollInterest {
        if let moment = state.reappearsAt, moment <= now {
            state.reappearsAt = nil
            // A link that cannot be made now is tried again later.
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
        writeOutput(&state, port, now)
        if state.machine.wantsToVanish {
            Self.unplug(&state)
            return PollInterest(next: state.machine.nextMoment)
        }
        return PollInterest(
            descriptor: port.descriptor, wantsToWrite: !state.unwritten.isEmpty, isHungUp: isHungUp,
            next: state.machine.nextMoment)
    }

    /// Reads what the host wrote; true when the host is not there.
    private func takeInput(_ state: inout State, _ port: Pty) -> Bool {
        state.machine.hostIsAttached = port.isOpened
        while let bytes = port.read() {
            // The host may have opened or closed the port in between, and answers go only to an open port.
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

    private func writeOutput(_ state: inout State, _ port: Pty, _ now: Instant) {
        while let bytes = state.machine.wire.take(now: now) {
            // The host has not opened the port: the bytes are lost, as on a real port.
            guard state.machine.hostIsAttached else { continue }
            traffic?(true, bytes)
            if state.unwritten.count < Self.maximumUnwritten { state.unwritten += bytes }
            flush(&state, port)
        }
        flush(&state, port)
    }

    private func flush(_ state: inout State, _ port: Pty) {
        guard !state.unwritten.isEmpty else { return }
        state.unwritten.removeFirst(port.write(state.unwritten[...]))
    }
}
