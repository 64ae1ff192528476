import ATProtocol

extension Modem {
    /// Sets the modem up for messages and calls: PDU mode, storage, announcements, caller identity, registration reports.
    ///
    /// Needs an unlocked SIM. Throws when a command the line cannot do without is refused.
    public func setUp() async throws(ModemFault) {
        try await require("AT+CMGF=0")
        if let service = try await attempt("AT+CSMS?") {
            acknowledgesDirectDeliveries = service.contains { ATFields($0).number(0) == 1 }
        }
        try await chooseMemories()
        try await announce()
        // Without caller identity every caller counts as withheld: a fault of the network, not of the line.
        _ = try await attempt("AT+CLIP=1", timeout: 15_000)
        // Registration changes are reported.
        let reports = profile.registrationCommands.map { "AT\($0)=1" }
        let keys = [profile.keyReportCommand].compactMap { $0 }
        for command in profile.callInitialisation + keys + reports + profile.extraInitialisation {
            _ = try await attempt(command)
        }
        try await widenMessageBearer()
    }

    /// Lets messages use LTE where the modem is set to the circuit-switched domain alone.
    private func widenMessageBearer() async throws(ModemFault) {
        guard let bearer = profile.messageBearer, let lines = try await attempt("AT+CGSMS?") else { return }
        guard lines.contains(where: { ATFields($0).name == "+CGSMS" && ATFields($0).number(0) == 1 }) else { return }
        _ = try await attempt("AT+CGSMS=\(bearer)")
    }

    /// Picks the memories to sweep, and the one in which the modem stores new messages.
    private func chooseMemories() async throws(ModemFault) {
        let offered = try await attempt("AT+CPMS=?").flatMap { $0.lazy.compactMap { MemoryUsage.choices($0) }.first }
        let current = try await attempt("AT+CPMS?").flatMap { $0.lazy.compactMap { MemoryUsage.list($0) }.first } ?? []
        let usable = (offered?.first ?? ["SM", "ME"]).filter { $0 == "SM" || $0 == "ME" }
        memories = usable.isEmpty ? ["SM"] : usable
        // The third memory of the answer is where new messages go (3GPP TS 27.005 3.2.2).
        let present = current.count >= 3 ? current[2].name : nil
        var wishes = [profile.preferredMemory, present].compactMap { $0 }.filter { memories.contains($0) }
        wishes += memories.filter { !wishes.contains($0) }
        for memory in wishes {
            let command = "AT+CPMS=\"\(memory)\",\"\(memory)\",\"\(memory)\""
            guard try await attempt(command, timeout: 15_000) != nil else { continue }
            selectedMemory = memory
            memories = [memory] + memories.filter { $0 != memory }
            return
        }
        throw .refused(command: "AT+CPMS", answer: "no memory for messages")
    }

    private func announce() async throws(ModemFault) {
        for command in profile.announcementCommands where try await attempt(command) != nil { return }
        throw .refused(command: "AT+CNMI", answer: "new messages cannot be announced")
    }
}
