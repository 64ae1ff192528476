import ATProtocol

extension Modem {
    /// The best registration status of all domains (3GPP TS 27.007 7.2); nil when the modem does not tell.
    public func registrationStatus() async throws(ModemFault) -> Int? {
        var best: Int?
        for command in profile.registrationCommands {
            guard let lines = try await attempt("AT\(command)?", timeout: 10_000) else { continue }
            for line in lines {
                guard let status = RegistrationStatus(line)?.status else { continue }
                // 1 and 5 are full service; everything else loses against them.
                if best == nil || status == 1 || (status == 5 && best != 1) { best = status }
            }
            if best == 1 || best == 5 { return best }
        }
        return best
    }

    /// The network's name; nil when unknown.
    public func networkName() async throws(ModemFault) -> String? {
        try await attempt("AT+COPS?", timeout: 30_000).flatMap {
            $0.lazy.compactMap { CurrentOperator($0)?.name }.first
        }
    }

    /// Whether the SIM has no number of a service centre (`+CSCA`): then nothing can be sent.
    ///
    /// False also where the modem does not tell.
    public func lacksServiceCentre() async throws(ModemFault) -> Bool {
        guard let lines = try await attempt("AT+CSCA?") else { return false }
        return lines.lazy.compactMap { ServiceCentre($0) }.first?.number.isEmpty ?? false
    }
}
