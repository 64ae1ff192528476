import EventStore
import LineCore
import Modems
import Vocabulary

// What the modem's memories hold: looked at once a minute, and seconds after something failed.
extension LineSession {
    /// Lists every memory, so that a lost announcement costs seconds and not a message.
    ///
    /// One memory that fails leaves the others alone; only a modem that answers nothing any more is lost.
    func sweep() async throws {
        nextSweep = .now() + .seconds(LookAgain.regular)
        lookFailed = false
        try await storageMayWorkAgain()
        guard try await confirmSIM() else { return pending.requestSweep() }
        try await checkSettings()
        if storageFault == nil { try await lookAtMemories() }
        if !lookFailed { lookAgain.worked() }
        try await takeStock()
    }

    private func lookAtMemories() async throws {
        var listings: [(memory: String, messages: [SlotContent])] = []
        // The one that new messages go to comes last, so that it stays selected for what is announced next.
        for memory in await modem.memories.reversed() {
            if let messages = try await list(memory) { listings.append((memory, messages)) }
        }
        if let preferred = listings.last {
            listings.removeAll { $0.memory != preferred.memory && isMirror($0.messages, of: preferred.messages) }
        }
        for listing in listings { try await empty(listing.memory, holding: listing.messages) }
        isFirstLook = false
    }

    /// Something could not be read or written down: looks again in seconds, once for all that fails until then.
    func lookSoon() {
        guard !lookFailed else { return }
        lookFailed = true
        nextSweep = min(nextSweep, .now() + .seconds(lookAgain.failed()))
    }

    /// Looks at one memory until nothing of a stranger is left in it; a burst costs few round trips.
    func drain(_ memory: String) async throws {
        if let messages = try await list(memory) { try await empty(memory, holding: messages) }
    }

    /// Lists a memory; nil when that failed and the modem still answers.
    private func list(_ memory: String) async throws -> [SlotContent]? {
        let listing = try await unlessTroubled(memory) { () async throws(ModemFault) in
            try await modem.list(memory: memory)
        }
        if listing != nil { troubles.worked(memory) }
        return listing
    }

    /// Does something with a memory; nil when the modem refused it, or left it unanswered and still answers others.
    func unlessTroubled<Success>(
        _ memory: String, _ body: () async throws(ModemFault) -> Success
    ) async throws -> Success? {
        let began = Uptime.now()
        defer { turns.spent(reading: .now() - began) }
        do throws(ModemFault) {
            return try await body()
        } catch {
            switch error {
            case .refused(_, let answer): troubles.failed(memory, answer: answer)
            case .silent:
                // One answer that never came is no proof that none will come.
                do { try await modem.resynchronise() } catch { throw LineFault(error) }
                troubles.failed(memory, answer: "no answer")
            default: throw LineFault(error)
            }
            lookSoon()
            return nil
        }
    }

    /// Takes what a memory holds, and looks again until a listing shows that it was deleted.
    private func empty(_ memory: String, holding messages: [SlotContent]) async throws {
        var messages = messages
        for _ in 0..<8 {
            let finding = deletions.look(at: messages, of: memory)
            confirmed += finding.gone
            if finding.showsFailedBatch { await modem.forgoBatches() }
            for index in finding.again { try await deleteAgain(index, from: memory) }
            let hasTaken = try await take(finding.fresh.filter { !$0.isOutgoing })
            if finding.again.isEmpty, !hasTaken { return }
            while turns.isReplys, try await sendNextReply() {}
            guard let listed = try await list(memory) else { return }
            messages = listed
        }
    }

    private func deleteAgain(_ index: Int, from memory: String) async throws {
        guard sim.mayWork else { return }
        deletions.deletedAgain(memory: memory, index: index)
        _ = try await unlessTroubled(memory) { () async throws(ModemFault) in
            try await modem.delete(memory: memory, indices: [index])
        }
    }

    /// Whether a memory shows nothing that is not in the same slot of the preferred one: then it is that memory again.
    private func isMirror(_ other: [SlotContent], of preferred: [SlotContent]) -> Bool {
        let places = Set(preferred.map { MirroredSlot(index: $0.index, octets: $0.octets) })
        guard !other.isEmpty else { return true }
        let isMirror = other.allSatisfy { places.contains(MirroredSlot(index: $0.index, octets: $0.octets)) }
        // Stored messages of ours prove nothing; those of others carry the network's time.
        if other.contains(where: { !$0.isOutgoing }) { memoriesAreMirrored = isMirror }
        return isMirror
    }
}

/// A slot by its index and content.
private struct MirroredSlot: Hashable {
    var index: Int?
    var octets: [UInt8]
}
