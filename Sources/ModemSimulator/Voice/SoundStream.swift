/// The call whose sound is switched on: its record, and when it was answered.
struct OpenSound {
    let record: Int
    let answeredAt: Instant
}

/// The sound of one call between host and caller, 20 ms at a time, at times passed in by the caller.
///
/// What the host writes waits in a buffer of 100 ms. Even when called late, every due tick takes its own 20 ms, or
/// silence if there are none.
struct SoundStream {
    static let tick: Duration = .milliseconds(20)

    /// The record of the call it belongs to.
    let record: Int
    let startedAt: Instant
    /// Samples a second.
    let rate: Int
    private(set) var ticks = 0
    private(set) var buffer: [UInt8] = []
    /// Octets taken from the host so far.
    private(set) var taken = 0
    /// Octets of silence inserted since the last octet of the host.
    private var gap = 0

    /// The caller hears nothing.
    var isSilent = false
    /// No sound is accepted any more.
    var isStalled = false
    /// Sound without room is dropped.
    var dropsExcess = false
    /// No sound is accepted for a while.
    var isBusy = false

    init(record: Int, startedAt: Instant, rate: Int) {
        self.record = record
        self.startedAt = startedAt
        self.rate = rate
    }

    var octetsPerTick: Int { rate / 25 }
    var capacity: Int { octetsPerTick * 5 }
    var nextTick: Instant { startedAt + Self.tick * (ticks + 1) }

    func milliseconds(_ octets: Int) -> Int { octets * 500 / rate }

    /// How many octets can be accepted from the host now.
    var room: Int {
        guard !isStalled, !isBusy else { return 0 }
        return dropsExcess ? capacity * 4 : capacity - buffer.count
    }

    /// Takes octets and returns how many had no room.
    mutating func receive(_ bytes: [UInt8]) -> Int {
        taken += bytes.count
        let fitting = min(bytes.count, capacity - buffer.count)
        buffer += bytes.prefix(fitting)
        return bytes.count - fitting
    }

    /// The result of one tick.
    struct Tick {
        let samples: [Int16]
        /// Milliseconds of silence in place of missing octets.
        var underrun = 0
        /// The length of a silence that has just ended.
        var gap = 0
    }

    /// Takes the 20 ms that are due; `isFed` is whether the host has the port open.
    mutating func takeTick(isFed: Bool) -> Tick {
        ticks += 1
        let count = min(octetsPerTick, buffer.count & ~1)
        var samples = RawSamples.samples(buffer.prefix(count))
        buffer.removeFirst(count)
        if isSilent { samples = [] }
        let endedGap = count > 0 ? gap : 0
        if count > 0 { gap = 0 }
        let missing = taken > 0 && isFed ? octetsPerTick - count : 0
        gap += missing
        samples += [Int16](repeating: 0, count: rate / 50 - samples.count)
        return Tick(samples: samples, underrun: milliseconds(missing), gap: milliseconds(endedGap))
    }
}
