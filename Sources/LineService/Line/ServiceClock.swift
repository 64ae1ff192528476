import EventStore
import Foundation
import Glibc
import LineCore
import LinePolicy
import Logging
import Vocabulary
import Words

/// Reads the clocks, without the newest stored time: the time of the box, whether the kernel considers it synchronised,
/// and the monotonic clock.
public typealias ClockSource = @Sendable () -> (box: Timestamp, isSynchronised: Bool, uptime: Span)

/// The service's time: checks the clocks, and tells the store when the time became known or jumped.
///
/// It returns a new time only after stored times were moved to it, so that no decision mixes two times.
actor ServiceClock {
    private let store: EventStore
    private let buildDate: Timestamp
    private let logger: Logger
    private let source: ClockSource
    private var timeZone: TimeZone
    private var time: TrustedTime
    /// The clock for retention; nil while no time was ever known.
    private var age: RetentionClock?
    /// The retention clock's time at the start.
    private let kept: Timestamp?
    /// Whether events written before any clock was usable have got their time.
    private var isDated: Bool
    /// Clock changes that the store has not taken yet.
    private var pending: [TimeChange] = []
    private var settling: Task<Void, Never>?
    /// When to try the store again, or search it once more for events written during a change.
    private var nextTry = Span.zero
    private var sweepsAgain = false
    /// How often the time became known or jumped.
    private(set) var changes = 0

    /// Starts the clock of a run; stored events with a later time are flagged.
    init(
        store: EventStore, buildDate: Timestamp, timeZone: TimeZone, logger: Logger, source: ClockSource? = nil
    ) async throws(StoreError) {
        self.store = store
        self.buildDate = buildDate
        self.timeZone = timeZone
        self.logger = logger
        self.source = source ?? Self.clocks(since: Self.monotonic)
        try await store.findNewestStored()
        kept = try await store.retentionTime()
        let look = Self.look(self.source, store)
        time = TrustedTime(
            buildDate: buildDate, newestNetworkTime: try await store.newestNetworkTime(), look: look)
        isDated = time.trusted != nil
        age = time.trusted.map { [kept] in RetentionClock(kept: kept, trusted: $0, uptime: look.uptime) }
        try await store.beginRun(
            at: TimeChange(
                from: time.now, to: time.now, uptime: look.uptime, wasKnown: time.trusted != nil,
                isKnown: time.trusted != nil),
            retention: kept, earliest: buildDate, timeZone: timeZone)
    }

    /// The time for decisions; nil when no clock is usable, in which case replies are held.
    func trusted() async -> Timestamp? {
        await look()
        if let change = pending.first { return change.wasKnown ? time(before: change) : nil }
        return time.trusted
    }

    /// The time for records: the trusted one, else the box's.
    func now() async -> Timestamp {
        await look()
        return pending.first.map(time(before:)) ?? time.now
    }

    /// The time by the old clock, which is used until the store has taken the change.
    private func time(before change: TimeChange) -> Timestamp {
        change.from + (source().uptime - change.uptime)
    }

    /// Notes network times of messages just received, the earliest first, so that one far ahead can be compared.
    func note(networkTimes: [Timestamp]) async {
        for networkTime in networkTimes.sorted() where !time.accept(networkTime, at: Self.look(source, store)) {
            logger.debug("a network time is not believed", metadata: ["time": "\(networkTime.milliseconds)"])
        }
        if !networkTimes.isEmpty { await look() }
    }

    /// Sets the time zone of days and months.
    func use(_ timeZone: TimeZone) {
        self.timeZone = timeZone
    }

    /// The time for retention; nil while no time is known, and then nothing is erased.
    func retentionTime() async throws(StoreError) -> Timestamp? {
        guard let trusted = await trusted(), var next = age else { return nil }
        let uptime = source().uptime
        if let step = next.advance(to: trusted, uptime: uptime) {
            logger.log(
                level: step.shift > .days(1) ? .notice : .debug,
                "the time has stood for long enough: what is kept is that much older",
                metadata: ["seconds": "\(step.shift.milliseconds / 1000)"])
            try await store.take(step, began: next.time - step.shift - uptime, now: trusted)
        }
        age = next
        return next.time
    }

    private func look() async {
        let look = Self.look(source, store)
        if let change = time.take(look) { note(change) }
        if sweepsAgain, pending.isEmpty, look.uptime >= nextTry {
            sweepsAgain = false
            let isKnown = time.trusted != nil
            pending.append(
                TimeChange(from: time.now, to: time.now, uptime: look.uptime, wasKnown: isKnown, isKnown: isKnown))
        }
        guard !pending.isEmpty, settling != nil || look.uptime >= nextTry else { return }
        let task = settling ?? Task { await settle() }
        settling = task
        await task.value
        // Reading the clocks took some time.
        if let change = time.take(Self.look(source, store)) { note(change) }
    }

    private func note(_ change: TimeChange) {
        changes += 1
        nextTry = .zero
        pending.append(change)
        let seconds = change.shift.milliseconds / 1000
        logger.notice(
            change.becameKnown
                ? "the time is known now (\(time.quality.rawValue)): \(seconds) s later than the box believed"
                : "the time jumps by \(seconds) s (\(time.quality.rawValue)): what was written down since the start goes with it"
        )
    }

    /// Tells the store what changed, one change after the other.
    private func settle() async {
        defer { settling = nil }
        while let noticed = pending.first {
            // The store may have refused it for a while, during which the old time was used.
            let change = noticed.aged(to: source().uptime)
            let isFirst = change.becameKnown && kept == nil && !isDated
            if age == nil, change.isKnown {
                age = RetentionClock(kept: kept.map { $0 + change.uptime }, trusted: change.to, uptime: change.uptime)
            }
            do {
                let flagged = try await store.adjust(
                    to: change, retention: age?.time(at: change.uptime) ?? kept.map { $0 + change.uptime },
                    isFirst: isFirst, earliest: buildDate, timeZone: timeZone)
                if flagged > 0 { logger.notice("\(flagged) events are ahead of the clock: they are flagged") }
            } catch {
                logger.warning("what was written down by the old time is not moved yet: \(error.sentence)")
                nextTry = source().uptime + .seconds(2)
                return
            }
            isDated = isDated || change.isKnown
            pending.removeFirst()
            if change.shift != .zero {
                sweepsAgain = true
                nextTry = source().uptime + .seconds(3)
            }
        }
    }

    private static func look(_ source: ClockSource, _ store: EventStore) -> TrustedTime.ClockReading {
        let shown = source()
        return TrustedTime.ClockReading(
            box: shown.box, isSynchronised: shown.isSynchronised, uptime: shown.uptime,
            newestStored: store.newestStoredAt)
    }

    /// The clocks of this box.
    private static func clocks(since start: Span) -> ClockSource {
        {
            (
                Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))),
                KernelClock.isSynchronised, monotonic - start
            )
        }
    }

    /// The boot-time clock, which cannot be set and continues during suspend.
    private static var monotonic: Span {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Span(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
