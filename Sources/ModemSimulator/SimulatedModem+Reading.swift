import Foundation

// Reads what the modem has recorded, and waits for more.
extension SimulatedModem {
    /// Every message that the network accepted from this modem, oldest first.
    public var submissions: [Submission] { reading { $0.journal.submissions } }

    /// Messages the network or the modem refused after their body.
    public var refusals: Int { reading { $0.journal.refusals } }

    /// Bodies that were given up with ESC.
    public var cancelledBodies: Int { reading { $0.journal.cancelledBodies } }

    /// Every command line, as it was typed.
    public var commands: [String] { reading { $0.journal.commands.map(\.text) } }

    /// Every command line with its time.
    public var receivedCommands: [ReceivedCommand] { reading { $0.journal.commands } }

    /// Every body that ended in Ctrl-Z.
    public var receivedBodies: [ReceivedCommand] { reading { $0.journal.bodies } }

    /// The numbers that the host tried to dial.
    public var dials: [String] { reading { $0.journal.dials } }

    /// Calls that were answered.
    public var answeredCalls: Int { reading { $0.journal.answeredCalls } }

    /// Calls that this side ended.
    public var hangUps: Int { reading { $0.journal.hangUps } }

    /// Callers who gave up, or were refused, before they were answered.
    public var missedCalls: Int { reading { $0.journal.missedCalls } }

    /// Calls that waited and were refused by this side.
    public var refusedWaitingCalls: Int { reading { $0.journal.refusedWaitingCalls } }

    /// Callers who heard the busy tone.
    public var busyCallers: Int { reading { $0.journal.busyCallers } }

    /// Whether a call rings, waits or is answered.
    public var hasCall: Bool { reading { !$0.calls.present.isEmpty } }

    /// Every deletion.
    public var deletions: [Deletion] { reading { $0.journal.deletions } }

    /// The messages of a memory.
    public func stored(in memory: String) -> [StoredMessage] {
        reading { $0.storage.messages(in: memory).map(\.message) }
    }

    /// Messages that wait in the network.
    public var waitingInNetwork: Int { reading { $0.network.waiting.count } }

    /// Faults that are on.
    public var activeFaults: [SimulatedFault] { reading { $0.faults.list.map(\.fault) } }

    /// The registration as it is now.
    public var registration: SimulatedSettings.Registration { reading { $0.registration } }

    /// PIN tries left.
    public var pinTriesLeft: Int { reading { $0.lock.pinTries } }

    /// Whether the host has the tty open.
    public var isOpened: Bool { reading { $0.hostIsAttached } }

    /// Present settings.
    public var settings: SimulatedSettings { reading { $0.settings } }

    /// The profile's name.
    public var profileName: String { reading { $0.profile.name } }

    // MARK: Waiting

    /// Waits until the condition holds.
    ///
    /// Throws ``SimulatorError``, naming `what`, when it does not within that time.
    public func wait(
        for what: String, within time: Duration = .seconds(5), until condition: (SimulatedModem) throws -> Bool
    ) async throws {
        let deadline = Instant.now + time
        while try !condition(self) {
            guard .now < deadline else {
                throw SimulatorError("no \(what) within \(time); last commands: \(commands.suffix(5))")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Waits until there are `count` submissions in total and returns them all.
    @discardableResult
    public func waitForSubmissions(_ count: Int, within time: Duration = .seconds(5)) async throws -> [Submission] {
        try await wait(for: "submission \(count)", within: time) { $0.submissions.count >= count }
        return submissions
    }

    /// Waits until there are `count` message bodies in total, after which a message may have been sent.
    public func waitForBodies(_ count: Int, within time: Duration = .seconds(5)) async throws {
        try await wait(for: "body \(count)", within: time) { $0.receivedBodies.count >= count }
    }

    /// Waits for a command line with this beginning, in upper or lower case.
    public func waitForCommand(_ beginning: String, within time: Duration = .seconds(5)) async throws {
        let wanted = beginning.uppercased()
        try await wait(for: beginning, within: time) { modem in
            modem.commands.contains { $0.uppercased().hasPrefix(wanted) }
        }
    }
}
