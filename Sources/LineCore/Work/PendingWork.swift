import Vocabulary

/// Messages that the modem announced and the line has not fetched yet.
package struct PendingWork {
    /// A message that came without being stored (+CMT, +CDS).
    package struct DirectDelivery: Hashable, Sendable {
        /// The PDU in hexadecimal, or the lines as printed.
        package var hex: String
        /// The announced length of its TPDU in octets; nil when the header does not say.
        package var length: Int?
        /// Whether it came with its header; otherwise it counts only if it can be decoded.
        package var wasAnnounced = true

        package init(hex: String, length: Int?, wasAnnounced: Bool = true) {
            self.hex = hex
            self.length = length
            self.wasAnnounced = wasAnnounced
        }
    }

    /// What to fetch next.
    package enum Fetch: Equatable {
        /// One slot, because only one message waits.
        case slot(memory: String, index: Int)
        /// A whole memory, because several wait there.
        case memory(String)
        /// Every memory: the announcement did not name one, or the storage ran full.
        case everything
    }

    package init() {}

    package private(set) var direct: [DirectDelivery] = []
    private var slots: [(memory: String, index: Int)] = []
    private var sweepIsDue = false

    /// Notes an announcement; an index of -1, seen on SIM7600, names no slot.
    package mutating func announce(memory: String, index: Int) {
        guard index >= 0 else {
            sweepIsDue = true
            return
        }
        if !slots.contains(where: { $0.memory == memory && $0.index == index }) { slots.append((memory, index)) }
    }

    /// Notes that any memory may hold something.
    package mutating func requestSweep() {
        sweepIsDue = true
    }

    /// Notes a direct delivery.
    package mutating func deliver(_ delivery: DirectDelivery) {
        direct.append(delivery)
    }

    /// Puts direct deliveries back, before those that came since.
    package mutating func putBack(_ deliveries: [DirectDelivery]) {
        direct = deliveries + direct
    }

    /// Takes all direct deliveries.
    package mutating func takeDirect() -> [DirectDelivery] {
        defer { direct.removeAll() }
        return direct
    }

    /// Takes the next fetch; nil when nothing is announced.
    package mutating func takeFetch() -> Fetch? {
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
