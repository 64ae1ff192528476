import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// The stored state of alerts at the beginning of a check.
public struct AlertState: Sendable {
    /// The open troubles.
    public var open: [OpenTrouble]
    /// When the last sign of life was sent; nil = never.
    public var aliveAt: Timestamp?
    /// The service ended without an orderly stop, and no alert was sent for that yet.
    public var hasCrashed: Bool
    /// The number of alerts sent in the present calendar day, not counting signs of life.
    public var alertsToday: Int
    /// The events since the previous check, of the kinds that cause alerts.
    public var events: [EventRecord]
    /// The newest event at the previous check; nil = none.
    var seenSeq: Int64?
    /// The events up to this one have been checked.
    public var newestSeq: Int64
}

/// The file of an alert, before it is written into the spool.
public struct StoredAlert: Hashable, Sendable {
    /// The name of the file.
    public var name: String
    /// What is in it.
    public var body: String

    /// Makes a file.
    public init(name: String, body: String) {
        self.name = name
        self.body = body
    }
}

/// The result of a check of the box.
public struct AlertDecision: Sendable {
    /// The open troubles after it.
    public var open: [OpenTrouble]
    /// The alerts to send, each with its file.
    public var told: [(alert: Alert, file: StoredAlert)]
    /// The events up to this one have been checked.
    public var seenSeq: Int64

    /// Makes a result.
    public init(open: [OpenTrouble], told: [(Alert, StoredAlert)], seenSeq: Int64) {
        self.open = open
        self.told = told.map { ($0.0, $0.1) }
        self.seenSeq = seenSeq
    }
}

extension EventStore {
    /// The state from which alerts may follow.
    ///
    /// Events before the very first check never cause an alert.
    public func alertState(now: Timestamp, timeZone: TimeZone) async throws(StoreError) -> AlertState {
        let dayStart = CalendarPeriod(at: now, in: timeZone).dayStart.milliseconds
        return try await read { db in
            let newest = try db.number("SELECT max(seq) FROM event") ?? 0
            let row = try db.first(
                """
                SELECT seen_seq, alive_at, crash_untold, iif(day_start = ?, told_today, 0) FROM notify_state
                """, [dayStart])
            let seen = row?[0] as Int64?
            let events = try Self.events(after: seen ?? newest, db)
            let open = try db.rows("SELECT kind, line, since, told_at, calm_since FROM trouble ORDER BY kind, line")
            return AlertState(
                open: open.compactMap(OpenTrouble.init(row:)),
                aliveAt: (row?[1] as Int64?).map(Timestamp.init(milliseconds:)),
                hasCrashed: row?[2] ?? false, alertsToday: row?[3] ?? 0,
                events: events, seenSeq: seen,
                newestSeq: events.count < Self.eventsAtOnce ? newest : events.last?.seq ?? newest)
        }
    }

    /// Stores the result of a check, with the files for the spool: one transaction, or none when nothing changed.
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
                        open.alertedAt?.milliseconds, open.resolvedSince?.milliseconds,
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

    /// Notes that files are in the spool.
    public func spooled(_ ids: [Int64], now: Timestamp) async throws(StoreError) {
        guard !ids.isEmpty else { return }
        try await write(now: now) { transaction in
            for id in ids { try transaction.db.run("DELETE FROM alert WHERE id = ?", [id]) }
        }
    }

    /// Notes that the service starts; if the previous run did not end orderly, it crashed or the power failed.
    public func beginService(now: Timestamp) async throws(StoreError) {
        try await write(now: now) { transaction in
            try transaction.db.run(
                "UPDATE notify_state SET crash_untold = max(crash_untold, is_running), is_running = 1")
        }
    }

    /// Notes an orderly end of the service.
    public func endService(now: Timestamp) async throws(StoreError) {
        try await write(now: now) { try $0.db.run("UPDATE notify_state SET is_running = 0") }
    }

    /// The most events of one check; the next one continues after them.
    private static let eventsAtOnce = 1_000

    private static func events(after seq: Int64, _ db: Database) throws -> [EventRecord] {
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
            alertedAt: (row[3] as Int64?).map(Timestamp.init(milliseconds:)),
            resolvedSince: (row[4] as Int64?).map(Timestamp.init(milliseconds:)))
    }
}
