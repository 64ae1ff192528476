import EventStore
import Evidence
import LinePolicy
import Logging
import Vocabulary
import Words

/// The lines, as the store's ticker needs them.
protocol TickedLines: Sendable {
    /// The ids of all lines of the configuration.
    func ids() async -> Set<String>
    /// The present context of a line, with or without its modem; a removed line never answers.
    func context(of line: String) async -> LineContext
    /// Tells the line that a reply may be due now.
    func replyPlanned(line: String) async
}

/// Completes unfinished work in the database once a second, for every line, with or without a modem.
///
/// That is: notes that could not be written, long messages with missing parts, replies in `sending` that no session
/// sends, planned replies that have become too old, removed lines, and erased data still in the write-ahead log.
actor StoreTicker {
    /// How long to wait for further parts after the last one.
    static let partTimeout = Span.seconds(30)
    /// How long a reply in `sending` may be without a session before it counts as orphaned.
    private static let orphanTimeout = Span.seconds(30)
    /// The pause after a database fault: each try may delay a writer for as long again.
    private static let afterFault = Span.seconds(5)
    private static let minute = Span.seconds(60)
    /// A reply that is overdue for this long has no modem to send it.
    private static let late = Span.minutes(1)

    private let store: EventStore
    private let clock: ServiceClock
    private let lines: any TickedLines
    private let logger: Logger
    private var parts = ExpiryWatch<Int64, Int>(after: partTimeout)
    private var orphans = ExpiryWatch<Int64, String>(after: orphanTimeout)
    private var next = Uptime.zero
    private var nextMinute = Uptime.zero
    /// The fault that was logged last.
    private var loggedFault: String?
    /// The day, by UTC, for which the log is signed, or need not be.
    private var signedDay: Int64?
    /// Why the log could not be signed, as last logged.
    private var loggedSigningFault: String?

    init(store: EventStore, clock: ServiceClock, lines: any TickedLines, logger: Logger) {
        self.store = store
        self.clock = clock
        self.lines = lines
        self.logger = logger
    }

    /// Ticks until the task is cancelled.
    func run() async throws {
        while true {
            await tick(at: .now())
            try await Task.sleep(for: .seconds(1))
        }
    }

    /// Does the due work; a database fault is logged once, and everything is tried again later.
    func tick(at now: Uptime) async {
        guard next <= now else { return }
        do throws(StoreError) {
            try await writeNotes()
            try await work(at: now)
            if nextMinute <= now {
                try await store.requireUnlocked()
                try await judgeLate()
                nextMinute = now + Self.minute
            }
            await signLog()
            // A reader that blocks the checkpoint will end by itself.
            try await store.clearLog()
            if loggedFault != nil { logger.notice("what was open in the database goes on") }
            loggedFault = nil
        } catch {
            next = now + Self.afterFault
            if loggedFault != error.sentence { logger.warning("what is open in the database waits: \(error.sentence)") }
            loggedFault = error.sentence
        }
    }

    /// Signs the log once a day, at midnight UTC, also when nothing happened; without a usable clock that moment is not
    /// known.
    private func signLog() async {
        do throws(StoreError) {
            guard let now = await clock.trusted() else { return }
            let day = now.milliseconds / 86_400_000
            guard day != signedDay else { return }
            if try await store.isHeadDue(at: now) {
                try await store.requireUnlocked()
                let head = try await store.signHead(at: now, now: now)
                logger.info(
                    "the log is signed", metadata: ["events": "\(head.head.size)", "log": "\(head.head.origin)"])
            }
            signedDay = day
            loggedSigningFault = nil
        } catch {
            if loggedSigningFault != error.sentence { logger.error("the log cannot be signed: \(error.sentence)") }
            loggedSigningFault = error.sentence
        }
    }

    private func writeNotes() async throws(StoreError) {
        guard store.hasNotes else { return }
        try await store.requireUnlocked()
        for error in try await store.writeNotes(now: await clock.now()) {
            logger.error("something that happened cannot be written down: \(error.sentence)")
        }
        for line in await lines.ids() { await lines.replyPlanned(line: line) }
    }

    private func work(at now: Uptime) async throws(StoreError) {
        let work = try await store.openWork()
        let lineOf = Dictionary(work.longMessages.map { ($0.id, $0.line) }) { first, _ in first }
        let waiting = Dictionary(work.longMessages.map { ($0.id, $0.parts) }) { first, _ in first }
        let expired = parts.expired(among: waiting, at: now).sorted()
        for (line, messages) in Dictionary(grouping: expired, by: { lineOf[$0] ?? "" }) {
            try await complete(messages, of: line)
        }
        for reply in orphans.expired(among: work.orphans, at: now) {
            guard let line = work.orphans[reply] else { continue }
            logger.warning(
                "the reply \(reply) was being sent, and nobody says how it ended", metadata: ["line": "\(line)"])
            let outcome = Settlement.Outcome.unknown(.noOutcome)
            store.keep(.outcome(Settlement(reply: reply, outcome: outcome)), of: line)
        }
        // Checked last: the line may just have been started.
        for line in work.lines.subtracting(await lines.ids()).sorted() { try await remove(line, work) }
    }

    private func complete(_ messages: [Int64], of line: String) async throws(StoreError) {
        try await store.requireUnlocked()
        _ = try await store.completeOverdueMessages(
            messages, in: await lines.context(of: line), now: await clock.now(), start: .notNow)
        await lines.replyPlanned(line: line)
    }

    /// Finishes a line that is no longer configured: records what was received, cancels planned replies.
    private func remove(_ line: String, _ work: OpenWork) async throws(StoreError) {
        let messages = work.longMessages.filter { $0.line == line }.map(\.id)
        if !messages.isEmpty { try await complete(messages, of: line) }
        try await store.removeLine(line, now: await clock.now())
    }

    /// Judges overdue replies, whose line has no modem or may not send; some are too old now.
    private func judgeLate() async throws(StoreError) {
        guard let now = await clock.trusted() else { return }
        for line in await lines.ids() {
            try await store.judgeLate(in: await lines.context(of: line), dueBefore: now - Self.late, now: now)
        }
    }
}
