/// The details of `texts_folded`: texts of one sender and day that were counted instead of kept.
public struct FoldDetails: Hashable, Sendable {
    /// How many texts, 1 or more.
    public var count: Int
    /// When the first of them came, RFC 3339 in UTC.
    public var first: String
    /// When the last of them came, RFC 3339 in UTC.
    public var last: String

    /// Makes the details of folded texts.
    public init(count: Int, first: String, last: String) {
        self.count = count
        self.first = first
        self.last = last
    }
}

/// Why records were erased without a request.
public enum RetentionCause: String, CaseIterable, Hashable, Sendable {
    /// It was older than `keep_text` or `keep_numbers`.
    case age
    /// The day until which a person's contacts were kept has passed.
    case keepEnded = "keep_ended"
    /// The database came near `database_limit`: from the second text of one sender and day on they are counted.
    case limitFold = "limit_fold"
    /// The database reached `database_limit`: texts were erased early.
    case limitTexts = "limit_texts"
    /// The database reached `database_limit`: the octets of messages were erased early.
    case limitOctets = "limit_octets"
    /// The database is nearly full and holds no more octets of messages: events are erased that say only that somebody
    /// was not answered.
    case limitRecords = "limit_records"
}

/// The details of `retention_run`: what was erased since the previous one.
public struct RetentionDetails: Hashable, Sendable {
    /// Why.
    public var cause: RetentionCause
    /// Events whose text or octets were erased.
    public var contents: Int
    /// People of whom only the keyed hash remains.
    public var numbers: Int
    /// Erased records of lines and modems.
    public var records: Int

    /// Makes the details of a run.
    public init(cause: RetentionCause, contents: Int, numbers: Int, records: Int) {
        self.cause = cause
        self.contents = contents
        self.numbers = numbers
        self.records = records
    }
}

extension FoldDetails {
    /// The one form in which they are stored.
    var details: Details { ["count": .count(count), "first": .string(first), "last": .string(last)] }

    init?(_ details: Details) {
        guard let count = details.count("count"), let first = details.text("first"), let last = details.text("last")
        else { return nil }
        self.init(count: count, first: first, last: last)
    }
}

extension RetentionDetails {
    /// The one form in which they are stored.
    var details: Details {
        [
            "cause": .word(cause), "contents": .count(contents), "numbers": .count(numbers), "records": .count(records),
        ]
    }

    init?(_ details: Details) {
        guard let cause: RetentionCause = details.word("cause"), let contents = details.count("contents"),
            let numbers = details.count("numbers"), let records = details.count("records")
        else { return nil }
        self.init(cause: cause, contents: contents, numbers: numbers, records: records)
    }
}
