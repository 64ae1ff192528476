import Vocabulary

/// The sums of the contacts of an export, taken one by one: by day, in all, and what was erased before it was made.
public struct ContactSums: Sendable {
    /// `days`, `summary` and `removed` of a document.
    public struct Derived: Equatable, Sendable {
        /// `days`.
        public var days: JSONValue
        /// `summary`.
        public var summary: JSONValue
        /// `removed`.
        public var removed: JSONValue
    }

    private struct Count {
        var texts: Int64 = 0
        var calls: Int64 = 0
        var folded: Int64 = 0
    }

    private var days: [(day: String, count: Count)] = []
    private var total = Count()
    private var contacts: Int64 = 0
    private var (first, last): (JSONValue, JSONValue) = (.null, .null)
    private var newest: Timestamp?
    private var silence: Int64?
    private var removed: [JSONValue] = []
    /// Consecutive contacts whose text is erased.
    private var gone: ClosedRange<Int64>?

    /// Makes sums of no contacts.
    public init() {}

    /// Takes the next contact: its `n`, `at`, `kind`, `details` and `what_salt`.
    public mutating func take(_ contact: Details) {
        let at = contact.string("at") ?? ""
        let day = String(at.prefix(10))
        if days.last?.day != day { days.append((day, Count())) }
        switch contact.string("kind") {
        case "texts_folded":
            let folded = contact.object("details")?.number("count") ?? 0
            // A file from another party may contain any numbers.
            days[days.count - 1].count.folded = Self.sum(days[days.count - 1].count.folded, folded)
            total.folded = Self.sum(total.folded, folded)
        case "call_received":
            days[days.count - 1].count.calls += 1
            total.calls += 1
        case "sms_received":
            days[days.count - 1].count.texts += 1
            total.texts += 1
        default: break
        }
        if let time = ExportDocument.moment(at) {
            if let newest { silence = max(silence ?? .min, (time - newest).milliseconds / 1000) }
            newest = time
        }
        takeRemoved(contact)
        if contacts == 0 { first = contact["at"] ?? .null }
        last = contact["at"] ?? .null
        contacts += 1
    }

    private mutating func takeRemoved(_ contact: Details) {
        if contacts == 0, let n = contact.number("n"), n > 1 {
            removed.append(Self.entry(1...n - 1, "everything", rule: "keep_numbers or erase"))
        }
        guard contact["what_salt"] == .null, let n = contact.number("n") else {
            if let gone { removed.append(Self.texts(gone)) }
            gone = nil
            return
        }
        if let known = gone, known.upperBound < n { gone = known.lowerBound...n } else { gone = n...n }
    }

    private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, isOver) = one.addingReportingOverflow(other)
        return isOver ? other < 0 ? .min : .max : sum
    }

    private static func texts(_ range: ClosedRange<Int64>) -> JSONValue {
        entry(range, "text", rule: "keep_text or erase")
    }

    private static func entry(_ range: ClosedRange<Int64>, _ what: String, rule: String) -> JSONValue {
        .object([
            "from": .integer(range.lowerBound), "to": .integer(range.upperBound), "what": .string(what),
            "rule": .string(rule),
        ])
    }

    /// The sums of all contacts taken.
    public var derived: Derived {
        Derived(
            days: .array(
                days.map { day, count in
                    .object([
                        "day": .string(day), "texts": .integer(count.texts), "calls": .integer(count.calls),
                        "folded": .integer(count.folded),
                    ])
                }),
            summary: .object([
                "contacts": .integer(contacts), "texts": .integer(total.texts), "calls": .integer(total.calls),
                "folded": .integer(total.folded), "first": first, "last": last,
                "longest_silence_seconds": silence.map { .integer($0) } ?? .null,
            ]),
            removed: .array(removed + (gone.map { [Self.texts($0)] } ?? [])))
    }
}
