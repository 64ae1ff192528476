import GRDB
import LinePolicy
import Vocabulary

/// Which events are asked for; nil = all.
public struct EventFilter: Hashable, Sendable {
    /// Only of this line.
    public var line: String?
    /// Only from this moment on.
    public var since: Timestamp?
    /// Only after this `seq`: the place where the last answer ended.
    public var after: Int64?
    /// Only the last so many.
    public var last: Int?
    /// At most so many, the oldest first.
    public var limit: Int?

    /// A filter from its parts.
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
    /// The events a filter lets through, oldest first.
    public func events(_ filter: EventFilter = EventFilter()) async throws(StoreError) -> [EventRecord] {
        try await read { db in
            let order = filter.last == nil ? "ASC" : "DESC"
            let sql = """
                SELECT \(EventRecord.columns)
                WHERE e.seq > ?1 AND (?2 IS NULL OR e.at >= ?2)\(filter.line == nil ? "" : " AND e.line = ?4")
                ORDER BY e.seq \(order) LIMIT ?3
                """
            let limit = [filter.last, filter.limit].compactMap { $0 }.min().map { max($0, 0) }
            var arguments: StatementArguments = [filter.after ?? 0, filter.since?.milliseconds, limit ?? -1]
            if let line = filter.line { arguments += [line] }
            let found = try db.rows(sql, arguments).map(EventRecord.init(row:))
            return filter.last == nil ? found : found.reversed()
        }
    }
}
