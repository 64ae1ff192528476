import ATProtocol
import Vocabulary

extension Modem {
    /// Sets the modem up for messages and calls: PDU mode, storage, announcements, caller identity, registration reports.
    ///
    /// Needs an unlocked SIM. Throws ``ModemFault/storeBusy(answer:)`` while the message store is starting, if `retry`
    /// asks for that: the caller tries again a second later. Optional settings may fail.
    public func setUp(retrying retry: SetUpRetry = .none) async throws(ModemFault) {
        // Must come before the first name: some modems want even the names of memories in this character set.
        try await chooseTextCoding()
        try await choosePDUMode(retry)
        if let service = try await attempt("AT+CSMS?") {
            acknowledgesDirectDeliveries = service.contains { ATFields($0).number(0) == 1 }
        }
        try await chooseMemories(retry)
        do throws(ModemFault) {
            try await announceMessages()
        } catch {
            guard retry == .none, case .storeBusy = error else { throw error }
        }
        // Without caller identity every caller counts as withheld: this is the network's fault, not the line's.
        _ = try await attempt("AT+CLIP=1", timeout: 10_000)
        // Registration changes are reported.
        let reports = profile.registrationCommands.map { "AT\($0)=1" }
        let keys = [profile.keyReportCommand].compactMap { $0 }
        for command in profile.callInitialisation + keys + reports + profile.extraInitialisation {
            _ = try await attempt(command)
        }
        try await routeAnnouncements()
        try await chooseMessageBearer()
    }

    /// Lets messages use LTE if the modem is set to the circuit-switched domain alone.
    private func chooseMessageBearer() async throws(ModemFault) {
        guard let bearer = profile.messageBearer, let lines = try await attempt("AT+CGSMS?") else { return }
        guard lines.contains(where: { ATFields($0).name == "+CGSMS" && ATFields($0).number(0) == 1 }) else { return }
        _ = try await attempt("AT+CGSMS=\(bearer)")
    }

    /// Selects PDU mode; some modems have no other mode and refuse the command.
    private func choosePDUMode(_ retry: SetUpRetry) async throws(ModemFault) {
        var reply = try await ask("AT+CMGF=0", timeout: 5_000)
        if reply == .unanswered { reply = try await ask("AT+CMGF=0", timeout: 5_000) }
        guard let refusal = reply.refusal else { return }
        let mode = try await attempt("AT+CMGF?").flatMap { lines in
            lines.lazy.map { ATFields($0) }.first { $0.name == "+CMGF" }?.number(0)
        }
        if mode == 0 { return }
        if retry.waits(for: refusal) { throw .storeBusy(answer: reply.words) }
        if mode != nil { throw .textModeOnly(answer: reply.words) }
        // The mode cannot be read: the first listing will show it.
    }
}
