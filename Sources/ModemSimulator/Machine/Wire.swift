/// A point of the monotonic clock.
typealias Instant = ContinuousClock.Instant

/// The bytes on their way to the host, each piece with the earliest moment it may leave.
struct Wire {
    private var pieces: [(at: Instant, bytes: [UInt8])] = []
    private var next = 0

    /// When the next piece may leave.
    var nextDeparture: Instant? { next < pieces.count ? pieces[next].at : nil }

    /// Appends bytes to those that already wait.
    mutating func put(_ bytes: [UInt8], at time: Instant) {
        guard !bytes.isEmpty else { return }
        pieces.append((max(time, pieces.last?.at ?? time), bytes))
    }

    /// Appends bytes in pieces sent a little apart, so that the host reads them separately.
    mutating func put(_ bytes: [UInt8], at time: Instant, cutInto sizes: (Int) -> Int) {
        var start = 0
        var time = max(time, pieces.last?.at ?? time)
        while start < bytes.count {
            let size = max(1, min(sizes(bytes.count - start), bytes.count - start))
            put(Array(bytes[start..<start + size]), at: time)
            start += size
            time += .microseconds(300)
        }
    }

    /// The next piece that may leave now.
    mutating func take(now: Instant) -> [UInt8]? {
        guard next < pieces.count, pieces[next].at <= now else { return nil }
        let bytes = pieces[next].bytes
        next += 1
        if next == pieces.count {
            pieces.removeAll(keepingCapacity: true)
            next = 0
        }
        return bytes
    }

    mutating func clear() {
        pieces = []
        next = 0
    }
}

/// A small seeded generator, so that a run can be repeated (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
