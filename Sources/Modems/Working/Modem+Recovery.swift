import ATProtocol
import Vocabulary

extension Modem {
    /// Switches the radio off and on (`+CFUN`, 3GPP TS 27.007 8.2), which mends a registration that is stuck.
    ///
    /// True when the modem took both. The radio is never left off: the second command goes out whatever became of the
    /// first. The SIM is looked for again meanwhile, and where the family's ``ModemProfile/radioOffCommand`` is
    /// `+CFUN=0` it may want its PIN; everything that was set up has to be set up again.
    public func restartRadio(pause milliseconds: Int64 = 2_000) async -> Bool {
        let off = await recover(profile.radioOffCommand)
        // Cut short or not, the radio has to be switched on.
        _ = await ModemPause.pause(milliseconds: milliseconds)
        let on = await recover("AT+CFUN=1")
        _ = await ModemPause.pause(milliseconds: milliseconds / 2)
        return off == .ok && on == .ok
    }

    /// Sends again the settings that all others depend on and that an unannounced restart resets: the form of answers, no
    /// automatic answering (S0), and the selected memory.
    public func restoreBasicSettings() async throws(ModemFault) {
        try await resynchronise()
        try await setFormats()
        selectedMemory = nil
    }

    /// Switches everything on (`+CFUN=1`), which another program may have left off; true when the modem took it.
    public func switchRadioOn() async -> Bool { await recover("AT+CFUN=1") == .ok }

    /// Takes the SIM's power and gives it back: `+CFUN=0` does, `+CFUN=4` leaves it (3GPP TS 27.007 8.2).
    ///
    /// True when the modem took both. Where it does not know the first, it is restarted as a whole if its family may.
    public func restartSIM(pause milliseconds: Int64 = 3_000) async -> Bool {
        let off = await recover("AT+CFUN=0")
        if off != .ok, off != .portLost, profile.restartCommand != nil { return await restart() }
        _ = await ModemPause.pause(milliseconds: milliseconds)
        return await recover("AT+CFUN=1") == .ok && off == .ok
    }

    /// Restarts the modem as a whole; true when it took the command: then the port has to be opened afresh.
    ///
    /// False also for a family that must not be restarted, see ``ModemProfile/restartCommand``.
    public func restart() async -> Bool {
        guard let command = profile.restartCommand else { return false }
        let result = await recover(command)
        // A modem on USB may be gone before its OK has left.
        return result == .ok || result == .portLost
    }

    private func recover(_ command: String) async -> ATResult {
        let result = await port.send(command, timeout: 15_000, urgent: true).result
        // An answer that comes late must not be taken for the next command's.
        if result == .timedOut { _ = await port.resynchronise(urgent: true) }
        return result
    }
}
