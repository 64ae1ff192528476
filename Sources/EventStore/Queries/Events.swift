import GRDB
import LinePolicy
import Vocabulary

/// The requested events; nil = all.
public struct EventFilter: Hashable, Sendable {
    /// Only of this line.
    public var line: String?
    /// Only from this moment on.
    public var since: Timestamp?
    /// Only after this `seq`, where the previous answer ended.
    public var after: Int64?
    /// Only the last so many.
    public var last: Int?
    /// At most so many, the oldest first.
    public var limit: Int?

    /// Makes a filter.
    public init(
        line: String? = nil, since: Timestamp? = nil, after: Int64? = nil, last: Int? = nil, limit: Int? = nil
    ) {
        self.line = line
        self.since = since
        self.after = after
        self.last = last
        self.limit = limit
    }
}

extension EventStore {
    /// The events that match a filter, oldest first.
    public func events(_ filter: EventFilter = EventFilter()) async throws(StoreError) -> [EventRecord] {
        try await read { db in
            let order = filter.last == nil ? "ASC" : "DESC"
            let first = try filter.since.map { try db.firstSeq(since: $0) } ?? 0
            let sql = """
                SELECT \(EventRecord.columns)
                WHERE e.seq > ?1 AND (?2 IS NULL OR e.at >= ?2)\(filter.line == nil ? "" : " AND e.line = ?4")
                ORDER BY e.seq \(order) LIMIT ?3
                """
            let limit = [filter.last, filter.limit].compactMap { $0 }.min().map { max($0, 0) }
            let after = max(filter.after ?? 0, first - 1)
            var arguments: StatementArguments = [after, filter.since?.milliseconds, limit ?? -1]
            if let line = filter.line { arguments += [line] }
            let found = try db.rows(sql, arguments).map(EventRecord.init(row:))
            return filter.last == nil ? found : found.reversed()
        }
    }
}

/// At most so many events may be out of the order of their times, because several lines write at once.
private let maximumReordering = 1000

extension Database {
    /// A `seq` shortly before the first event from `since` on.
    fileprivate func firstSeq(since: Timestamp) throws -> Int64 {
        // An event that a wrong clock dated ahead may come before a newer one.
        try number(
            """
            SELECT min(seq) FROM (
                SELECT seq FROM (SELECT seq FROM event WHERE at >= ?1 ORDER BY at LIMIT \(maximumReordering))
                UNION ALL SELECT min(+seq) FROM event WHERE ahead = 1 AND at >= ?1)
            """, [since.milliseconds]) ?? .max
    }
}
