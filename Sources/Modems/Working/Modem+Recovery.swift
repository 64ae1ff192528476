import ATProtocol
import Vocabulary

extension Modem {
    /// Switches the radio off and on (`+CFUN`, 3GPP TS 27.007 8.2), which repairs a stuck registration.
    ///
    /// True when the modem accepted both commands. The radio is never left off: the second command is sent whatever the
    /// first one answered. Afterwards the SIM starts again and, if the family's ``ModemProfile/radioOffCommand`` is
    /// `+CFUN=0`, may want its PIN; the whole set-up must be repeated.
    public func restartRadio(pause milliseconds: Int64 = 2_000) async -> Bool {
        let off = await recover(profile.radioOffCommand)
        // Even if the pause was cancelled, the radio must be switched on again.
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

    /// Switches full function on (`+CFUN=1`), which another program may have switched off; true on success.
    public func switchRadioOn() async -> Bool { await recover("AT+CFUN=1") == .ok }

    /// Powers the SIM off and on, as `+CFUN=0` does and `+CFUN=4` does not (3GPP TS 27.007 8.2).
    ///
    /// True when the modem accepted both commands. If it does not know the first, the whole modem is restarted, if its
    /// family allows that.
    public func restartSIM(pause milliseconds: Int64 = 3_000) async -> Bool {
        let off = await recover("AT+CFUN=0")
        if off != .ok, off != .portLost, profile.restartCommand != nil { return await restart() }
        _ = await ModemPause.pause(milliseconds: milliseconds)
        return await recover("AT+CFUN=1") == .ok && off == .ok
    }

    /// Restarts the whole modem; true when it accepted the command: then the port must be opened again.
    ///
    /// False also for a family that must not be restarted, see ``ModemProfile/restartCommand``.
    public func restart() async -> Bool {
        guard let command = profile.restartCommand else { return false }
        let result = await recover(command)
        // A USB modem may disappear before its OK arrives.
        return result == .ok || result == .portLost
    }

    private func recover(_ command: String) async -> ATResult {
        let result = await port.send(command, timeout: 15_000, urgent: true).result
        // A late answer must not be taken for the answer to the next command.
        if result == .timedOut { _ = await port.resynchronise(urgent: true) }
        return result
    }
}
