/// What a report is asked for.
public struct ReportQuery: Hashable, Sendable {
    /// Only from this moment on: its whole day, week and month; nil = since the box counts.
    public var since: ZonedTime?

    /// A query.
    public init(since: ZonedTime?) {
        self.since = since
    }

    /// The query as the end of a URL: `?since=…`, or nothing.
    public var urlSuffix: String { since.map { "?since=" + Endpoints.encoded($0.rfc3339) } ?? "" }

    /// Reads the query items of a URL; an unknown one is an error.
    public static func read(items: some Sequence<(name: String, value: String)>) throws(ControlError) -> ReportQuery {
        var query = ReportQuery(since: nil)
        for (name, value) in items {
            guard name == "since", let time = ZonedTime(rfc3339: value) else {
                throw ControlError(.usage, "`since` must be a time such as 2026-11-25T10:00:00Z")
            }
            query.since = time
        }
        return query
    }
}
