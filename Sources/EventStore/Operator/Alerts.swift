import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// What the store knows of alerts at the beginning of a look.
public struct AlertState: Sendable {
    /// What is wrong and who was told.
    public var open: [OpenTrouble]
    /// When the last sign of life was given; nil = never.
    public var aliveAt: Timestamp?
    /// The service had ended without an orderly stop, and nobody was told.
    public var hasCrashed: Bool
    /// How many alerts were given in the calendar day of now, signs of life left out.
    public var toldToday: Int
    /// What happened since the last look, of the kinds that are told.
    public var events: [EventRecord]
    /// The newest event at the last look; nil = there was none.
    var seenSeq: Int64?
    /// Everything up to this event was looked at.
    public var newestSeq: Int64
}

/// An alert on its way into the spool: its file.
public struct StoredAlert: Hashable, Sendable {
    /// The name of the file.
    public var name: String
    /// What is in it.
    public var body: String

    /// A file from its parts.
    public init(name: String, body: String) {
        self.name = name
        self.body = body
    }
}

/// What a look at the box decided.
public struct AlertDecision: Sendable {
    /// What is wrong and who was told, now.
    public var open: [OpenTrouble]
    /// What is told, each with its file.
    public var told: [(alert: Alert, file: StoredAlert)]
    /// Events up to here were looked at.
    public var seenSeq: Int64

    /// A decision from its parts.
    public init(open: [OpenTrouble], told: [(Alert, StoredAlert)], seenSeq: Int64) {
        self.open = open
        self.told = told.map { ($0.0, $0.1) }
        self.seenSeq = seenSeq
    }
}

extension EventStore {
    /// What there may be to tell.
    ///
    /// What happened before the first look ever is never told.
    public func alertState(now: Timestamp, timeZone: TimeZone) async throws(StoreError) -> AlertState {
        let dayStart = CalendarPeriod(at: now, in: timeZone).dayStart.milliseconds
        return try await read { db in
            let newest = try db.number("SELECT max(seq) FROM event") ?? 0
            let row = try db.first(
                """
                SELECT seen_seq, alive_at, crash_untold, iif(day_start = ?, told_today, 0) FROM notify_state
                """, [dayStart])
            let seen = row?[0] as Int64?
            let events = try Self.told(after: seen ?? newest, db)
            let open = try db.rows("SELECT kind, line, since, told_at, calm_since FROM trouble ORDER BY kind, line")
            return AlertState(
                open: open.compactMap(OpenTrouble.init(row:)),
                aliveAt: (row?[1] as Int64?).map(Timestamp.init(milliseconds:)),
                hasCrashed: row?[2] ?? false, toldToday: row?[3] ?? 0,
                events: events, seenSeq: seen,
                newestSeq: events.count < Self.eventsAtOnce ? newest : events.last?.seq ?? newest)
        }
    }

    /// Writes down what a look decided, with the files that are to go into the spool: one transaction, or none at all
    /// where nothing changed.
    public func keep(
        _ decision: AlertDecision, after state: AlertState, now: Timestamp, timeZone: TimeZone
    ) async throws(StoreError) {
        // The place in the log alone is no reason for a commit, until it is far behind.
        let isBehind = !state.events.isEmpty || state.seenSeq.map { decision.seenSeq - $0 > 10_000 } ?? true
        guard !decision.told.isEmpty || decision.open != state.open || isBehind || state.hasCrashed else { return }
        let dayStart = CalendarPeriod(at: now, in: timeZone).dayStart.milliseconds
        try await write(now: now) { transaction in
            let db = transaction.db
            try db.run("DELETE FROM trouble")
            for open in decision.open {
                try db.run(
                    "INSERT INTO trouble (kind, line, since, told_at, calm_since) VALUES (?, ?, ?, ?, ?)",
                    [
                        open.trouble.kind.rawValue, open.trouble.line ?? "", open.since.milliseconds,
                        open.toldAt?.milliseconds, open.calmSince?.milliseconds,
                    ])
            }
            for (alert, file) in decision.told {
                try db.run("INSERT INTO alert (name, body) VALUES (?, ?)", [file.name, file.body])
                let lines = alert.lines
                try transaction.append(
                    .notice(AlertDetails(alert)), EventDraft(line: lines.count == 1 ? lines[0] : nil))
            }
            let signs = decision.told.count { $0.alert.kind == .alive }
            try db.run(
                """
                UPDATE notify_state SET seen_seq = ?1, crash_untold = 0, alive_at = iif(?2, ?3, alive_at),
                    told_today = iif(day_start = ?4, told_today, 0) + ?5, day_start = ?4
                """,
                [decision.seenSeq, signs > 0, now.milliseconds, dayStart, decision.told.count - signs])
        }
    }

    /// The files that are not in the spool yet, oldest first, each with its number.
    public func waitingAlerts() async throws(StoreError) -> [(id: Int64, file: StoredAlert)] {
        try await read { db in
            try db.rows("SELECT id, name, body FROM alert ORDER BY id LIMIT 100").map {
                ($0[0], StoredAlert(name: $0[1], body: $0[2]))
            }
        }
    }

    /// Files are in the spool.
    public func spooled(_ ids: [Int64], now: Timestamp) async throws(StoreError) {
        guard !ids.isEmpty else { return }
        try await write(now: now) { transaction in
            for id in ids { try transaction.db.run("DELETE FROM alert WHERE id = ?", [id]) }
        }
    }

    /// The service begins to run; one that never said that it ends has crashed, or the power went.
    public func beginService(now: Timestamp) async throws(StoreError) {
        try await write(now: now) { transaction in
            try transaction.db.run(
                "UPDATE notify_state SET crash_untold = max(crash_untold, is_running), is_running = 1")
        }
    }

    /// The service ends as it should.
    public func endService(now: Timestamp) async throws(StoreError) {
        try await write(now: now) { try $0.db.run("UPDATE notify_state SET is_running = 0") }
    }

    /// One look takes at most so many events; the next one goes on after them.
    private static let eventsAtOnce = 1_000

    private static func told(after seq: Int64, _ db: Database) throws -> [EventRecord] {
        try db.rows(
            """
            SELECT \(EventRecord.columns)
            WHERE e.seq > ? AND e.kind IN ('raid_started', 'raid_ended', 'budget_warning', 'budget_exhausted')
            ORDER BY e.seq LIMIT \(eventsAtOnce)
            """, [seq]
        ).map(EventRecord.init(row:))
    }
}

extension OpenTrouble {
    fileprivate init?(row: Row) {
        guard let kind = TroubleKind(rawValue: row[0]) else { return nil }
        let line: String = row[1]
        self.init(
            Trouble(kind, line: line.isEmpty ? nil : line), since: Timestamp(milliseconds: row[2]),
            toldAt: (row[3] as Int64?).map(Timestamp.init(milliseconds:)),
            calmSince: (row[4] as Int64?).map(Timestamp.init(milliseconds:)))
    }
}
