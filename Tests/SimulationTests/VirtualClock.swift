import Synchronization
import Vocabulary

/// The program died at this moment, as after `kill -9`.
struct Crash: Error {}

/// Made-up time for those who take turns in it: one of them works, the others wait for their moments.
///
/// Of two who wait for the same moment the one with the lower number goes first, so a story is the same each time.
final class VirtualClock {
    /// The beginning of every story.
    static let start = Uptime(milliseconds: 1_000_000)

    private struct Sleeper {
        let id: Int
        var until: Uptime
        let continuation: CheckedContinuation<Void, Never>
    }

    /// Since the beginning of the story.
    private(set) var now = VirtualClock.start
    /// What the box's own clocks make of it.
    let shown = ShownClocks()
    private var sleepers: [Sleeper] = []
    private var awake = 0
    private var isStopped = false

    /// So many take part from now on; each waits once before it does anything.
    func begin(_ count: Int) {
        (awake, isStopped) = (count, false)
    }

    /// Waits for a moment, or until somebody wakes this one; throws where the program dies meanwhile.
    func sleep(_ id: Int, until moment: Uptime) async throws {
        if isStopped { throw Crash() }
        let until = max(moment, now)
        if awake == 1, !sleepers.contains(where: { ($0.until, $0.id) < (until, id) }) { return advance(to: until) }
        await withCheckedContinuation { continuation in
            sleepers.append(Sleeper(id: id, until: until, continuation: continuation))
            awake -= 1
            wakeNext()
        }
        if isStopped { throw Crash() }
    }

    /// This one waits no longer than now.
    func wake(_ id: Int) {
        for index in sleepers.indices where sleepers[index].id == id { sleepers[index].until = now }
    }

    /// Somebody takes part no more.
    func leave() {
        awake -= 1
        wakeNext()
    }

    /// The program dies: nobody goes on.
    func stop() {
        isStopped = true
        let all = sleepers
        sleepers = []
        for sleeper in all { sleeper.continuation.resume() }
    }

    private func wakeNext() {
        guard awake == 0,
            let index = sleepers.indices.min(by: {
                (sleepers[$0].until, sleepers[$0].id) < (sleepers[$1].until, sleepers[$1].id)
            })
        else { return }
        let next = sleepers.remove(at: index)
        advance(to: next.until)
        awake = 1
        next.continuation.resume()
    }

    private func advance(to moment: Uptime) {
        guard moment > now else { return }
        now = moment
        shown.pass(to: moment)
    }
}

/// What the clocks of the box show: one that may be wrong, and one that cannot be set.
final class ShownClocks: Sendable {
    /// 2026-03-15T12:00:00Z.
    static let noon = Timestamp(seconds: 1_773_576_000)

    private struct State {
        var now = VirtualClock.start
        var startedAt = VirtualClock.start
        var offset = Span.zero
        var isSynchronised = true
    }

    private let state = Mutex(State())

    /// The time of the networks, which is right.
    var networkTime: Timestamp { state.withLock { Self.noon + ($0.now - VirtualClock.start) } }

    /// For the service's own clock.
    func look() -> (box: Timestamp, isSynchronised: Bool, uptime: Span) {
        state.withLock { state in
            (
                Self.noon + (state.now - VirtualClock.start) + state.offset, state.isSynchronised,
                state.now - state.startedAt
            )
        }
    }

    func pass(to moment: Uptime) { state.withLock { $0.now = moment } }

    /// The service starts.
    func start() { state.withLock { $0.startedAt = $0.now } }

    /// The box's clock is so far ahead of the right time from now on, and the kernel trusts it or does not.
    func set(offset: Span, isSynchronised: Bool) {
        state.withLock { ($0.offset, $0.isSynchronised) = (offset, isSynchronised) }
    }
}
