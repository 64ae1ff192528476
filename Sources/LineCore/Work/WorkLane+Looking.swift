import Vocabulary

// Reads the modem's memories: once a minute, and seconds after a failure.
extension WorkLane {
    /// The most listings of a memory in a row until it has no received message left.
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
            // A line added meanwhile may name this SIM; a call in progress is finished first.
            push([.askICCID])
            return world.hasCall ? nil : .askOwner
        case .lookAtMemories:
            guard storageFault == nil else { return nil }
            listings.removeAll()
            // The memory for new messages comes last, so that it stays selected for the next announcement.
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
                // They exist nowhere else, so they are kept here until the disk works.
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
            // One extra look shows whether this modem deletes at all.
            deletionIsProven = true
            nextSweep = min(nextSweep, now + .seconds(5))
        case (.read(let memory, _), .failed(let fault)):
            push([.sweep])
            memoryFailed(memory, fault, at: now)
        // An announced message that is not in its slot may be in another one.
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
            scheduleEarlyLook(at: now)
        case (_, .failed(let fault)): finish(.modem(fault))
        default: break
        }
    }

    /// Notes a committed batch, with which a reply may have begun.
    private mutating func wasRecorded(_ recorded: Recorded, at now: Uptime) {
        guard !recorded.taken.isEmpty else { return }
        confirmed.removeAll()
        if storageFault != nil {
            storageFault = nil
            push([.writeNotes(confirming: false)])
        }
        if let started = recorded.started { take(inHand: started, at: now) } else { nextReplyCheck = now }
    }

    /// Records the messages of a memory, and lists it again until they are shown to be deleted.
    private mutating func empty(_ memory: String, holding messages: [SlotContent], look: Int) {
        let finding = deletions.look(at: messages, of: memory)
        confirmed += finding.gone
        hasTaken = false
        push([.take(memory, finding.fresh), .lookFurther(memory, look: look + 1, mustSee: !finding.again.isEmpty)])
        push(finding.again.map { .deleteAgain(memory, $0) })
        if finding.showsFailedBatch { push([.deleteSingly]) }
    }

    /// Deletes committed messages; the next listing shows whether they are gone.
    private mutating func delete(_ messages: [StoredMessage], from memory: String) -> WorkEffect? {
        // On another SIM the slot would contain another text.
        guard sim.mayWork else { return nil }
        let indices = messages.compactMap(\.content.index)
        for message in messages { deletions.deleted(message.content, in: message.slot, inBatch: indices.count > 1) }
        return indices.isEmpty ? nil : .delete(memory: memory, indices: indices)
    }

    /// Sorts the listings, and empties every memory that is not a mirror.
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

    /// Whether a memory shows only messages in the same slots of the preferred one, and so is its mirror.
    private mutating func isMirror(_ other: [SlotContent], of preferred: [SlotContent]) -> Bool {
        let places = Set(preferred.map { MirroredSlot(index: $0.index, octets: $0.octets) })
        guard !other.isEmpty else { return true }
        let isMirror = other.allSatisfy { places.contains(MirroredSlot(index: $0.index, octets: $0.octets)) }
        // Our own stored messages prove nothing; received ones contain the network's time.
        if other.contains(where: { !$0.isOutgoing }) { memoriesAreMirrored = isMirror }
        return isMirror
    }

    /// The slot for the store: SM belongs to the SIM, ME to the modem, a mirror to the memory it mirrors.
    private func slot(of message: SlotContent) -> Slot {
        let memory = memoriesAreMirrored ? facts?.setUp.memories.first ?? message.memory : message.memory
        let owner = memory == "ME" ? facts?.imei : facts?.iccid
        // Without an ICCID or IMEI the line's id is used; without an index, the octets are.
        return Slot(
            store: owner ?? SIMKey.placeholder(line: facts?.line ?? ""), memory: memory,
            index: message.index ?? Slot.index(ofUnplaced: message.octets))
    }

    /// Notes that the modem refused or did not answer a command on a memory; others may still work.
    private mutating func memoryFailed(_ memory: String, _ fault: ModemFault, at now: Uptime) {
        switch fault {
        case .refused(_, let answer):
            unreadableMemories.failed(memory, answer: answer)
            scheduleEarlyLook(at: now)
        // One missing answer does not prove that the modem is silent.
        case .silent: push([.resynchronise(memory)])
        default: finish(.modem(fault))
        }
    }

    /// Looks again within seconds after a failed reading or commit, once for all failures until then.
    mutating func scheduleEarlyLook(at now: Uptime) {
        guard !lookFailed else { return }
        lookFailed = true
        nextSweep = min(nextSweep, now + .seconds(lookBackoff.failed()))
    }

    /// The store cannot write: nothing is deleted, acknowledged or answered, and a retry follows within seconds.
    mutating func storageFailed(_ error: StoreError, at now: Uptime) {
        storageFault = error
        storageFaultIsShown = false
        scheduleEarlyLook(at: now)
    }
}

/// A slot by its index and content.
private struct MirroredSlot: Hashable {
    var index: Int?
    var octets: [UInt8]
}
