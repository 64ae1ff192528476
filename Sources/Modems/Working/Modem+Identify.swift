import ATProtocol
import Vocabulary

extension Modem {
    /// Wakes the modem, sets the format of its answers, and reads its identity.
    ///
    /// It sends at most `attempts` probes and waits `interval` milliseconds for each answer. Throws
    /// ``ModemFault/notAModem`` when no AT answer comes back; an error counts as an answer.
    public func identify(attempts: Int = 5, interval: Int = 2_000) async throws(ModemFault) {
        guard await port.resynchronise(attempts: attempts, interval: interval / timing.waitDivisor) else {
            throw .notAModem
        }
        try await setFormats()
        try await readIdentity()
    }

    /// Reads the identity again if a locked SIM had prevented it; true when it was necessary.
    public func identifyUnlocked() async throws(ModemFault) -> Bool {
        guard withholdsIdentity else { return false }
        try await setFormats()
        try await readIdentity()
        return true
    }

    /// Switches echo and automatic answering off, results to words and errors to numbers (V.250 6.2.4 to 6.2.6, 6.3.8).
    func setFormats() async throws(ModemFault) {
        withholdsIdentity = try await attempt("ATE0V1Q0S0=0") == nil
        if withholdsIdentity {
            // A modem that refuses them together may accept them one by one.
            for command in ["ATQ0", "ATV1", "ATE0", "ATS0=0"] where try await attempt(command) != nil {
                withholdsIdentity = false
            }
        }
        // A modem without +CMEE still says ERROR.
        if try await attempt("AT+CMEE=1") != nil { withholdsIdentity = false }
    }

    private func readIdentity() async throws(ModemFault) {
        let manufacturer = try await firstLine("AT+CGMI")
        var model = try await firstLine("AT+CGMM")
        if model.isEmpty { model = try await briefIdentification() }
        let firmware = try await firstLine("AT+CGMR")
        var imei = SIMIdentity.imei(lines: try await attempt("AT+CGSN") ?? [])
        if imei == nil { imei = SIMIdentity.imei(lines: try await attempt("AT+GSN") ?? []) }
        quirks.use(for: imei)
        if !profileIsFixed { profile = .matching(manufacturer: manufacturer, model: model) }
        identity = ModemDescription(
            manufacturer: manufacturer, model: model, firmware: firmware,
            imei: imei, iccid: identity?.iccid)
    }

    /// Reads the ICCID; nil when it cannot be read now (some SIMs allow it only after the PIN).
    @discardableResult
    public func readICCID() async throws(ModemFault) -> String? {
        guard let iccid = try await askICCID() else { return nil }
        identity?.iccid = iccid
        return iccid
    }

    private func firstLine(_ command: String) async throws(ModemFault) -> String {
        String((ModemIdentity.value(lines: try await attempt(command) ?? []) ?? "").prefix(64))
    }

    /// The whole answer to `ATI` (V.250 6.1.3), for a modem that does not name its model otherwise.
    private func briefIdentification() async throws(ModemFault) -> String {
        let lines = try await attempt("ATI") ?? []
        let model = ModemIdentity.labelled("Model", lines: lines)
        return String((model ?? lines.joined(separator: " ")).prefix(64))
    }
}
