import Vocabulary

/// Tracks deletions, and whether the next listing still shows the messages.
///
/// The store learns of a deletion only when a listing, or another message in the slot, proves it. A message that the
/// modem still holds is deleted once more, alone; then the line reports a fault and tries only seldom, so that a modem
/// that deletes nothing causes neither events nor commits. A new text in the same slot has other octets and is
/// accepted.
package struct DeletionWatch {
    /// What one listing of a memory shows about earlier deletions.
    package struct Finding {
        /// Deleted: the store may be told.
        package var gone: [Slot] = []
        /// Not deleted before: to be recorded.
        package var fresh: [SlotContent] = []
        /// Still there: to be deleted again, each alone.
        package var again: [Int] = []
        /// Some messages deleted on one command line remain: this modem executes only one of several deletions.
        package var showsFailedBatch = false
    }

    private struct Place: Hashable {
        var memory: String
        var index: Int
    }

    private struct Deletion {
        var slot: Slot
        var octets: [UInt8]
        var tries: Int
        var inBatch: Bool
    }

    /// After this many single deletions of one message, the modem counts as unable to delete.
    private static let maximumTries = 2
    /// The number of looks between further tries.
    private static let looksBetweenTries = 10

    package init() {}

    private var deletions: [Place: Deletion] = [:]
    /// Recorded messages without a known slot: they cannot be deleted, and are not recorded again.
    private var unplaced: Set<[UInt8]> = []
    private var looks: [String: Int] = [:]

    /// How many messages the modem still holds after all tries.
    package var stuckCount: Int { deletions.values.count { $0.tries >= Self.maximumTries } }

    /// Notes that a message was, or is about to be, deleted; several on one command line prove nothing about each one.
    package mutating func deleted(_ content: SlotContent, in slot: Slot, inBatch: Bool) {
        guard let index = content.index else {
            unplaced.insert(content.octets)
            return
        }
        let place = Place(memory: content.memory, index: index)
        let tries = deletions[place].map { $0.octets == content.octets ? $0.tries : 0 } ?? 0
        deletions[place] = Deletion(
            slot: slot, octets: content.octets, tries: tries + (inBatch ? 0 : 1), inBatch: inBatch)
    }

    /// Notes that a remaining message was deleted once more, alone.
    package mutating func deletedAgain(memory: String, index: Int) {
        deletions[Place(memory: memory, index: index)]?.tries += 1
        deletions[Place(memory: memory, index: index)]?.inBatch = false
    }

    /// Notes the content of an announced slot; returns the slot if it proves an earlier deletion there.
    package mutating func read(_ content: SlotContent) -> Slot? {
        guard let index = content.index else { return nil }
        let place = Place(memory: content.memory, index: index)
        guard let before = deletions[place] else { return nil }
        deletions[place] = nil
        // The network delivered the same message again: the store's record of it still holds.
        return before.octets == content.octets ? nil : before.slot
    }

    /// Compares a listing of a memory with what was deleted from it.
    package mutating func look(at listing: [SlotContent], of memory: String) -> Finding {
        var finding = Finding()
        let looksNow = looks[memory, default: 0] + 1
        looks[memory] = looksNow
        let places = listing.compactMap { content in content.index.map { ($0, content) } }
        let shown = Dictionary(places) { first, _ in first }
        for (place, deletion) in deletions where place.memory == memory {
            guard shown[place.index]?.octets == deletion.octets else {
                finding.gone.append(deletion.slot)
                deletions[place] = nil
                continue
            }
            if deletion.inBatch { finding.showsFailedBatch = true }
            if deletion.tries < Self.maximumTries || looksNow.isMultiple(of: Self.looksBetweenTries) {
                finding.again.append(place.index)
            }
        }
        finding.again.sort()
        finding.fresh = listing.filter { content in
            guard let index = content.index else { return !unplaced.contains(content.octets) }
            return deletions[Place(memory: memory, index: index)] == nil
        }
        return finding
    }
}
