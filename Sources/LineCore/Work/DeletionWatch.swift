import Vocabulary

/// What was deleted, and whether the next listing shows it all the same.
///
/// The store is told of a deletion only when a listing, or another message in its place, proves it. What a modem still
/// holds is deleted once more, alone; then it is held against the line and only seldom tried again, so that a modem
/// that deletes nothing costs neither events nor commits. A new text in the same place has other octets and is taken.
package struct DeletionWatch {
    /// What one listing of a memory says about earlier deletions.
    package struct Finding {
        /// Gone: the store may know.
        package var gone: [Slot] = []
        /// Not deleted before: to be taken.
        package var fresh: [SlotContent] = []
        /// Still there: to be deleted again, each alone.
        package var again: [Int] = []
        /// Some of those that were deleted on one line are still there, this modem honours only one of several.
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

    /// After so many deletions of one message, each by itself, the modem does not delete.
    private static let enough = 2
    /// How many looks pass between two more tries.
    private static let looksBetweenTries = 10

    package init() {}

    private var deletions: [Place: Deletion] = [:]
    /// Recorded, and without a place that could be deleted: they are not taken again.
    private var unplaced: Set<[UInt8]> = []
    private var looks: [String: Int] = [:]

    /// How many messages the modem holds in spite of all tries.
    package var stuckCount: Int { deletions.values.count { $0.tries >= Self.enough } }

    /// Notes that a message was, or is about to be, deleted; several on one line prove nothing about each.
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

    /// Notes that a message which is still there was deleted once more, alone.
    package mutating func deletedAgain(memory: String, index: Int) {
        deletions[Place(memory: memory, index: index)]?.tries += 1
        deletions[Place(memory: memory, index: index)]?.inBatch = false
    }

    /// Notes what an announced slot holds; the slot of another message that was deleted there is gone.
    package mutating func read(_ content: SlotContent) -> Slot? {
        guard let index = content.index else { return nil }
        let place = Place(memory: content.memory, index: index)
        guard let before = deletions[place] else { return nil }
        deletions[place] = nil
        // The network brought the same message once more: what the store knows of it still holds.
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
            if deletion.tries < Self.enough || looksNow.isMultiple(of: Self.looksBetweenTries) {
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
