import Synchronization

// The sound of calls, for tests.
extension SimulatedModem {
    /// The path of the tty that carries sound: the link if there is one; nil while unplugged or without such a tty.
    public var voicePath: String? {
        state.withLock { state in state.voicePort.map { state.voiceLink ?? $0.slavePath } }
    }

    /// The sound of the newest answered call; an empty record before the first.
    public var voice: VoiceRecord { reading { $0.journal.voice } }

    /// Every answered call, newest last.
    public var calls: [VoiceRecord] { reading { $0.journal.calls } }

    /// The caller speaks, which the port receives while sound is on; false when no call is answered.
    ///
    /// The samples have the port's rate. Speech before sound is on waits for it.
    @discardableResult
    public func callerSays(_ samples: [Int16]) -> Bool { withMachine { $0.callerSays(samples) } }

    /// The caller presses a key (`0` to `9`, `*`, `#`, `A` to `D`): a tone, and an indication where it was asked for.
    ///
    /// False when no call is answered or the key is unknown.
    @discardableResult
    public func press(_ key: Character, for duration: Duration = .milliseconds(100)) -> Bool {
        withMachine { $0.press(key, for: duration) }
    }
}

/// The second tty of a modem, with turns of its own: the thread wakes for it every 20 ms only while sound is on.
final class VoicePort: Polled {
    private weak let modem: SimulatedModem?

    init(_ modem: SimulatedModem) { self.modem = modem }

    func turn(now: Instant) -> PollInterest { modem?.voiceTurn(now: now) ?? PollInterest() }
}

extension SimulatedModem {
    /// How often a closed port is checked while there is no call.
    private static let idleInterval: Duration = .milliseconds(250)
    private static let callInterval: Duration = .milliseconds(10)

    fileprivate func voiceTurn(now: Instant) -> PollInterest {
        let (interest, mustWake) = state.withLock { state in
            state.machine.now = now
            var isHungUp = false
            if let port = state.voicePort {
                isHungUp = !port.isOpened
                state.machine.soundHostIsAttached = !isHungUp
                moveSound(&state, port)
                if isHungUp { closed(&state, port) }
            } else {
                state.machine.soundHostIsAttached = false
                while state.machine.soundTick() != nil {}
                state.machine.soundWasRead(unread: 0)
            }
            if state.machine.losesSoundPort {
                state.machine.losesSoundPort = false
                state.voicePort = nil
            }
            let isQuiet = state.machine.calls.calls.isEmpty
            let interest = PollInterest(
                descriptor: state.voicePort?.descriptor, wantsToRead: state.machine.soundCapacity() > 0,
                isHungUp: isHungUp, recheckInterval: isQuiet ? Self.idleInterval : Self.callInterval,
                next: state.machine.nextSoundTick)
            return (interest, state.machine.nextMoment.map { $0 <= now } ?? false)
        }
        // A sound fault may print a line on the other tty.
        if mustWake { SimulatorThread.shared.wake(self) }
        return interest
    }

    /// Fills the modem's buffer from the port, plays the due sound, and gives the host the caller's sound.
    private func moveSound(_ state: inout State, _ port: Pty) {
        var isDue = true
        while isDue {
            takeSound(&state, port)
            isDue = false
            if let bytes = state.machine.soundTick() {
                isDue = true
                // Sound that the host does not read is lost, as on a real port.
                if state.machine.soundHostIsAttached { state.downlink.write(bytes) { port.write($0) } }
            }
        }
        let unread = state.machine.soundCapacity() > 0 ? 0 : port.unread
        state.machine.soundWasRead(unread: unread)
    }

    private func takeSound(_ state: inout State, _ port: Pty) {
        var room = state.machine.soundCapacity()
        while room > 0, let bytes = port.read(atMost: room), !bytes.isEmpty {
            state.machine.receiveSound(bytes)
            room = state.machine.soundCapacity()
        }
    }

    private func closed(_ state: inout State, _ port: Pty) {
        state.downlink = SampleWriter()
        port.discardUnread()
        if !port.endExclusiveUse(), let other = try? Pty(link: state.voiceLink) { state.voicePort = other }
    }
}
