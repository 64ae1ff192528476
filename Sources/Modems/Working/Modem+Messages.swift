import ATProtocol

extension Modem {
    /// Reads one slot; nil when it is empty.
    public func read(memory: String, index: Int) async throws(ModemFault) -> SlotContent? {
        try await select(memory)
        let command = "AT+CMGR=\(index)"
        let response = await port.send(command, timeout: 10_000)
        switch response.result {
        case .ok:
            guard let entry = StoredMessage(lines: response.lines) else { return nil }
            return message(entry, memory: memory, index: index)
        // 321 invalid memory index: the slot is empty (3GPP TS 27.005 3.2.5).
        case .cms(321), .cms(nil), .error: return nil
        default: throw fault(of: response, to: command)
        }
    }

    /// Everything a memory holds, in the order of its slots.
    public func list(memory: String) async throws(ModemFault) -> [SlotContent] {
        try await select(memory)
        let command = "AT+CMGL=4"
        let response = await port.send(command, timeout: 60_000)
        switch response.result {
        case .ok:
            return StoredMessage.list(response.lines).map { entry in
                message(entry, memory: memory, index: entry.index ?? 0)
            }
        // Some modems answer an error to the listing of an empty memory.
        case .cms(321), .cms(322): return []
        default: throw fault(of: response, to: command)
        }
    }

    /// Deletes slots of one memory, and returns those whose deletion the modem confirmed.
    ///
    /// Several deletions stand on one command line; where that is refused, each is sent alone.
    public func delete(memory: String, indices: [Int]) async throws(ModemFault) -> [Int] {
        try await select(memory)
        var confirmed: [Int] = []
        var rest = indices[...]
        while !rest.isEmpty {
            let batch = rest.prefix(deletesInBatches ? profile.deletionsPerLine : 1)
            rest = rest.dropFirst(batch.count)
            let line = "AT" + batch.map { "+CMGD=\($0)" }.joined(separator: ";")
            let response = await port.send(line, timeout: 15_000)
            switch response.result {
            case .ok: confirmed += batch
            case .portLost, .timedOut: throw fault(of: response, to: line)
            default:
                guard batch.count > 1 else { continue }
                deletesInBatches = false
                rest = batch + rest
            }
        }
        return confirmed
    }

    /// Says that this modem got a batch of deletions wrong: from now on each is sent alone.
    public func forgoBatches() {
        deletesInBatches = false
    }

    /// Acknowledges a direct delivery after its commit (`+CNMA`), where the service level asks for it.
    public func acknowledgeDirectDelivery() async throws(ModemFault) {
        guard acknowledgesDirectDeliveries else { return }
        _ = try await attempt("AT+CNMA")
    }

    /// How full the memory for new messages is; nil when the modem does not tell.
    public func fill() async throws(ModemFault) -> MemoryFill? {
        let response = await port.send("AT+CPMS?", timeout: 10_000)
        guard response.result == .ok else { throw fault(of: response, to: "AT+CPMS?") }
        // The third memory is the one that new messages fill (3GPP TS 27.005 3.2.2).
        let memories = response.lines.lazy.compactMap { MemoryUsage.list($0) }.first ?? []
        return (memories.count >= 3 ? memories[2] : memories.first).map { MemoryFill(used: $0.used, size: $0.total) }
    }

    private func select(_ memory: String) async throws(ModemFault) {
        guard selectedMemory != memory else { return }
        // Only the memory that is read and deleted from changes; where new messages go stays as it is.
        try await require("AT+CPMS=\"\(memory)\"", timeout: 15_000)
        selectedMemory = memory
    }

    private func message(_ entry: StoredMessage, memory: String, index: Int) -> SlotContent {
        SlotContent(
            memory: memory, index: index, isOutgoing: entry.status == 2 || entry.status == 3,
            octets: Hex.octets(orBytesOf: entry.pdu))
    }
}
