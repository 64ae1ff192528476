import LineCore
import Logging
import Modems
import SerialPort
import Vocabulary

/// What other programs, people and the modem itself change behind a line's back.
extension LineSession {
    /// Switches the radio on where another program left it off; true when it did.
    ///
    /// A modem that takes the command and stays off is asked less and less often.
    @discardableResult
    func mendRadio() async throws(ModemFault) -> Bool {
        guard radioMend.isDue(at: .now()), let level = try await modem.radioLevel(), level != 1 else { return false }
        radioMend.tried(at: .now())
        runner.logger.notice(
            "the modem's radio was off (+CFUN: \(level)): it is switched on", metadata: ["line": "\(setup.id)"])
        return await modem.switchRadioOn()
    }

    /// Asks, once a minute, whether what was set up still stands, and sets it up again where it does not.
    ///
    /// Another program on a second port, or a restart without a word, takes announcements and callers' numbers away.
    func checkSettings() async throws {
        guard nextSettingsCheck <= .now() else { return }
        nextSettingsCheck = .now() + .seconds(50)
        let found = try await modem.standingSettings(since: standing)
        guard let before = standing else { return standing = found }
        guard found.differ(from: before) else { return }
        runner.logger.notice(
            "what was set up in the modem is gone: it is set up again", metadata: ["line": "\(setup.id)"])
        try await setUpAgain()
    }

    /// The modem seems to have restarted without a word.
    func noteForgetfulness() {
        guard lastSetUp + .seconds(5) <= .now() else { return }
        isForgetful = true
        sim.note(.came, at: .now())
    }

    /// Sets up what the modem has forgotten, with the port open and nothing lost.
    func setUpAgain() async throws {
        isForgetful = false
        lastSetUp = .now()
        try await modem.reassert()
        try await setUp()
        // What it does not take now is not asked for again and again.
        standing = try await modem.standingSettings()
        registration.replace(with: try await modem.registrations(), at: .now())
        (nextRegistrationCheck, nextReplyCheck) = (.now(), .now())
        pending.requestSweep()
    }

    /// Which of its ports the modem was opened at.
    func ownPort() async -> OwnPort {
        let node = DeviceNode.resolved(place.path)
        if node.hasPrefix("/dev/ttyS") || node.hasPrefix("/dev/ttyAMA") { return .uart }
        let ttys = await runner.directory.device(of: setup)?.ttys
        return ttys?.first { $0.path == node }?.interface.map { .usb(interface: $0) } ?? .unknown
    }
}
