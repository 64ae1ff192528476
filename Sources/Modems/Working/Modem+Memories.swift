import ATProtocol
import Vocabulary

/// How many memories a modem wants in `+CPMS` (3GPP TS 27.005 3.2.2): for reading, sending and receiving.
enum MemoryForm: Hashable, Sendable, CaseIterable {
    case three
    /// Three, but new messages can only go to both memories at once.
    case threeIntoBoth
    case two
    case one

    /// The command that selects `memory` for reading and sets the others to the given values.
    func command(_ memory: String, writing: String, receiving: String) -> String {
        let names =
            switch self {
            case .three: [memory, writing, receiving]
            case .threeIntoBoth: [memory, writing, "MT"]
            case .two: [memory, writing]
            case .one: [memory]
            }
        return "AT+CPMS=" + names.map { "\"\($0)\"" }.joined(separator: ",")
    }
}

extension Modem {
    private static let selectionTimeout = 10_000

    /// Chooses the memories to sweep, and the one in which the modem stores new messages.
    ///
    /// Trial and error shows which form of the command the modem accepts; one that accepts none is read as it is.
    /// Throws ``ModemFault/storeBusy(answer:)`` while the store is starting, if `retry` asks for that.
    func chooseMemories(_ retry: SetUpRetry) async throws(ModemFault) {
        let offered =
            try await attempt("AT+CPMS=?").flatMap { $0.lazy.compactMap { MemoryUsage.choices($0) }.first } ?? []
        let current = try await attempt("AT+CPMS?").flatMap { $0.lazy.compactMap { MemoryUsage.list($0) }.first } ?? []
        memories = Self.usable(offered.first ?? ["SM", "ME"])
        // The third memory of the answer is where new messages go (3GPP TS 27.005 3.2.2).
        let present = current.count >= 3 ? current[2].name : nil
        var preferences = [profile.preferredMemory, present].compactMap { $0 }.filter { memories.contains($0) }
        preferences += memories.filter { !preferences.contains($0) }
        let forms = ([quirks.memoryForm].compactMap { $0 } + MemoryForm.allCases).uniqued
        (selectedMemory, memoryForm) = (nil, nil)
        var refusal: Reply?
        for memory in preferences {
            let writing = Self.choice(memory, of: offered, at: 1)
            let receiving = Self.choice(memory, of: offered, at: 2)
            for form in forms {
                let reply = try await ask(
                    form.command(memory, writing: writing, receiving: receiving), timeout: Self.selectionTimeout)
                if reply.lines != nil {
                    (memoryForm, selectedMemory) = (form, memory)
                    (writingMemory, receivingMemory) = (writing, receiving)
                    quirks.memoryForm = form
                    memories = [memory] + memories.filter { $0 != memory }
                    return
                }
                if refusal?.refusal != .starting { refusal = reply }
                if reply == .unanswered { break }
            }
            // A query left unanswered once is not repeated in every form.
            if refusal == .unanswered { break }
            if refusal?.refusal != .starting, memories.count > 1 { memories.removeAll { $0 == memory } }
        }
        if let refusal, let meaning = refusal.refusal {
            // A modem without a query for its memories does not accept a command for them either.
            let isKnown = !current.isEmpty || !offered.isEmpty
            if retry.waits(for: meaning), isKnown || meaning == .starting {
                throw .storeBusy(answer: refusal.words)
            }
            if meaning == .starting { try await requireReadableStore() }
        }
        // The memory cannot be chosen: the modem has only the one it uses.
        memories = [current.first?.name ?? memories.first ?? "SM"]
        selectedMemory = memories.first
    }

    /// Checks that a store that still reports that it is starting can be read; throws when it cannot.
    private func requireReadableStore() async throws(ModemFault) {
        if case .refused(let result, let words) = try await ask("AT+CMGL=4", timeout: 30_000),
            result.refusal == .starting
        {
            throw .storeBusy(answer: words)
        }
    }

    /// Selects the memory for reading and deleting, in the form this modem accepts.
    func select(_ memory: String) async throws(ModemFault) {
        guard selectedMemory != memory, let form = memoryForm else { return }
        // A command may have been executed even if it was not answered.
        selectedMemory = nil
        var reply = try await ask(command(form, memory), timeout: Self.selectionTimeout)
        if reply == .unanswered { reply = try await ask(command(form, memory), timeout: Self.selectionTimeout) }
        if case .refused(let result, _) = reply, result.refusal != .starting, form == .three, !movesAllMemories {
            // Some need all three equal; new messages then go to the selected memory until theirs is selected again.
            let other = form.command(memory, writing: memory, receiving: memory)
            if try await ask(other, timeout: Self.selectionTimeout).lines != nil {
                movesAllMemories = true
                return selectedMemory = memory
            }
        }
        guard reply.lines != nil else {
            throw .refused(command: command(form, memory), answer: reply.words)
        }
        selectedMemory = memory
    }

    private func command(_ form: MemoryForm, _ memory: String) -> String {
        // Only the memory for reading and deleting changes; new messages still go where they went.
        form.command(
            memory, writing: movesAllMemories ? memory : writingMemory ?? memory,
            receiving: movesAllMemories ? memory : receivingMemory ?? memory)
    }

    /// The memories for received texts: the SIM's and the modem's, or the combined one if there are no others.
    private static func usable(_ offered: [String]) -> [String] {
        let own = offered.filter { $0 == "SM" || $0 == "ME" }
        if !own.isEmpty { return own.uniqued }
        return offered.contains("MT") ? ["MT"] : ["SM"]
    }

    /// The memory itself if the modem allows it at this position, else one that it does allow there.
    private static func choice(_ memory: String, of offered: [[String]], at position: Int) -> String {
        guard offered.indices.contains(position), let first = offered[position].first,
            !offered[position].contains(memory)
        else { return memory }
        return offered[position].contains("MT") ? "MT" : first
    }
}

extension Array where Element: Hashable {
    /// The elements in order, without duplicates.
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
