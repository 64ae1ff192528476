import Foundation
import Glibc
import Synchronization

/// What the thread should watch for one object.
struct PollInterest {
    /// Nil while there is no descriptor to watch.
    var descriptor: Int32?
    var wantsToRead = true
    var wantsToWrite = false
    /// The other end is closed: the thread checks at intervals whether that changed.
    var isHungUp = false
    /// `poll` reports a closed other end continuously, so it is checked at this interval instead.
    var recheckInterval: Duration = .milliseconds(10)
    var next: Instant?
}

/// An object that the thread serves.
protocol Polled: AnyObject, Sendable {
    /// Does the pending work and returns what to wait for.
    func turn(now: Instant) -> PollInterest
}

/// One thread with one `poll` for every simulated modem of the process: 64 idle modems cost nothing.
final class SimulatorThread: Sendable {
    static let shared = SimulatorThread()

    private struct State {
        var served: [ObjectIdentifier: any Polled] = [:]
        var woken: Set<ObjectIdentifier> = []
        var isRunning = false
    }

    private let state = Mutex(State())
    private let wakeEnd: Int32
    private let sleepEnd: Int32

    private init() {
        var ends: [Int32] = [-1, -1]
        let made = pipe(&ends)
        precondition(made == 0, "no descriptor is left for the simulator's thread")
        (sleepEnd, wakeEnd) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    func add(_ polled: any Polled) {
        let mustStart = state.withLock { state in
            state.served[ObjectIdentifier(polled)] = polled
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart {
            let thread = Thread { self.run() }
            thread.name = "modem-simulator"
            thread.start()
        }
        wake(polled)
    }

    func remove(_ polled: any Polled) {
        _ = state.withLock { $0.served.removeValue(forKey: ObjectIdentifier(polled)) }
        wake(polled)
    }

    /// Gives an object a turn as soon as possible.
    func wake(_ polled: any Polled) {
        let isFirst = state.withLock { $0.woken.insert(ObjectIdentifier(polled)).inserted }
        guard isFirst else { return }
        var byte: UInt8 = 0
        write(wakeEnd, &byte, 1)
    }

    // MARK: The thread

    private func run() {
        var interests: [ObjectIdentifier: PollInterest] = [:]
        var ready: Set<ObjectIdentifier> = []
        while true {
            let (served, woken) = state.withLock { state in
                defer { state.woken = [] }
                return (state.served, state.woken)
            }
            let now = Instant.now
            let due = interests.filter { $0.value.next.map { $0 <= now } ?? false }.keys
            for id in ready.union(woken).union(due) {
                interests[id] = served[id]?.turn(now: now)
            }
            ready = wait(interests)
        }
    }

    /// Sleeps until something can be done and returns the objects concerned.
    private func wait(_ interests: [ObjectIdentifier: PollInterest]) -> Set<ObjectIdentifier> {
        let attached = interests.filter { $0.value.descriptor != nil && !$0.value.isHungUp }
        let hungUp = interests.filter { $0.value.descriptor != nil && $0.value.isHungUp }
        var deadline = interests.values.compactMap(\.next).min()
        if let interval = hungUp.values.map(\.recheckInterval).min() {
            deadline = min(deadline ?? .now + interval, .now + interval)
        }

        var owners: [ObjectIdentifier?] = [nil]
        var entries = [pollfd(fd: sleepEnd, events: Int16(POLLIN), revents: 0)]
        for (id, interest) in attached {
            owners.append(id)
            let events = (interest.wantsToRead ? POLLIN : 0) | (interest.wantsToWrite ? POLLOUT : 0)
            entries.append(pollfd(fd: interest.descriptor ?? -1, events: Int16(events), revents: 0))
        }
        poll(&entries, nfds_t(entries.count), timeout(until: deadline))
        if entries[0].revents != 0 { emptyPipe() }

        var ready = Set(zip(owners, entries).compactMap { $1.revents == 0 ? nil : $0 })
        if !hungUp.isEmpty { ready.formUnion(reopened(hungUp)) }
        return ready
    }

    /// Whole milliseconds for `poll`; shorter waits sleep here, to keep latencies exact.
    private func timeout(until deadline: Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = deadline - .now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        let milliseconds = seconds.multipliedReportingOverflow(by: 1000)
        guard !milliseconds.overflow, milliseconds.partialValue < 1_000_000 else { return 1_000_000 }
        let whole = milliseconds.partialValue + attoseconds / 1_000_000_000_000_000
        if whole == 0 {
            var pause = timespec(tv_sec: 0, tv_nsec: Int(attoseconds / 1_000_000_000))
            nanosleep(&pause, nil)
        }
        return Int32(whole)
    }

    private func reopened(_ hungUp: [ObjectIdentifier: PollInterest]) -> [ObjectIdentifier] {
        let owners = Array(hungUp.keys)
        var entries = owners.map { owner in
            // Unread data of an object that does not want to read now is no reason for a turn.
            let events = hungUp[owner]?.wantsToRead == false ? 0 : POLLIN
            return pollfd(fd: hungUp[owner]?.descriptor ?? -1, events: Int16(events), revents: 0)
        }
        poll(&entries, nfds_t(entries.count), 0)
        return zip(owners, entries).filter { Int32($1.revents) & POLLHUP == 0 || Int32($1.revents) & POLLIN != 0 }.map(
            \.0)
    }

    private func emptyPipe() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(sleepEnd, &bytes, bytes.count) > 0 {}
    }
}
