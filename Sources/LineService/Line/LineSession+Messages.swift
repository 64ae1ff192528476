import ControlAPI
import EventStore
import LineCore
import LinePolicy
import Logging
import Modems
import SMSCodec
import Vocabulary

extension LineSession {
    /// How the store is told about this line at this moment.
    func context() async -> LineContext {
        setup.context(
            sim: await modem.identity?.iccid, isRoaming: isRoaming)
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
        guard !taken.isEmpty, try await commit(incoming) else { return false }
        // Whatever becomes of the modem meanwhile: what was taken in hand is brought back.
        try await delete(taken)
        await workOnReply()
        return taken.contains { $0.content.index != nil }
    }

    /// Commits direct deliveries, and acknowledges them only then.
    func ingest(direct: [PendingWork.DirectDelivery]) async throws {
        for (position, delivery) in direct.enumerated() {
            guard let heard = translation.direct(delivery) else { continue }
            guard try await commit([await timed(heard)]) else {
                // They exist nowhere else: they wait here for the disk.
                return pending.putBack(Array(direct[position...]))
            }
            if delivery.wasAnnounced { try await modem.acknowledgeDirectDelivery() }
            await workOnReply()
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
            await writeNotes()
        } catch {
            await storageFailed(error)
        }
    }

    /// Commits a batch, and takes the reply in hand that it starts; false when the disk does not take it: nothing may
    /// be deleted or answered then.
    private func commit(_ messages: [IncomingMessage]) async throws -> Bool {
        await clock.note(
            networkTimes: messages.compactMap {
                if case .text(let content) = $0.content { content.contact.networkTime } else { nil }
            })
        let hasClock = await clock.trusted() != nil
        let (context, now) = (await self.context(), await clock.now())
        // A sign came meanwhile: whose texts these are is not known, and they are read again when it is.
        guard sim.mayWork else {
            pending.requestSweep()
            return false
        }
        let permission: StartPermission = maySendNow && hasClock ? .allowed : .notNow
        do {
            let slots = confirmed
            let began = Uptime.now()
            let result = try await store.ingest(messages, in: context, now: now, start: permission, confirmed: slots)
            turns.spent(reading: .now() - began)
            confirmed.removeFirst(slots.count)
            if let reply = result.started { take(inHand: reply) } else { nextReplyCheck = .now() }
            if storageFault != nil {
                storageFault = nil
                await writeNotes()
            }
            return true
        } catch {
            await storageFailed(error)
            return false
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
