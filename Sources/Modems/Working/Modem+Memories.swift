import ATProtocol
import Vocabulary

/// How many memories a modem wants named by `+CPMS` (3GPP TS 27.005 3.2.2): read, sent from, filled.
enum MemoryForm: Hashable, Sendable, CaseIterable {
    case three
    /// Three, and new messages may only go to both memories at once.
    case threeIntoBoth
    case two
    case one

    /// The command that reads from `memory`, and leaves the others at what is given.
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

    /// Picks the memories to sweep, and the one in which the modem stores new messages.
    ///
    /// Which form of the command it takes is found out by trying; one that knows none is read as it stands. Throws
    /// ``ModemFault/storeBusy(answer:)`` while the store is starting, as long as `retry` says so.
    func chooseMemories(_ retry: SetUpRetry) async throws(ModemFault) {
        let offered =
            try await attempt("AT+CPMS=?").flatMap { $0.lazy.compactMap { MemoryUsage.choices($0) }.first } ?? []
        let current = try await attempt("AT+CPMS?").flatMap { $0.lazy.compactMap { MemoryUsage.list($0) }.first } ?? []
        memories = Self.usable(offered.first ?? ["SM", "ME"])
        // The third memory of the answer is where new messages go (3GPP TS 27.005 3.2.2).
        let present = current.count >= 3 ? current[2].name : nil
        var wishes = [profile.preferredMemory, present].compactMap { $0 }.filter { memories.contains($0) }
        wishes += memories.filter { !wishes.contains($0) }
        let forms = ([quirks.memoryForm].compactMap { $0 } + MemoryForm.allCases).uniqued
        (selectedMemory, memoryForm) = (nil, nil)
        var refusal: Reply?
        for memory in wishes {
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
            // What is not answered once is not asked for in every form.
            if refusal == .unanswered { break }
            if refusal?.refusal != .starting, memories.count > 1 { memories.removeAll { $0 == memory } }
        }
        if let refusal, let meaning = refusal.refusal {
            // What knows no question about its memories does not take a command about them either.
            let isKnown = !current.isEmpty || !offered.isEmpty
            if retry.waits(for: meaning), isKnown || meaning == .starting {
                throw .storeBusy(answer: refusal.words)
            }
            if meaning == .starting { try await requireReadableStore() }
        }
        // It does not let itself be told which memory: there is one, the one it uses.
        memories = [current.first?.name ?? memories.first ?? "SM"]
        selectedMemory = memories.first
    }

    /// A store that still says it is starting may let itself be read; throws when it does not.
    private func requireReadableStore() async throws(ModemFault) {
        if case .refused(let result, let words) = try await ask("AT+CMGL=4", timeout: 30_000),
            result.refusal == .starting
        {
            throw .storeBusy(answer: words)
        }
    }

    /// Makes a memory the one that is read and deleted from, in the form this modem takes.
    func select(_ memory: String) async throws(ModemFault) {
        guard selectedMemory != memory, let form = memoryForm else { return }
        // A command that is not answered may have been done.
        selectedMemory = nil
        var reply = try await ask(command(form, memory), timeout: Self.selectionTimeout)
        if reply == .unanswered { reply = try await ask(command(form, memory), timeout: Self.selectionTimeout) }
        if case .refused(let result, _) = reply, result.refusal != .starting, form == .three, !movesAllMemories {
            // Some want all three alike; new messages follow until the memory they belong in is selected again.
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
        // Only the memory that is read and deleted from changes; where new messages go stays as it is.
        form.command(
            memory, writing: movesAllMemories ? memory : writingMemory ?? memory,
            receiving: movesAllMemories ? memory : receivingMemory ?? memory)
    }

    /// What can hold a person's text: the SIM's memory and the modem's, or both as one where it has no other name.
    private static func usable(_ offered: [String]) -> [String] {
        let own = offered.filter { $0 == "SM" || $0 == "ME" }
        if !own.isEmpty { return own.uniqued }
        return offered.contains("MT") ? ["MT"] : ["SM"]
    }

    /// The memory itself where the modem allows it at this position, else what it does allow there.
    private static func choice(_ memory: String, of offered: [[String]], at position: Int) -> String {
        guard offered.indices.contains(position), let first = offered[position].first,
            !offered[position].contains(memory)
        else { return memory }
        return offered[position].contains("MT") ? "MT" : first
    }
}

extension Array where Element: Hashable {
    /// The elements in order, each once.
    fileprivate var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
