import ATProtocol
import Vocabulary

extension Modem {
    /// Reads one slot, repeatedly if it may be damaged; nil when it is empty.
    public func read(memory: String, index: Int) async throws(ModemFault) -> SlotContent? {
        try await select(memory)
        return try await read(memory: memory, index: index, after: SlotReadings())
    }

    /// Everything a memory holds, in the order of its slots.
    ///
    /// Messages that may be damaged are read again. A message whose slot cannot be determined has no index.
    public func list(memory: String) async throws(ModemFault) -> [SlotContent] {
        try await select(memory)
        guard let first = try await listing(of: memory) else { return try await readOneByOne(memory) }
        if first.allSatisfy({ $0.index != nil && SlotReadings.isCertain($0) }) {
            return first.map { content($0, memory: memory) }
        }
        try await restorePDUMode()
        return try await settle(first, try await listing(of: memory) ?? [], memory: memory)
    }

    /// Deletes slots of one memory, and returns those whose deletion the modem confirmed.
    ///
    /// Several deletions are put on one command line; if that is refused, each is sent alone.
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
            case .portLost: throw .lost
            default:
                // An unanswered deletion is not confirmed; if nothing else is answered either, the modem is silent.
                let fault = await settledFault(of: response, to: line)
                if case .silent = fault { throw fault }
                guard batch.count > 1 else { continue }
                deletesInBatches = false
                rest = batch + rest
            }
        }
        return confirmed
    }

    /// Notes that this modem got a batch of deletions wrong: from now on each is sent alone.
    public func deleteSingly() {
        deletesInBatches = false
    }

    /// Acknowledges a direct delivery after its commit (`+CNMA`), if the service level requires it.
    public func acknowledgeDirectDelivery() async throws(ModemFault) {
        guard acknowledgesDirectDeliveries else { return }
        _ = try await attempt("AT+CNMA")
    }

    /// How full the memory for new messages is; nil when the modem does not report it.
    public func fill() async throws(ModemFault) -> MemoryFill? {
        // The third memory is the one that new messages fill (3GPP TS 27.005 3.2.2).
        let memories = try await usage()
        return (memories.count >= 3 ? memories[2] : memories.first).map { MemoryFill(used: $0.used, size: $0.total) }
    }

    private func usage() async throws(ModemFault) -> [MemoryUsage] {
        try await attempt("AT+CPMS?", timeout: 5_000).flatMap { $0.lazy.compactMap { MemoryUsage.list($0) }.first }
            ?? []
    }
}

// MARK: - Reading

extension Modem {
    /// Asks for everything in the selected memory; nil when that is refused.
    private func listing(of memory: String) async throws(ModemFault) -> [StoredMessage]? {
        let command = "AT+CMGL=4"
        let response = await port.send(command, timeout: 30_000)
        switch response.result {
        case .ok: return StoredMessage.list(response.lines)
        case .cms(321), .cms(322): return []
        default:
            let fault = await settledFault(of: response, to: command)
            // A modem that answers other commands but not this one does not know it.
            guard case .refused = fault else { throw fault }
            refusedListing = fault
            return nil
        }
    }

    /// Reads the selected memory slot by slot: several modems answer the listing of an empty memory with an error.
    private func readOneByOne(_ memory: String) async throws(ModemFault) -> [SlotContent] {
        let usage = try await usage().first
        if usage?.used == 0 { return [] }
        let found = try await readPlaces(of: memory, besides: [], usage: usage)
        if found.isEmpty, let refusedListing { throw refusedListing }
        return found
    }

    /// One answer to `AT+CMGR`; nil when the slot of the selected memory is empty.
    private func reading(index: Int) async throws(ModemFault) -> StoredMessage? {
        let command = "AT+CMGR=\(index)"
        let response = await port.send(command, timeout: 10_000)
        switch response.result {
        case .ok: return StoredMessage(lines: response.lines)
        // 321 invalid memory index: the slot is empty (3GPP TS 27.005 3.2.5).
        case .cms(321), .cms(nil), .error: return nil
        default: throw await settledFault(of: response, to: command)
        }
    }

    /// Reads a slot of the selected memory until the reading can be trusted.
    private func read(
        memory: String, index: Int, after readings: SlotReadings
    ) async throws(ModemFault) -> SlotContent? {
        var readings = readings
        while true {
            guard var found = try await reading(index: index) else { return nil }
            found.index = index
            if SlotReadings.isCertain(found) { return content(found, memory: memory) }
            switch readings.take(found) {
            case .accept(let message): return content(message, memory: memory)
            // A slot that returned no octets has nothing to record: the message stays in the modem.
            case .giveUp(let message):
                return message.fit == .missing ? nil : content(message, memory: memory, isDamaged: true)
            case .readAgain: try await restorePDUMode()
            }
        }
    }

    /// Restores PDU mode: a modem after an unannounced restart answers in text mode, which looks like damage.
    private func restorePDUMode() async throws(ModemFault) {
        _ = try await attempt("AT+CMGF=0")
    }

    /// Merges two listings of a memory when the first may have been damaged.
    private func settle(
        _ first: [StoredMessage], _ second: [StoredMessage], memory: String
    ) async throws(ModemFault) -> [SlotContent] {
        var contents: [SlotContent] = []
        var lost: [StoredMessage] = []
        for message in second {
            guard let index = message.index else {
                lost.append(message)
                continue
            }
            if SlotReadings.isCertain(message) {
                contents.append(content(message, memory: memory))
                continue
            }
            var readings = SlotReadings()
            if let before = first.first(where: { $0.index == message.index && $0.pdu == message.pdu }) {
                _ = readings.take(before)
            }
            if case .accept(let message) = readings.take(message) {
                contents.append(content(message, memory: memory))
            } else if let found = try await read(memory: memory, index: index, after: readings) {
                contents.append(found)
            }
        }
        // A PDU without a header that only the first listing had was an indication in between: it exists nowhere else.
        lost += first.filter { message in
            message.index == nil && SlotReadings.isDecodable(message) && !second.contains { $0.pdu == message.pdu }
        }
        // A message that only the first listing had is kept: the second listing lost it.
        let known = Set(contents.compactMap(\.index))
        for message in first where SlotReadings.isCertain(message) {
            if let index = message.index, !known.contains(index) { contents.append(content(message, memory: memory)) }
        }
        contents += try await find(lost, of: memory, besides: contents)
        return contents.sorted { ($0.index ?? .max) < ($1.index ?? .max) }
    }

    /// Looks for the slots of messages whose header was unreadable in a listing.
    private func find(
        _ lost: [StoredMessage], of memory: String, besides known: [SlotContent]
    ) async throws(ModemFault) -> [SlotContent] {
        // The same octets also came with their header: the modem printed the line twice.
        let lost = lost.filter { message in !known.contains { $0.octets == Hex.octets(orBytesOf: message.pdu) } }
        guard !lost.isEmpty else { return [] }
        var found: [SlotContent] = []
        if lost.contains(where: { !locatedMessages.contains($0.pdu) }) {
            let taken = Set(known.compactMap(\.index))
            found = try await readPlaces(of: memory, besides: taken, usage: try await usage().first)
            // Each message is searched for only once; if its slot is not found, it is recorded without an index.
            if locatedMessages.count > 256 { locatedMessages.removeAll() }
            locatedMessages.formUnion(lost.map(\.pdu))
        }
        let octets = Set(found.map(\.octets))
        return found
            + lost.map { content($0, memory: memory) }.filter { !octets.contains($0.octets) }
    }

    /// Reads the slots of the selected memory one by one, until all its messages are found.
    ///
    /// The first index is 0 or 1. A refused index is skipped.
    private func readPlaces(
        of memory: String, besides known: Set<Int>, usage: MemoryUsage?
    ) async throws(ModemFault) -> [SlotContent] {
        let wanted = (usage?.used ?? .max) - known.count
        var found: [SlotContent] = []
        for index in 0...min(usage?.total ?? 0, 255) where !known.contains(index) && found.count < wanted {
            do throws(ModemFault) {
                guard let content = try await read(memory: memory, index: index, after: SlotReadings()) else {
                    continue
                }
                found.append(content)
            } catch .refused {
                continue
            }
        }
        return found
    }

    private func content(_ entry: StoredMessage, memory: String, isDamaged: Bool = false) -> SlotContent {
        SlotContent(
            memory: memory, index: entry.index, isOutgoing: entry.status == 2 || entry.status == 3,
            octets: Hex.octets(orBytesOf: entry.pdu), length: entry.length, isDamaged: isDamaged)
    }
}
