import ControlAPI
import EventStore
import LinePolicy
import Logging
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
            let answer = try await unlessTroubled(memory) { () async throws(ModemFault) in
                try await modem.read(memory: memory, index: index)
            }
            guard let answer else { return try await sweep() }
            // What was announced and is not there may be in another place.
            guard let message = answer else { return nextSweep = min(nextSweep, .now() + .seconds(2)) }
            if let gone = deletions.read(message) { confirmed.append(gone) }
            try await take([message])
        case .memory(let memory):
            try await drain(memory)
        case .everything:
            try await sweep()
        }
    }

    /// Commits messages of one memory in one transaction, then deletes them; false when there was nothing to delete.
    @discardableResult
    func take(_ messages: [SlotContent]) async throws -> Bool {
        var taken: [(content: SlotContent, slot: Slot)] = []
        var incoming: [IncomingMessage] = []
        for content in messages where !content.isOutgoing {
            let slot = await slot(of: content)
            guard let heard = translation.stored(content, in: slot) else { continue }
            incoming.append(await timed(heard))
            taken.append((content, slot))
        }
        guard !taken.isEmpty, let result = try await commit(incoming) else { return false }
        try await unlessLost(result.started) { try await delete(taken) }
        if let reply = result.started { try await send(reply) }
        return taken.contains { $0.content.index != nil }
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
        for (position, delivery) in direct.enumerated() {
            guard let heard = translation.direct(delivery) else { continue }
            guard let result = try await commit([await timed(heard)]) else {
                // They exist nowhere else: they wait here for the disk.
                return pending.putBack(Array(direct[position...]))
            }
            if delivery.wasAnnounced {
                try await unlessLost(result.started) { try await modem.acknowledgeDirectDelivery() }
            }
            if let reply = result.started { try await send(reply) }
        }
    }

    private var translation: MessageTranslation { MessageTranslation(lineCountry: setup.country) }

    /// A message with its network time as it should be: some service centres are behind by whole quarters of an hour.
    private func timed(_ heard: MessageTranslation.Heard) async -> IncomingMessage {
        guard let stamp = heard.stamp, case .text(var content) = heard.message.content else { return heard.message }
        if !isFirstLook, content.part?.number ?? 1 == 1, let now = await clock.trusted(),
            centreClocks.hear(from: stamp.centre, sent: stamp.sent, zone: stamp.zone, now: now)
        {
            await clockFound(of: stamp.centre, now: now)
        }
        let sent = centreClocks.corrected(stamp.sent, from: stamp.centre)
        if sent != stamp.sent {
            content.contact.networkTime = sent
            content.details["clock_behind_minutes"] = .integer((sent - stamp.sent).milliseconds / 60_000)
        }
        var message = heard.message
        message.content = .text(content)
        return message
    }

    /// Remembers what is taken out of the times of a service centre, also over a restart.
    private func clockFound(of centre: String, now: Timestamp) async {
        conditionIsShown = false
        do {
            try await store.save(offset: centreClocks.offsets[centre] ?? 0, ofServiceCentre: centre, now: now)
        } catch {
            // It is found out again after the next start.
            runner.logger.warning("the clock of a service centre cannot be written down: \(error.sentence)")
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

    /// The disk takes nothing: nothing is deleted, acknowledged or answered, and everything is tried again in seconds.
    func storageFailed(_ error: StoreError) async {
        storageFault = error.sentence
        await runner.show(
            state: .degraded, .notRecorded,
            detail: "nothing can be written down, messages stay on the SIM: \(error.sentence)")
        lookSoon()
    }

    /// Ends a storage fault once a commit works.
    func storageMayWorkAgain() async throws {
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
        let (context, now) = (await self.context(), await clock.now())
        // A sign came meanwhile: whose texts these are is not known, and they are read again when it is.
        guard sim.mayWork else {
            pending.requestSweep()
            return nil
        }
        let permission: StartPermission = settlement == nil && maySendNow && hasClock ? .allowed : .notNow
        do {
            let result = try await store.ingest(
                messages, in: context, now: now, start: permission, confirmed: confirmed)
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

    /// Deletes what was committed; whether it is gone, the next listing shows.
    private func delete(_ taken: [(content: SlotContent, slot: Slot)]) async throws {
        // On another SIM the slot holds another text.
        guard let memory = taken.first?.content.memory, sim.mayWork else { return }
        let indices = taken.compactMap(\.content.index)
        for (content, slot) in taken { deletions.deleted(content, in: slot, inBatch: indices.count > 1) }
        guard !indices.isEmpty else { return }
        _ = try await unlessTroubled(memory) { () async throws(ModemFault) in
            try await modem.delete(memory: memory, indices: indices)
        }
        guard !deletionIsProven else { return }
        // Whether this modem deletes at all is worth a look of its own, once.
        deletionIsProven = true
        nextSweep = min(nextSweep, .now() + .seconds(5))
    }

    /// Where the store keeps a slot: SM belongs to the SIM, ME to the modem, a mirror to what it mirrors.
    private func slot(of message: SlotContent) async -> Slot {
        let identity = await modem.identity
        let memory = memoriesAreMirrored ? await modem.memories.first ?? message.memory : message.memory
        let owner = memory == "ME" ? identity?.imei : identity?.iccid
        // What cannot tell its number counts by the line; what cannot tell its place, by its octets.
        return Slot(
            store: owner ?? "line:\(setup.id)", memory: memory,
            index: message.index ?? MessageTranslation.placeless(message.octets))
    }
}
