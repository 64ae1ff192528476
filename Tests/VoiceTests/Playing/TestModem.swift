import Dispatch
import Foundation
import Glibc
import Synchronization
import TestDescriptors

/// The other end of an audio port: a modem that plays 320 octets every 20 ms, whatever it was given.
///
/// It keeps 100 ms, throws away what is more, and fills with silence what is missing; so what it `heard` is what a caller
/// would hear.
final class TestModem: Sendable {
    struct Result: Sendable {
        /// Octets that went to the caller, silence for gaps included, from the first sound on.
        var heard: [UInt8] = []
        /// Octets as they came.
        var received = Data()
        /// The most octets it ever had to play.
        var ahead = 0
        var thrownAway = 0
        /// Octets of silence that had to be put in.
        var missing = 0
        /// The longest gap in octets.
        var longestGap = 0
        /// What was written, each with the nanosecond it was found at.
        var arrivals: [(at: Int64, octets: Int)] = []

        var samples: [Int16] {
            (0..<heard.count / 2).map { Int16(bitPattern: UInt16(heard[2 * $0]) | UInt16(heard[2 * $0 + 1]) << 8) }
        }
    }

    private struct State {
        var result = Result()
        var isAsleep = false
        var isStopping = false
        var isOver = false
        var isClosed = false
        var toSay: [UInt8] = []
    }

    /// The tty to open; empty where the modem is at the other end of a socket.
    let path: String
    /// The host's end of the socket, for who takes it over.
    let far: Int32
    private let master: Int32
    private let slave: Int32
    private let room: Int
    private let prefill: Int
    private let state = Mutex(State())

    /// `room` is how many octets it can hold, `prefill` how many it waits for before it begins.
    init(room: Int = 1600, prefill: Int = 0) throws {
        let terminal = try PseudoTerminal(isRaw: false)
        master = terminal.master
        // Kept open until the first look: a pty without any slave answers EIO.
        slave = terminal.slave
        far = -1
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        path = terminal.path
        self.room = room
        self.prefill = prefill
    }

    /// A modem that refuses what it has no room for, after a handful of frames, as the driver of a USB modem does.
    ///
    /// A pty takes more than a second, and moves it by a kernel thread that waits its turn on a busy machine.
    init(refusingWithRoom room: Int) throws {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { throw POSIXError(.EMFILE) }
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        // The least the kernel allows: it counts its own overhead too, so that some four frames fit.
        var size: Int32 = 1
        setsockopt(ends[1], SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        (master, far, slave) = (ends[0], ends[1], -1)
        path = ""
        self.room = room
        prefill = 0
    }

    /// Begins to play, on a thread of its own that runs when this returns.
    func run() {
        let isRunning = DispatchSemaphore(value: 0)
        defer { isRunning.wait() }
        Thread.detachNewThread { [self] in
            // What judges the pacer must not be the one that is late.
            var priority = sched_param()
            priority.sched_priority = 2
            pthread_setschedparam(pthread_self(), SCHED_FIFO, &priority)
            isRunning.signal()
            play()
            state.withLock { $0.isOver = true }
        }
    }

    /// Stops reading, or reads on; the clock goes on.
    func sleep(_ isAsleep: Bool) {
        state.withLock { $0.isAsleep = isAsleep }
    }

    /// Sends octets of the caller's sound.
    func say(_ octets: [UInt8]) {
        state.withLock { $0.toSay += octets }
    }

    /// Pulls the plug.
    func vanish() async {
        _ = await stop()
        shut()
    }

    private func shut() {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        if slave >= 0 { close(slave) }
        close(master)
    }

    deinit {
        shut()
    }

    /// Ends it and says what it heard.
    func stop() async -> Result {
        state.withLock { $0.isStopping = true }
        while !state.withLock({ $0.isOver }) { try? await Task.sleep(for: .milliseconds(5)) }
        return state.withLock { $0.result }
    }

    func soFar() -> Result { state.withLock { $0.result } }

    // MARK: The thread

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    private func play() {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(1 << 16)
        state.withLock { state in
            state.result.heard.reserveCapacity(1 << 17)
            state.result.received.reserveCapacity(1 << 17)
            state.result.arrivals.reserveCapacity(1 << 10)
        }
        var gap = 0
        var began: Int64?
        var played = 0
        while true {
            let order = state.withLock { state in
                defer { state.toSay.removeAll() }
                return (state.isStopping, state.isAsleep, state.toSay)
            }
            if order.0 { return }
            if !order.2.isEmpty { _ = order.2.withUnsafeBytes { write(master, $0.baseAddress, $0.count) } }
            // A look every 5 ms, so that a gap is known to 5 ms.
            var pause = timespec(tv_sec: 0, tv_nsec: 5_000_000)
            if let began {
                let next = began + Int64(played + 80) * 62_500
                pause = timespec(tv_sec: Int(next / 1_000_000_000), tv_nsec: Int(next % 1_000_000_000))
                clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &pause, nil)
            } else {
                nanosleep(&pause, nil)
            }
            if order.1 { continue }
            let fresh = readAll()
            if !fresh.isEmpty {
                state.withLock { state in
                    state.result.arrivals.append((TestModem.now(), fresh.count))
                    state.result.received += fresh
                }
            }
            buffer += fresh
            if began == nil {
                guard buffer.count > prefill else { continue }
                began = TestModem.now()
            }
            // Octets that should have been played by now: 16 in a millisecond.
            let due = Int((TestModem.now() - (began ?? 0)) / 62_500) / 80 * 80
            guard due > played else { continue }
            consume(due - played, of: &buffer, gap: &gap)
            played = due
        }
    }

    private func consume(_ count: Int, of buffer: inout [UInt8], gap: inout Int) {
        let taken = min(count, buffer.count)
        let excess = max(0, buffer.count - taken - room)
        state.withLock { state in
            // When this thread itself was late, what it should have played meanwhile is not ahead.
            state.result.ahead = max(state.result.ahead, buffer.count - (count - 80))
            // A gap is one when something comes after it: after the end there is nothing to wait for.
            if taken > 0 {
                state.result.missing += gap
                state.result.longestGap = max(state.result.longestGap, gap)
                gap = 0
            }
            gap += count - taken
            state.result.heard += buffer[..<taken]
            state.result.heard += repeatElement(0, count: count - taken)
            state.result.thrownAway += excess
        }
        buffer.removeFirst(taken + excess)
    }

    private func readAll() -> [UInt8] {
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(master, &part, part.count)
            guard count > 0 else { return all }
            all += part[..<count]
        }
    }
}
