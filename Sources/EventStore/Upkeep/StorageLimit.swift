import GRDB
import LinePolicy
import Synchronization
import Vocabulary

/// How far the plan for a database that is nearly full has come.
///
/// Receiving never stops; counters, STOP, blocks, caps and money are never deleted.
public enum StorageStep: Int, CaseIterable, Hashable, Sendable, Codable {
    /// There is room.
    case none = 0
    /// From 80 % on: of one sender and day one text is kept, the others are counted.
    case fold = 1
    /// From 90 % on: the oldest texts are erased early, except those of people who are kept.
    case texts = 2
    /// When no such text is left: the octets of messages are erased.
    case octets = 3
    /// When none are left: the oldest events of erased people without a reply are deleted. Their leaves stay.
    case records = 4

    /// The cause that the log states when the step is taken.
    var cause: RetentionCause? {
        switch self {
        case .none: nil
        case .fold: .limitFold
        case .texts: .limitTexts
        case .octets: .limitOctets
        case .records: .limitRecords
        }
    }
}

/// The number of events that one transaction examines.
private let eventsAtOnce: Int64 = 500

extension EventStore {
    /// How many octets of the database file are in use.
    public func octetsInUse() async throws(StoreError) -> Int64 { try await read { try $0.octetsInUse() } }

    /// The present step.
    public func storageStep() async throws(StoreError) -> StorageStep {
        try await read { StorageStep(rawValue: Int(try $0.number("SELECT storage_step FROM retention") ?? 0)) ?? .none }
    }

    /// Keeps the database below `limit` octets, in small transactions; each step is logged once.
    public func keep(within limit: Int64, now: Timestamp) async throws(StoreError) {
        var hasMore = true
        while hasMore {
            hasMore = try await write(now: now) { try $0.makeRoom(limit) }
            if hasMore { logMayHoldForgotten.withLock { $0 = true } }
        }
        try await clearLog()
    }
}

extension Database {
    fileprivate func octetsInUse() throws -> Int64 {
        let pages = try number("PRAGMA page_count") ?? 0
        return (pages - (try number("PRAGMA freelist_count") ?? 0)) * (try number("PRAGMA page_size") ?? 0)
    }
}

extension Transaction {
    /// Frees some room; returns whether there may be more to free.
    fileprivate func makeRoom(_ limit: Int64) throws -> Bool {
        let used = try db.octetsInUse()
        let before = Int(try db.number("SELECT storage_step FROM retention") ?? 0)
        guard used >= limit / 10 * 8 else {
            // Well below it, so that the step is not logged again and again.
            if before != 0, used < limit / 10 * 7 { try db.run("UPDATE retention SET storage_step = 0") }
            return false
        }
        try take(max(StorageStep(rawValue: before) ?? .none, .fold), before: before)
        guard used >= limit / 10 * 9 else { return false }
        if try drop("text", upTo: "texts_dropped_to", .texts, before) { return true }
        if try drop("pdu", upTo: "octets_dropped_to", .octets, before) { return true }
        return try dropRecords(before)
    }

    /// Deletes events that only say that somebody was not answered, which the counters also hold.
    private func dropRecords(_ before: Int) throws -> Bool {
        let from = try db.number("SELECT records_dropped_to FROM retention") ?? 0
        let forgotten = try db.number("SELECT numbers_forgotten_to FROM box") ?? 0
        guard forgotten > from else { return false }
        try take(.records, before: before)
        let end = min(from + eventsAtOnce, forgotten)
        let events = try db.rows(
            """
            SELECT seq FROM event WHERE seq > ?1 AND seq <= ?2 AND sender IS NOT NULL AND reply IS NULL
                AND kind IN ('sms_received', 'call_received', 'call_rejected', 'call_ended', 'texts_folded')
                AND NOT EXISTS (SELECT 1 FROM reply WHERE origin = event.seq)
                AND NOT EXISTS (SELECT 1 FROM verification WHERE heard = event.seq)
                AND NOT EXISTS (SELECT 1 FROM sender WHERE id = event.sender AND kept_until IS NOT NULL)
            """, [from, end]
        ).map { $0[0] as Int64 }
        try db.closeLeaves(events, who: true, what: true)
        for seq in events { try db.run("DELETE FROM event WHERE seq = ?", [seq]) }
        try db.run("UPDATE retention SET records_dropped_to = ?", [end])
        return true
    }

    /// Logs a step that was not taken before.
    private func take(_ step: StorageStep, before: Int) throws {
        guard step.rawValue > before, let cause = step.cause else { return }
        try db.run("UPDATE retention SET storage_step = max(storage_step, ?)", [step.rawValue])
        try append(.retentionRun(RetentionDetails(cause: cause, contents: 0, numbers: 0, records: 0)), EventDraft())
    }

    /// Erases a column of the oldest events that were not examined yet; false = there are none.
    private func drop(_ column: String, upTo place: String, _ step: StorageStep, _ before: Int) throws -> Bool {
        let from = try db.number("SELECT max(\(place), contents_forgotten_to) FROM retention") ?? 0
        let last = try db.number("SELECT max(seq) FROM event") ?? 0
        guard last > from else { return false }
        try take(step, before: before)
        let end = min(from + eventsAtOnce, last)
        let columns = column == "text" ? ["text"] : ["pdu", "data"]
        let events = try db.rows(
            """
            SELECT seq FROM event
            WHERE seq > ?1 AND seq <= ?2 AND (\(columns.map { $0 + " IS NOT NULL" }.joined(separator: " OR ")))
                AND NOT EXISTS (SELECT 1 FROM sender WHERE id = event.sender AND kept_until IS NOT NULL)
            """, [from, end]
        ).map { $0[0] as Int64 }
        try db.closeLeaves(events, what: true)
        try rewrite(events, without: Set(columns))
        if !events.isEmpty { try noteErasurePending() }
        try db.run("UPDATE retention SET \(place) = ?", [end])
        return true
    }
}

extension StorageStep: Comparable {
    /// Whether one comes before the other.
    public static func < (lhs: StorageStep, rhs: StorageStep) -> Bool { lhs.rawValue < rhs.rawValue }
}
