import Glibc

/// Ticks of 20 ms by the monotonic clock, at absolute times: one late tick does not delay the next.
///
/// `Task.sleep` is not used: with every thread of the pool busy it woke up seconds late.
struct TickTimer {
    /// Nanoseconds between two ticks.
    static let tick: Int64 = 20_000_000

    /// When the last tick was due.
    private(set) var due: Int64
    /// How late the thread woke up for that tick, in nanoseconds.
    private(set) var lateness: Int64 = 0

    init(now: Int64 = TickTimer.now()) {
        due = now
    }

    /// Nanoseconds of the monotonic clock.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Sleeps until the next tick and says how many are due, normally one.
    mutating func wait() -> Int {
        let next = due + TickTimer.tick
        var time = timespec(tv_sec: Int(next / 1_000_000_000), tv_nsec: Int(next % 1_000_000_000))
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
        return dueTicks(at: TickTimer.now())
    }

    /// How many ticks are due at `now`, and how late the first of them is.
    mutating func dueTicks(at now: Int64) -> Int {
        let ticks = max(1, Int((now - due) / TickTimer.tick))
        lateness = now - due - TickTimer.tick
        due += Int64(ticks) * TickTimer.tick
        return ticks
    }

    /// Restarts at `now`, so that the next tick comes 20 ms after it.
    mutating func restart(at now: Int64 = TickTimer.now()) {
        due = now
    }
}
