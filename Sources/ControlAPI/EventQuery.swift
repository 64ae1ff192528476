import Vocabulary

/// Filters for events; nil = no filter.
public struct EventQuery: Hashable, Sendable {
    /// The most events that ``last`` may ask for.
    public static let maximumLast = 100_000

    /// Only events of this line.
    public var line: String?
    /// Only events from this moment on.
    public var since: ZonedTime?
    /// Only the last events, 1 to ``maximumLast``.
    public var last: Int?
    /// Whether numbers and undecoded octets are shown in full.
    public var reveal: Bool
    /// Only events after this `seq`, where the previous page ended.
    public var after: Int64?
    /// The size of a page; the oldest events come first.
    public var limit: Int?

    /// The names of the URL's query items.
    private enum Name: String {
        case line, since, last, after, reveal, follow
    }

    /// Makes a query.
    public init(line: String? = nil, since: ZonedTime? = nil, last: Int? = nil, reveal: Bool = false) {
        self.line = line
        self.since = since
        self.last = last
        self.reveal = reveal
    }

    /// The query as the end of a URL: `?line=montreal&last=10`, or nothing.
    public func urlSuffix(follow: Bool) -> String {
        var items: [(Name, String)] = []
        if let line { items.append((.line, line)) }
        if let since { items.append((.since, since.rfc3339)) }
        if let last { items.append((.last, String(last))) }
        if let after { items.append((.after, String(after))) }
        if reveal { items.append((.reveal, "true")) }
        if follow { items.append((.follow, "true")) }
        guard !items.isEmpty else { return "" }
        return "?" + items.map { "\($0.rawValue)=\(Endpoints.encoded($1))" }.joined(separator: "&")
    }

    /// Reads the query items of a URL; an unknown one is an error, so that no filter is ever ignored.
    public static func read(
        items: some Sequence<(name: String, value: String)>
    ) throws(ControlError) -> (query: EventQuery, follow: Bool) {
        var query = EventQuery()
        var follow = false
        for (name, value) in items {
            switch (Name(rawValue: name), value) {
            case (.line, _): query.line = value
            case (.since, _):
                guard let time = ZonedTime(rfc3339: value) else {
                    throw ControlError(.usage, "`since` must be a time such as 2026-11-25T10:00:00Z")
                }
                query.since = time
            case (.last, _):
                guard let count = Int(value), (1...maximumLast).contains(count) else {
                    throw ControlError(
                        .usage, "`last` must be a whole number from 1 to \(maximumLast)", hint: "leave it out for all")
                }
                query.last = count
            case (.after, _):
                guard let seq = Int64(value), seq >= 0 else {
                    throw ControlError(.usage, "`after` must be the `seq` of an event")
                }
                query.after = seq
            case (.reveal, "true"): query.reveal = true
            case (.follow, "true"): follow = true
            case (.reveal, "false"), (.follow, "false"): break
            default: throw ControlError(.usage, "`\(SafeText.escaped(name))` is no filter with such a value")
            }
        }
        return (query, follow)
    }
}

extension OperatorAction {
    /// The action of showing the numbers of a query's events in full.
    public static func reveal(_ query: EventQuery) -> OperatorAction {
        .reveal(line: query.line, since: query.since?.rfc3339, last: query.last)
    }
}
