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
        switch fetch {
        case .slot(let memory, let index):
            guard let message = try await modem.read(memory: memory, index: index) else { return }
            try await take([message])
        case .memory(let memory):
            try await drain(memory)
        case .everything:
            try await sweep()
        }
    }

    /// Lists every memory, so that a lost announcement costs seconds and not a message.
    func sweep() async throws {
        nextSweep = .now() + .seconds(60)
        var listings: [(memory: String, messages: [SlotContent])] = []
        // The one that new messages go to comes last, so that it stays selected for what is announced next.
        for memory in await modem.memories.reversed() {
            let messages = try await modem.list(memory: memory)
            // The same octets in the same slot of another memory: the modem shows one memory under two names.
            let isMirror = listings.contains {
                $0.messages.contains { seen in
                    messages.contains { $0.index == seen.index && $0.octets == seen.octets }
                }
            }
            if !isMirror { listings.append((memory, messages)) }
        }
        for listing in listings where !listing.messages.isEmpty { try await take(listing.messages) }
        try await takeStock()
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
            let slot = Slot(store: await store(of: message.memory), memory: message.memory, index: message.index)
            guard
                let incoming = translation.incoming(
                    message.octets, source: .slot(slot), isOutgoing: message.isOutgoing)
            else { continue }
            taken.append(incoming)
            slots.append(slot)
        }
        guard !taken.isEmpty, let result = try await commit(taken) else { return }
        try await delete(slots)
        if let reply = result.started { try await send(reply) }
    }

    /// Commits direct deliveries, and acknowledges them only then.
    func ingest(direct: [PendingWork.DirectDelivery]) async throws {
        let translation = MessageTranslation(lineCountry: setup.country)
        for delivery in direct {
            let octets = (try? Hexadecimal.octets(of: delivery.hex, field: "pdu")) ?? Array(delivery.hex.utf8)
            guard let incoming = translation.incoming(octets, source: .direct, isOutgoing: false) else { continue }
            guard let result = try await commit([incoming]) else { return }
            try await modem.acknowledgeDirectDelivery()
            if let reply = result.started { try await send(reply) }
        }
    }

    /// Records long messages whose parts did not all come.
    func complete(_ messages: [Int64]) async throws {
        let result = try await store.completeOverdueMessages(
            messages, in: context(), now: await clock.now(), start: .notNow)
        for message in messages { overdue[message] = nil }
        nextReplyCheck = .now()
        _ = result
    }

    /// Commits a batch; nil when the disk does not take it: nothing may be deleted or answered then.
    private func commit(_ messages: [IncomingMessage]) async throws -> IngestResult? {
        for case .text(let content) in messages.map(\.content) {
            await clock.note(networkTime: content.contact.networkTime)
        }
        let permission: StartPermission = settlement == nil && maySendNow ? .allowed : .notNow
        do {
            let result = try await store.ingest(
                messages, in: context(), now: await clock.now(), start: permission, confirmed: confirmed)
            confirmed.removeAll()
            storageFault = nil
            for case .part(let message) in result.outcomes { overdue[message] = .now() + .seconds(30) }
            if result.started == nil { nextReplyCheck = .now() }
            return result
        } catch {
            storageFault = "messages cannot be written down (\(error)): they stay on the SIM and are tried again"
            await runner.show(state: .degraded, detail: storageFault ?? "")
            nextSweep = .now() + .seconds(60)
            return nil
        }
    }

    private func delete(_ slots: [Slot]) async throws {
        for (memory, group) in Dictionary(grouping: slots, by: \.memory) {
            let gone = Set(try await modem.delete(memory: memory, indices: group.map(\.index)))
            confirmed += group.filter { gone.contains($0.index) }
        }
    }

    /// SM belongs to the SIM, ME to the modem; what cannot tell its number counts by the line.
    private func store(of memory: String) async -> String {
        let identity = await modem.identity
        return (memory == "ME" ? identity?.imei : identity?.iccid) ?? "line:\(setup.id)"
    }
}
