/// The details of an event beside its fixed fields, as they are stored and shown: a JSON object.
///
/// Each ``EventPayload`` writes and reads it in one place.
public typealias Details = [String: JSONValue]

extension Details {
    /// The details as they are shown: the missing parts of a long message are listed one by one.
    public var shown: Details {
        guard let missing = self["parts_missing"] else { return self }
        var shown = self
        shown["parts_missing"] = PartNumbers.listed(missing)
        return shown
    }
}

extension Details {
    /// Makes details without the names whose value is nil.
    init(_ values: KeyValuePairs<String, JSONValue?>) {
        self.init(minimumCapacity: values.count)
        for (name, value) in values where value != nil { self[name] = value }
    }

    func text(_ name: String) -> String? {
        if case .string(let text)? = self[name] { text } else { nil }
    }

    func integer(_ name: String) -> Int64? {
        if case .integer(let number)? = self[name] { number } else { nil }
    }

    func count(_ name: String) -> Int? { integer(name).flatMap(Int.init(exactly:)) }

    func span(_ name: String) -> Span? { integer(name).map(Span.milliseconds) }

    func flag(_ name: String) -> Bool? {
        if case .bool(let flag)? = self[name] { flag } else { nil }
    }

    func money(_ name: String) -> Money? { text(name).flatMap(Money.init(decimal:)) }

    func word<Word: RawRepresentable<String>>(_ name: String) -> Word? { text(name).flatMap(Word.init(rawValue:)) }
}

extension JSONValue {
    /// A text, or null.
    init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    static func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }
    static func span(_ span: Span) -> JSONValue { .integer(span.milliseconds) }
    static func word(_ value: some RawRepresentable<String>) -> JSONValue { .string(value.rawValue) }
    static func money(_ amount: Money) -> JSONValue { .string(amount.decimal) }
    /// True, or nil.
    static func flag(_ isSet: Bool) -> JSONValue? { isSet ? .bool(true) : nil }
}
