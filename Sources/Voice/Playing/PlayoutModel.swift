/// A model of the modem's buffer: how far what was written is ahead of what was played, by the clock.
///
/// Nobody can ask a serial modem how much it still has to play. It plays at its rate, so the clock knows; what was not
/// written it cannot play, so a gap is never made up for: after a late wake-up only the lead is written again.
struct PlayoutModel {
    /// Octets played in one tick.
    let tick: Int
    /// Octets ahead at which nothing more is written.
    let lead: Int
    /// Octets written and not yet played.
    private(set) var depth = 0

    /// A lead of so many ticks, at least of a frame and a tick to wake up in, and never of more than 100 ms.
    init(tick: Int, frame: Int, ticks: Int) {
        self.tick = tick
        lead = min(max(ticks * tick, frame + tick), 5 * tick)
    }

    /// True when the modem has nothing left to play.
    var isDry: Bool { depth == 0 }

    /// Time went by.
    mutating func passed(ticks: Int) {
        // A machine that slept for days comes back with a number that must not overflow.
        depth = max(0, depth - min(ticks, 1000) * tick)
    }

    /// Whether `octets` fit under the lead; `queued` is what the device itself says it has not played.
    func hasRoom(for octets: Int, queued: Int) -> Bool {
        max(depth, queued) + octets <= lead
    }

    /// The modem took octets.
    mutating func took(_ octets: Int) {
        depth += octets
    }

    /// The modem took less than it was given: it is full, so by this model it is a whole lead behind.
    mutating func wasRefused() {
        depth = max(depth, lead)
    }

    /// The device says that it has nothing left.
    mutating func ranOut() {
        depth = 0
    }
}
