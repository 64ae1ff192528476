/// What a modem has announced and nobody has fetched yet.
struct PendingWork {
    /// A message that came without being stored (+CMT, +CDS).
    struct DirectDelivery: Hashable, Sendable {
        /// The PDU in hexadecimal, or the lines as printed.
        var hex: String
        /// How many octets its TPDU should have; nil where the header does not say.
        var length: Int?
        /// It came behind its header; otherwise it counts only if it can be decoded.
        var wasAnnounced = true
    }

    /// What has to be fetched next.
    enum Fetch: Equatable {
        /// One slot, because only one message waits.
        case slot(memory: String, index: Int)
        /// A whole memory, because several wait there.
        case memory(String)
        /// Every memory: the announcement did not say where, or storage ran full.
        case everything
    }

    private(set) var direct: [DirectDelivery] = []
    private var slots: [(memory: String, index: Int)] = []
    private var sweepIsDue = false

    /// Notes an announcement; an index of -1, seen on SIM7600, names no slot.
    mutating func announce(memory: String, index: Int) {
        guard index >= 0 else {
            sweepIsDue = true
            return
        }
        if !slots.contains(where: { $0.memory == memory && $0.index == index }) { slots.append((memory, index)) }
    }

    /// Notes that any memory may hold something.
    mutating func requestSweep() {
        sweepIsDue = true
    }

    /// Notes a direct delivery.
    mutating func deliver(_ delivery: DirectDelivery) {
        direct.append(delivery)
    }

    /// Gives direct deliveries back, before those that came since.
    mutating func putBack(_ deliveries: [DirectDelivery]) {
        direct = deliveries + direct
    }

    /// Takes all direct deliveries.
    mutating func takeDirect() -> [DirectDelivery] {
        defer { direct.removeAll() }
        return direct
    }

    /// Takes the next fetch; nil when nothing is announced.
    mutating func takeFetch() -> Fetch? {
        if sweepIsDue {
            sweepIsDue = false
            slots.removeAll()
            return .everything
        }
        guard let first = slots.first else { return nil }
        let others = slots.count { $0.memory == first.memory }
        slots.removeAll { $0.memory == first.memory }
        return others == 1 ? .slot(memory: first.memory, index: first.index) : .memory(first.memory)
    }
}
