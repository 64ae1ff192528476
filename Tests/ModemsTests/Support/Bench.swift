import ModemSimulator
import Modems
import NIOPosix
import Vocabulary

/// A simulated modem on a pty, and the real driver on the other end.
struct Bench {
    let simulated: SimulatedModem
    let modem: Modem

    /// Plugs the simulated modem in and opens its port; with `profile` nil the modem is told by what it says.
    init(
        _ name: String, profile: ModemProfile? = nil, chatter: String? = nil, timing: ModemTiming = .real,
        _ configure: (inout SimulatedSettings) -> Void = { _ in }
    ) async throws {
        guard let kind = SimulatedProfile.named(name) else { throw BenchError(what: "no simulated profile \(name)") }
        var settings = SimulatedSettings()
        configure(&settings)
        simulated = SimulatedModem(profile: kind, settings: settings)
        let path = try simulated.start()
        // Chatter in the middle of every answer, in the family's own words.
        if let line = chatter { simulated.set(fault: .indicationInEveryGap(line), times: nil) }
        modem = Modem(
            port: try await ATPort.open(path: path, group: MultiThreadedEventLoopGroup.singleton), profile: profile,
            timing: timing)
    }

    /// A modem of a family, chattering.
    init(
        _ family: Family, profile: ModemProfile? = nil, _ configure: (inout SimulatedSettings) -> Void = { _ in }
    ) async throws {
        try await self.init(family.simulated, profile: profile, chatter: family.chatter, configure)
    }

    /// Identity, SIM and settings, as a line brings its modem up.
    func bringUp() async throws {
        try await modem.identify()
        _ = try await modem.simState()
        try await modem.readICCID()
        try await modem.setUp()
    }

    /// The first event from now on that the condition holds for; throws when none comes.
    func event(
        _ what: String, within time: Duration = .seconds(10), where holds: @escaping @Sendable (ModemEvent) -> Bool
    ) async throws -> ModemEvent {
        try await withThrowingTaskGroup(of: ModemEvent?.self) { group in
            let events = modem.events
            group.addTask {
                for await event in events where holds(event) { return event }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: time)
                return nil
            }
            defer { group.cancelAll() }
            guard let event = try await group.next() ?? nil else { throw BenchError(what: "no event: \(what)") }
            return event
        }
    }

    /// Closes the port and unplugs the modem.
    func close() async {
        await modem.close()
        simulated.stop()
    }
}

/// What a bench waited for in vain.
struct BenchError: Error {
    let what: String
}
