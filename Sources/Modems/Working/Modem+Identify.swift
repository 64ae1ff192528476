import ATProtocol

extension Modem {
    /// Wakes the modem, sets echo and error codes, and asks who it is.
    ///
    /// Each of at most `attempts` questions waits `interval` milliseconds for its answer. Throws
    /// ``ModemFault/notAModem`` when nothing like AT comes back.
    public func identify(attempts: Int = 5, interval: Int = 2_000) async throws(ModemFault) {
        guard await port.resynchronise(attempts: attempts, interval: interval) else { throw .notAModem }
        try await require("ATE0")
        // Numeric error codes; a modem without +CMEE still says ERROR.
        _ = try await attempt("AT+CMEE=1")
        let manufacturer = try await firstLine("AT+CGMI")
        let model = try await firstLine("AT+CGMM")
        let firmware = try await firstLine("AT+CGMR")
        let imei = SIMIdentity.imei(lines: try await attempt("AT+CGSN") ?? [])
        if !profileIsFixed { profile = .matching(manufacturer: manufacturer, model: model) }
        identity = ModemDescription(
            manufacturer: manufacturer, model: model, firmware: firmware,
            imei: imei, iccid: nil)
    }

    /// Reads the ICCID; nil when the SIM does not tell it now (some do only after the PIN).
    @discardableResult
    public func readICCID() async throws(ModemFault) -> String? {
        for command in profile.iccidCommands {
            guard let lines = try await attempt(command) else { continue }
            if let iccid = SIMIdentity.iccid(lines: lines) {
                identity?.iccid = iccid
                return iccid
            }
        }
        return nil
    }

    private func firstLine(_ command: String) async throws(ModemFault) -> String {
        String((ModemIdentity.value(lines: try await attempt(command) ?? []) ?? "").prefix(64))
    }
}
