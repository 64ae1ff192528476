import ATProtocol
import Vocabulary

extension Modem {
    /// The registration of every domain (3GPP TS 27.007 7.2); those that the modem does not report are left out.
    ///
    /// A modem that reports none is asked for 5G, which may be its only domain.
    public func registrations() async throws(ModemFault) -> Registrations {
        var found = try await registrations(profile.registrationCommands)
        if found.statuses.isEmpty, profile.registrationCommands.contains("+CEREG") {
            found = try await registrations(["+C5GREG"])
            // This also switches on reports of changes.
            if !found.statuses.isEmpty { _ = try await attempt("AT+C5GREG=1") }
        }
        return found
    }

    private func registrations(_ commands: [String]) async throws(ModemFault) -> Registrations {
        var found = Registrations()
        for command in commands {
            guard let lines = try await attempt("AT\(command)?", timeout: 10_000) else { continue }
            for line in lines {
                guard let word = RegistrationStatus(line) else { continue }
                found.statuses[NetworkDomain(word.domain)] = word.status
            }
        }
        return found
    }

    /// The value of `+CFUN` (3GPP TS 27.007 8.2): 1 is full function, 0 and 4 are off; nil = unknown.
    public func radioLevel() async throws(ModemFault) -> Int? {
        try await attempt("AT+CFUN?").flatMap { lines in
            lines.lazy.map { ATFields($0) }.first { $0.name == "+CFUN" }?.number(0)
        }
    }

    /// The network's name; nil when unknown.
    public func networkName() async throws(ModemFault) -> String? {
        try await attempt("AT+COPS?", timeout: 30_000).flatMap {
            $0.lazy.compactMap { CurrentOperator($0, coding: self.coding)?.name }.first
        }
    }

    /// Whether the SIM lacks a service centre number (`+CSCA`), without which no message can be sent.
    ///
    /// False also when the modem does not report it.
    public func lacksServiceCentre() async throws(ModemFault) -> Bool {
        guard let lines = try await attempt("AT+CSCA?") else { return false }
        return lines.lazy.compactMap { ServiceCentre($0) }.first?.number.isEmpty ?? false
    }
}
