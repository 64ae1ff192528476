import Vocabulary

// What the modem's memories hold: looked at once a minute, and seconds after something failed.
extension WorkLane {
    /// So often a memory is looked at in a row until nothing of a stranger is left in it.
    private static let maximumLooks = 8

    mutating func beginLook(_ step: Step, in world: WorkWorld, at now: Uptime) -> WorkEffect? {
        switch step {
        case .sweep:
            nextSweep = now + .seconds(LookBackoff.regular)
            lookFailed = false
            push([
                .confirmWritable, .confirmSIM, .askSettings, .lookAtMemories, .lookIsOver, .endStrayCall, .readStatus,
                .show,
            ])
        case .confirmWritable: return storageFault == nil ? nil : .confirmWritable
        case .confirmSIM:
            // A line that was added meanwhile may name this very SIM; a call is seen to its end.
            push([.askICCID])
            return world.hasCall ? nil : .askOwner
        case .lookAtMemories:
            guard storageFault == nil else { return nil }
            listings.removeAll()
            // The one that new messages go to comes last, so that it stays selected for what is announced next.
            push((facts?.setUp.memories ?? []).reversed().map { .list($0) } + [.sortListings])
        case .sortListings: sortListings()
        case .lookIsOver:
            isFirstLook = false
            if !lookFailed { lookBackoff.worked() }
        case .list(let memory), .drain(let memory, _): return .list(memory: memory)
        case .empty(let memory, let messages, let look): empty(memory, holding: messages, look: look)
        case .lookFurther(let memory, let look, let mustSee):
            guard mustSee || hasTaken, look < Self.maximumLooks else { return nil }
            push([.repliesWhileOwed, .drain(memory, look: look)])
        case .deleteAgain(let memory, let index):
            deletions.deletedAgain(memory: memory, index: index)
            return .delete(memory: memory, indices: [index])
        case .deleteSingly: return .deleteSingly
        case .take(_, let messages):
            hasTaken = false
            let stored = messages.filter { !$0.isOutgoing }.map { StoredMessage(content: $0, slot: slot(of: $0)) }
            guard !stored.isEmpty else { return nil }
            return .record(batch(.stored(stored), in: world, at: now))
        case .delete(let memory, let messages): return delete(messages, from: memory)
        case .read(let memory, let index): return .read(memory: memory, index: index)
        case .resynchronise: return .resynchronise
        case .direct(let deliveries):
            guard let first = deliveries.first else { return nil }
            return .record(batch(.direct(first), in: world, at: now))
        case .acknowledge: return .acknowledge
        default: break
        }
        return nil
    }

    private func batch(_ content: Batch.Content, in world: WorkWorld, at now: Uptime) -> Batch {
        Batch(
            content: content, mayStart: maySendNow(in: world, at: now), isRoaming: registration.isRoaming,
            isFirstLook: isFirstLook, confirmed: confirmed)
    }

    mutating func finishLook(_ step: Step, _ result: WorkResult, at now: Uptime) {
        switch (step, result) {
        case (.confirmWritable, .done):
            storageFault = nil
            nextReplyCheck = now
            push([.writeNotes(confirming: false)])
        case (_, .storeFailed(let error)):
            if case .direct(let deliveries) = step {
                // They exist nowhere else: they wait here for the disk.
                pending.putBack(deliveries)
            }
            storageFailed(error, at: now)
        case (.confirmSIM, .owner(let owner)): owner.map { finish(.ownedBy($0)) }
        case (.list(let memory), .listed(let messages)):
            unreadableMemories.worked(memory)
            listings.append((memory, messages))
        case (.drain(let memory, let look), .listed(let messages)):
            unreadableMemories.worked(memory)
            push([.empty(memory, messages, look: look)])
        case (.list(let memory), .failed(let fault)), (.drain(let memory, _), .failed(let fault)):
            memoryFailed(memory, fault, at: now)
        case (.deleteAgain(let memory, _), .failed(let fault)): memoryFailed(memory, fault, at: now)
        case (.delete(let memory, _), _):
            if case .failed(let fault) = result { memoryFailed(memory, fault, at: now) }
            guard !deletionIsProven else { break }
            // Whether this modem deletes at all is worth a look of its own, once.
            deletionIsProven = true
            nextSweep = min(nextSweep, now + .seconds(5))
        case (.read(let memory, _), .failed(let fault)):
            push([.sweep])
            memoryFailed(memory, fault, at: now)
        // What was announced and is not there may be in another place.
        case (.read, .read(nil)): nextSweep = min(nextSweep, now + .seconds(2))
        case (.read(let memory, _), .read(let message?)):
            if let gone = deletions.read(message) { confirmed.append(gone) }
            push([.take(memory, [message])])
        case (.take(let memory, let messages), .recorded(let recorded)):
            wasRecorded(recorded, at: now)
            let incoming = messages.filter { !$0.isOutgoing }
            let taken = recorded.taken.map { StoredMessage(content: incoming[$0], slot: slot(of: incoming[$0])) }
            hasTaken = taken.contains { $0.content.index != nil }
            if !taken.isEmpty { push([.delete(memory, taken)]) }
        case (.direct(let deliveries), .recorded(let recorded)):
            wasRecorded(recorded, at: now)
            push([.direct(Array(deliveries.dropFirst()))])
            if !recorded.taken.isEmpty, deliveries[0].wasAnnounced { push([.acknowledge]) }
        case (.take, .notRecorded): pending.requestSweep()
        case (.direct(let deliveries), .notRecorded):
            pending.putBack(deliveries)
            pending.requestSweep()
        case (.resynchronise(let memory), .done):
            unreadableMemories.failed(memory, answer: "no answer")
            lookSoon(at: now)
        case (_, .failed(let fault)): finish(.modem(fault))
        default: break
        }
    }

    /// A batch is committed: nothing of it is owed to the store, and a reply may have begun with it.
    private mutating func wasRecorded(_ recorded: Recorded, at now: Uptime) {
        guard !recorded.taken.isEmpty else { return }
        confirmed.removeAll()
        if storageFault != nil {
            storageFault = nil
            push([.writeNotes(confirming: false)])
        }
        if let started = recorded.started { take(inHand: started, at: now) } else { nextReplyCheck = now }
    }

    /// Takes what a memory holds, and looks again until a listing shows that it was deleted.
    private mutating func empty(_ memory: String, holding messages: [SlotContent], look: Int) {
        let finding = deletions.look(at: messages, of: memory)
        confirmed += finding.gone
        hasTaken = false
        push([.take(memory, finding.fresh), .lookFurther(memory, look: look + 1, mustSee: !finding.again.isEmpty)])
        push(finding.again.map { .deleteAgain(memory, $0) })
        if finding.showsFailedBatch { push([.deleteSingly]) }
    }

    /// Deletes what was committed; whether it is gone, the next listing shows.
    private mutating func delete(_ messages: [StoredMessage], from memory: String) -> WorkEffect? {
        // On another SIM the slot holds another text.
        guard sim.mayWork else { return nil }
        let indices = messages.compactMap(\.content.index)
        for message in messages { deletions.deleted(message.content, in: message.slot, inBatch: indices.count > 1) }
        return indices.isEmpty ? nil : .delete(memory: memory, indices: indices)
    }

    /// Empties each memory that is one of its own.
    private mutating func sortListings() {
        defer { listings.removeAll() }
        guard let preferred = listings.last else { return }
        var own: [(memory: String, messages: [SlotContent])] = []
        for listing in listings
        where listing.memory == preferred.memory || !isMirror(listing.messages, of: preferred.messages) {
            own.append(listing)
        }
        push(own.map { .empty($0.memory, $0.messages, look: 0) })
    }

    /// Whether a memory shows nothing that is not in the same slot of the preferred one: then it is that memory again.
    private mutating func isMirror(_ other: [SlotContent], of preferred: [SlotContent]) -> Bool {
        let places = Set(preferred.map { MirroredSlot(index: $0.index, octets: $0.octets) })
        guard !other.isEmpty else { return true }
        let isMirror = other.allSatisfy { places.contains(MirroredSlot(index: $0.index, octets: $0.octets)) }
        // Stored messages of ours prove nothing; those of others carry the network's time.
        if other.contains(where: { !$0.isOutgoing }) { memoriesAreMirrored = isMirror }
        return isMirror
    }

    /// Where the store keeps a slot: SM belongs to the SIM, ME to the modem, a mirror to what it mirrors.
    private func slot(of message: SlotContent) -> Slot {
        let memory = memoriesAreMirrored ? facts?.setUp.memories.first ?? message.memory : message.memory
        let owner = memory == "ME" ? facts?.imei : facts?.iccid
        // What cannot tell its number counts by the line; what cannot tell its place, by its octets.
        return Slot(
            store: owner ?? SIMKey.standIn(line: facts?.line ?? ""), memory: memory,
            index: message.index ?? Slot.index(ofUnplaced: message.octets))
    }

    /// The modem refused something with a memory, or left it unanswered: others may still work.
    private mutating func memoryFailed(_ memory: String, _ fault: ModemFault, at now: Uptime) {
        switch fault {
        case .refused(_, let answer):
            unreadableMemories.failed(memory, answer: answer)
            lookSoon(at: now)
        // One answer that never came is no proof that none will come.
        case .silent: push([.resynchronise(memory)])
        default: finish(.modem(fault))
        }
    }

    /// Something could not be read or written down: looks again in seconds, once for all that fails until then.
    mutating func lookSoon(at now: Uptime) {
        guard !lookFailed else { return }
        lookFailed = true
        nextSweep = min(nextSweep, now + .seconds(lookBackoff.failed()))
    }

    /// The disk takes nothing: nothing is deleted, acknowledged or answered, and everything is tried again in seconds.
    mutating func storageFailed(_ error: StoreError, at now: Uptime) {
        storageFault = error
        storageFaultIsShown = false
        lookSoon(at: now)
    }
}

/// A slot by its index and content.
private struct MirroredSlot: Hashable {
    var index: Int?
    var octets: [UInt8]
}
