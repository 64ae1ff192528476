import ATProtocol
import Vocabulary

extension Modem {
    /// Wakes the modem, sets the form of its answers, and asks who it is.
    ///
    /// Each of at most `attempts` questions waits `interval` milliseconds for its answer. Throws
    /// ``ModemFault/notAModem`` when nothing like AT comes back; an error is an answer.
    public func identify(attempts: Int = 5, interval: Int = 2_000) async throws(ModemFault) {
        guard await port.resynchronise(attempts: attempts, interval: interval / timing.haste) else { throw .notAModem }
        try await setFormats()
        try await readIdentity()
    }

    /// Asks again who the modem is, where a locked SIM forbade it to say so; true when it had to.
    public func identifyUnlocked() async throws(ModemFault) -> Bool {
        guard withholdsIdentity else { return false }
        try await setFormats()
        try await readIdentity()
        return true
    }

    /// No echo, results as words, and no call answered by itself, whatever is stored in the modem (V.250 6.2.4 to 6.2.6,
    /// 6.3.8); numeric error codes.
    func setFormats() async throws(ModemFault) {
        withholdsIdentity = try await attempt("ATE0V1Q0S0=0") == nil
        if withholdsIdentity {
            // A modem may take them one by one.
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

    /// Reads the ICCID; nil when the SIM does not tell it now (some do only after the PIN).
    @discardableResult
    public func readICCID() async throws(ModemFault) -> String? {
        guard let iccid = try await askICCID() else { return nil }
        identity?.iccid = iccid
        return iccid
    }

    private func firstLine(_ command: String) async throws(ModemFault) -> String {
        String((ModemIdentity.value(lines: try await attempt(command) ?? []) ?? "").prefix(64))
    }

    /// What `ATI` says in all (V.250 6.1.3), for a modem that does not name its model otherwise.
    private func briefIdentification() async throws(ModemFault) -> String {
        let lines = try await attempt("ATI") ?? []
        let model = ModemIdentity.labelled("Model", lines: lines)
        return String((model ?? lines.joined(separator: " ")).prefix(64))
    }
}
