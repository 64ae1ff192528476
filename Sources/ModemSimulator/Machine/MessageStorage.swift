/// The message memories of a modem and its SIM.
struct MessageStorage {
    private var slots: [String: [Int: StoredMessage]] = [:]
    private let capacities: [String: Int]
    private let firstIndex: Int
    private let isMirrored: Bool

    init(_ profile: SimulatedProfile, _ settings: SimulatedSettings) {
        capacities = profile.capacities.merging(
            settings.capacities.filter { profile.capacities[$0.key] != nil && $0.value >= 0 }
        ) { $1 }
        firstIndex = profile.firstIndex
        isMirrored = settings.memoriesMirrorEachOther
    }

    /// A real memory and the index in it, for a name that may be `MT` (ME first, then SM) or a mirror.
    private func resolve(_ memory: String, _ index: Int) -> (memory: String, index: Int) {
        guard memory == "MT" else { return (home(of: memory), index) }
        let inModem = capacity(of: "ME")
        return index < firstIndex + inModem ? (home(of: "ME"), index) : (home(of: "SM"), index - inModem)
    }

    private func home(of memory: String) -> String { isMirrored && memory == "ME" ? "SM" : memory }

    /// How many messages a memory holds.
    func capacity(of memory: String) -> Int {
        memory == "MT" ? capacity(of: "ME") + capacity(of: "SM") : capacities[home(of: memory)] ?? 0
    }

    /// How many messages lie in a memory.
    func used(_ memory: String) -> Int { messages(in: memory).count }

    /// Every index a memory has.
    func indices(of memory: String) -> Range<Int> { firstIndex..<firstIndex + capacity(of: memory) }

    /// The messages of a memory, by index.
    func messages(in memory: String) -> [(index: Int, message: StoredMessage)] {
        if memory == "MT" {
            let offset = capacity(of: "ME")
            return messages(in: "ME") + messages(in: "SM").map { ($0.index + offset, $0.message) }
        }
        return (slots[home(of: memory)] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    func message(in memory: String, at index: Int) -> StoredMessage? {
        let place = resolve(memory, index)
        return slots[place.memory]?[place.index]
    }

    /// Stores at the lowest free index; nil when the memory is full.
    mutating func store(_ pdu: String, state: StoredMessage.State, in memory: String) -> StorageSlot? {
        guard let index = indices(of: memory).first(where: { message(in: memory, at: $0) == nil }) else { return nil }
        let place = resolve(memory, index)
        // Named as the host knows it: mirrored memories have the same content.
        let slot = StorageSlot(memory: memory == "MT" ? place.memory : memory, index: place.index)
        slots[place.memory, default: [:]][place.index] = StoredMessage(slot: slot, state: state, pdu: pdu)
        return slot
    }

    mutating func markRead(_ memory: String, _ index: Int) {
        let place = resolve(memory, index)
        if slots[place.memory]?[place.index]?.state == .receivedUnread {
            slots[place.memory]?[place.index]?.state = .receivedRead
        }
    }

    mutating func markSent(_ memory: String, _ index: Int) {
        let place = resolve(memory, index)
        slots[place.memory]?[place.index]?.state = .storedSent
    }

    /// Empties a slot; nil when it was empty.
    mutating func delete(_ memory: String, _ index: Int) -> StorageSlot? {
        let place = resolve(memory, index)
        return slots[place.memory]?.removeValue(forKey: place.index)?.slot
    }
}
