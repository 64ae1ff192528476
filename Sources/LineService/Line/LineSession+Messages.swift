import EventStore
import LinePolicy
import Modems
import NIOCore
import SMSCodec

extension LineSession {
    /// How the store is told about this line at this moment.
    func context() async -> LineContext {
        setup.context(
            sim: await modem.identity?.iccid, isPaused: await runner.pause != nil, isRoaming: isRoaming)
    }

    /// Reads what was announced, commits it, and only then deletes it.
    func perform(_ fetch: PendingWork.Fetch) async throws {
        let memories = await modem.memories
        switch fetch {
        case .slot(let memory, _) where !memories.contains(memory),
            .memory(let memory) where !memories.contains(memory):
            // MT is both memories at once, SR cannot be selected: what was announced is found in SM or ME.
            try await sweep()
        case .slot(let memory, let index):
            let message: SlotContent?
            do {
                message = try await modem.read(memory: memory, index: index)
            } catch .refused {
                return try await sweep()
            }
            if let message { try await take([message]) }
        case .memory(let memory):
            try await drain(memory)
        case .everything:
            try await sweep()
        }
    }

    /// Lists every memory, so that a lost announcement costs seconds and not a message.
    func sweep() async throws {
        nextSweep = .now() + .seconds(60)
        try await storageMayWorkAgain()
        var listings: [(memory: String, messages: [SlotContent])] = []
        // The one that new messages go to comes last, so that it stays selected for what is announced next.
        for memory in await modem.memories.reversed() {
            listings.append((memory, try await modem.list(memory: memory)))
        }
        if let preferred = listings.last {
            listings.removeAll { $0.memory != preferred.memory && isMirror($0.messages, of: preferred.messages) }
        }
        for listing in listings where !listing.messages.isEmpty { try await take(listing.messages) }
        try await takeStock()
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

    /// Lists one memory until nothing of a stranger is left in it; a burst costs few round trips.
    private func drain(_ memory: String) async throws {
        var before: [SlotContent] = []
        for _ in 0..<8 {
            let messages = try await modem.list(memory: memory).filter { !$0.isOutgoing }
            if messages.isEmpty { return }
            // What was deleted and is still there: this modem does not take several deletions on one line.
            if messages.contains(where: before.contains) { await modem.forgoBatches() }
            try await take(messages)
            before = messages
        }
    }

    /// Commits messages of one memory in one transaction, then deletes them.
    private func take(_ messages: [SlotContent]) async throws {
        let translation = MessageTranslation(lineCountry: setup.country)
        var taken: [IncomingMessage] = []
        var slots: [Slot] = []
        for message in messages {
            let slot = await slot(of: message)
            guard
                let incoming = translation.incoming(
                    message.octets, source: .slot(slot), isOutgoing: message.isOutgoing)
            else { continue }
            taken.append(incoming)
            slots.append(slot)
        }
        guard !taken.isEmpty, let result = try await commit(taken) else { return }
        try await unlessLost(result.started) { try await delete(slots, from: messages.first?.memory) }
        if let reply = result.started { try await send(reply) }
    }

    /// Does what comes between a commit and the send it started; when the modem is lost there, nothing was sent.
    private func unlessLost(_ started: OutgoingReply?, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            if let started {
                let earliest = await clock.now() + setup.rules.minSendInterval
                settlement = Settlement(
                    reply: started.id, outcome: .retry(code: "the modem was lost before the send", notBefore: earliest),
                    bodyWritten: false)
            }
            throw error
        }
    }

    /// Commits direct deliveries, and acknowledges them only then.
    func ingest(direct: [PendingWork.DirectDelivery]) async throws {
        let translation = MessageTranslation(lineCountry: setup.country)
        for (position, delivery) in direct.enumerated() {
            let octets = (try? Hexadecimal.octets(of: delivery.hex, field: "pdu")) ?? Array(delivery.hex.utf8)
            guard let incoming = translation.incoming(octets, source: .direct, isOutgoing: false) else { continue }
            guard let result = try await commit([incoming]) else {
                // They exist nowhere else: they wait here for the disk.
                return pending.putBack(Array(direct[position...]))
            }
            try await unlessLost(result.started) { try await modem.acknowledgeDirectDelivery() }
            if let reply = result.started { try await send(reply) }
        }
    }

    /// Records long messages whose parts did not all come.
    func complete(_ messages: [Int64]) async throws {
        do {
            _ = try await store.completeOverdueMessages(
                messages, in: context(), now: await clock.now(), start: .notNow)
            for message in messages { overdue[message] = nil }
            nextReplyCheck = .now()
        } catch {
            await storageFailed(error)
            for message in messages { overdue[message] = nextSweep }
        }
    }

    /// The disk takes nothing: nothing is deleted, acknowledged or answered, and everything is tried again in a minute.
    func storageFailed(_ error: StoreError) async {
        storageFault = error.sentence
        await runner.show(
            state: .degraded, detail: "nothing can be written down, messages stay on the SIM: \(error.sentence)")
        nextSweep = .now() + .seconds(60)
    }

    /// Ends a storage fault once a commit works.
    private func storageMayWorkAgain() async throws {
        guard storageFault != nil else { return }
        do {
            try await store.confirmWritable(now: await clock.now())
            storageFault = nil
            nextReplyCheck = .now()
            await writeKeptNotes()
        } catch {
            await storageFailed(error)
        }
    }

    /// Commits a batch; nil when the disk does not take it: nothing may be deleted or answered then.
    private func commit(_ messages: [IncomingMessage]) async throws -> IngestResult? {
        for case .text(let content) in messages.map(\.content) {
            await clock.note(networkTime: content.contact.networkTime)
        }
        let hasClock = await clock.trusted() != nil
        let permission: StartPermission = settlement == nil && maySendNow && hasClock ? .allowed : .notNow
        do {
            let result = try await store.ingest(
                messages, in: context(), now: await clock.now(), start: permission, confirmed: confirmed)
            confirmed.removeAll()
            if storageFault != nil {
                storageFault = nil
                await writeKeptNotes()
            }
            for case .part(let message) in result.outcomes { overdue[message] = .now() + .seconds(30) }
            if result.started == nil { nextReplyCheck = .now() }
            return result
        } catch {
            await storageFailed(error)
            return nil
        }
    }

    private func delete(_ slots: [Slot], from memory: String?) async throws {
        guard let memory else { return }
        let gone = Set(try await modem.delete(memory: memory, indices: slots.map(\.index)))
        confirmed += slots.filter { gone.contains($0.index) }
    }

    /// Where the store keeps a slot: SM belongs to the SIM, ME to the modem, a mirror to what it mirrors.
    private func slot(of message: SlotContent) async -> Slot {
        let identity = await modem.identity
        let memory = memoriesAreMirrored ? await modem.memories.first ?? message.memory : message.memory
        let owner = memory == "ME" ? identity?.imei : identity?.iccid
        // What cannot tell its number counts by the line.
        return Slot(store: owner ?? "line:\(setup.id)", memory: memory, index: message.index)
    }
}

/// A slot by its index and content.
private struct MirroredSlot: Hashable {
    var index: Int
    var octets: [UInt8]
}
