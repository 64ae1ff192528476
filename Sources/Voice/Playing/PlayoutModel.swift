/// A model of the modem's buffer: how far writing is ahead of playing, by the clock.
///
/// A serial modem cannot report how much it still has to play. It plays at a fixed rate, so the clock gives the answer;
/// a gap is never made up for: after a late wake-up only the lead is written again.
struct PlayoutModel {
    /// Octets played in one tick.
    let tick: Int
    /// The number of octets ahead at which writing stops.
    let lead: Int
    /// Octets written and not yet played.
    private(set) var depth = 0

    /// Makes a model with a lead of `ticks`, at least one frame and one tick, and at most 100 ms.
    init(tick: Int, frame: Int, ticks: Int) {
        self.tick = tick
        lead = min(max(ticks * tick, frame + tick), 5 * tick)
    }

    /// True when the modem has nothing left to play.
    var isDry: Bool { depth == 0 }

    /// Accounts for elapsed ticks.
    mutating func advance(ticks: Int) {
        // After days of suspend the number of ticks is huge and must not overflow.
        depth = max(0, depth - min(ticks, 1000) * tick)
    }

    /// Whether `octets` fit within the lead; `queued` is what the device reports as not yet played.
    func hasRoom(for octets: Int, queued: Int) -> Bool {
        max(depth, queued) + octets <= lead
    }

    /// Accounts for octets that the modem accepted.
    mutating func took(_ octets: Int) {
        depth += octets
    }

    /// Accounts for a partial write: the modem's buffer is full, so the depth is the whole lead.
    mutating func bufferIsFull() {
        depth = max(depth, lead)
    }

    /// Accounts for an underrun that the device reported.
    mutating func underrun() {
        depth = 0
    }
}
