import LinePolicy
import Vocabulary

/// One file with the problems found so far.
final class ConfigurationFile {
    /// Further problems are only counted: a file may have thousands, and nobody reads them.
    private static let maximumProblems = 50

    let path: String
    private(set) var problems: [ConfigurationError.Problem] = []
    private var further = 0

    init(path: String) {
        self.path = path
    }

    /// Whether further problems are only counted.
    var isFull: Bool { problems.count >= Self.maximumProblems }

    /// The problems from the first line to the last.
    var sortedProblems: [ConfigurationError.Problem] {
        let sorted = problems.sorted { ($0.line ?? 0, $0.key ?? "") < ($1.line ?? 0, $1.key ?? "") }
        guard further > 0 else { return sorted }
        return sorted + [.init(file: path, message: "\(further) more problems are not listed")]
    }

    func report(_ message: String, key: [String] = [], at place: TOMLPlace? = nil, hint: String? = nil) {
        guard !isFull else {
            further += 1
            return
        }
        problems.append(
            ConfigurationError.Problem(
                file: path, line: place?.line, key: key.isEmpty ? nil : key.joined(separator: "."), message: message,
                hint: hint))
    }
}

/// One table of a file, read key by key; unknown keys are reported.
struct TableReader {
    let file: ConfigurationFile
    /// The keys that lead to this table.
    let path: [String]
    /// Where the table begins; nil for the whole file.
    let place: TOMLPlace?
    private let entries: [TOMLEntry]

    /// A table that may have only the `known` keys; reports all others.
    init(_ table: TOMLValue, path: [String], file: ConfigurationFile, known: Set<String>) {
        if case .table(let found) = table.content { entries = found } else { entries = [] }
        self.path = path
        self.file = file
        place = path.isEmpty ? nil : table.place
        for entry in entries where !known.contains(entry.key) {
            // Finding the hint takes time.
            let nearest = file.isFull ? nil : ClosestKey.to(entry.key, among: known)
            file.report(
                "unknown key", key: path + [entry.key], at: entry.place,
                hint: nearest.map { "did you mean `\($0)`?" } ?? "known here: \(known.sorted().joined(separator: ", "))"
            )
        }
    }

    func has(_ key: String) -> Bool { entry(key) != nil }

    /// Reports a problem at the place of its key, or of its table when the key is missing.
    func report(_ key: String, _ message: String, hint: String? = nil) {
        file.report(message, key: path + [key], at: entry(key)?.place ?? place, hint: hint)
    }

    func string(_ key: String) -> String? {
        value(key, "a text in quotes", text).flatMap { sound($0, key: key, at: entry(key)?.place) }
    }

    func bool(_ key: String) -> Bool? {
        value(key, "true or false") { if case .boolean(let value) = $0.content { value } else { nil } }
    }

    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        let number = value(key, "a whole number") { if case .integer(let value) = $0.content { value } else { nil } }
        guard let number else { return nil }
        guard let exact = Int(exactly: number), range.contains(exact) else {
            report(
                key, "\(number) is out of range", hint: "write a number from \(range.lowerBound) to \(range.upperBound)"
            )
            return nil
        }
        return exact
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        guard let text = string(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        report(
            key, "\(quoted(text)) is not known",
            hint: "one of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    func strings(_ key: String) -> [String]? {
        guard let elements = value(key, "a list of texts", list) else { return nil }
        var texts: [String] = []
        for element in elements {
            guard let text = text(element) else {
                file.report("every element must be a text in quotes", key: path + [key], at: element.place)
                return nil
            }
            guard let sound = sound(text, key: key, at: element.place) else { return nil }
            texts.append(sound)
        }
        return texts
    }

    /// A list of known words.
    func choices<Choice: RawRepresentable & CaseIterable>(_ key: String, _: Choice.Type) -> [Choice]?
    where Choice.RawValue == String {
        strings(key)?.compactMap { text in
            if let choice = Choice(rawValue: text) { return choice }
            report(
                key, "\(quoted(text)) is not known",
                hint: "any of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
            return nil
        }
    }

    func duration(_ key: String) -> Span? {
        guard let text = string(key) else { return nil }
        if let span = Durations.span(text) { return span }
        report(key, "\(quoted(text)) is no duration", hint: "write it like 30s, 5m, 2h or 7d")
        return nil
    }

    /// A size in octets, such as `512MiB` or `1GiB`.
    func octets(_ key: String) -> Int64? {
        guard let text = string(key) else { return nil }
        let units: [(String, Int64)] = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40)]
        for (unit, factor) in units where text.hasSuffix(unit) {
            let digits = text.dropLast(3)
            if (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let count = Int64(digits), count > 0
            {
                return count * factor
            }
        }
        report(key, "\(quoted(text)) is no size", hint: "write it like 512MiB or 1GiB")
        return nil
    }

    func durationRange(_ key: String) -> ClosedRange<Span>? {
        guard let text = string(key) else { return nil }
        if let range = Durations.range(text) { return range }
        report(key, "\(quoted(text)) is no duration", hint: "write it like 0s, 45m or a range like 45m..90m")
        return nil
    }

    /// An amount, exactly from the digits in the file.
    func money(_ key: String) -> Money? {
        guard let text = value(key, "an amount like 0.02", amount) else { return nil }
        if let money = Money(decimal: text), money >= .zero { return money }
        report(key, "\(quoted(text)) is no amount", hint: "write it like 0.02: not negative, at most six decimals")
        return nil
    }

    func table(_ key: String, known: Set<String>) -> TableReader? {
        value(key, "a table") { if case .table = $0.content { $0 } else { nil } }.map {
            TableReader($0, path: path + [key], file: file, known: known)
        }
    }

    /// The tables of an array of tables; more than `limit` are reported with these words.
    func tables(_ key: String, known: Set<String>, atMost limit: Int, orElse words: String) -> [TableReader] {
        guard let elements = value(key, "an array of tables, [[\(key)]]", list) else { return [] }
        if elements.count > limit { file.report(words, at: elements[limit].place) }
        return elements.prefix(limit).compactMap { element in
            guard case .table = element.content else {
                file.report("must be a table: write [[\(key)]]", key: path + [key], at: element.place)
                return nil
            }
            return TableReader(element, path: path + [key], file: file, known: known)
        }
    }

    private func entry(_ key: String) -> TOMLEntry? {
        entries.first { $0.key == key }
    }

    private func value<Value>(_ key: String, _ wanted: String, _ read: (TOMLValue) -> Value?) -> Value? {
        guard let found = entry(key) else { return nil }
        guard let value = read(found.value) else {
            report(key, "must be \(wanted)")
            return nil
        }
        return value
    }

    private func list(_ value: TOMLValue) -> [TOMLValue]? {
        if case .list(let elements) = value.content { elements } else { nil }
    }

    private func text(_ value: TOMLValue) -> String? {
        if case .text(let text) = value.content { text } else { nil }
    }

    /// The text; nil if it contains U+0000, where the system would cut it off.
    private func sound(_ text: String, key: String, at place: TOMLPlace?) -> String? {
        guard text.utf8.contains(0) else { return text }
        file.report("cannot contain the character U+0000", key: path + [key], at: place)
        return nil
    }

    private func amount(_ value: TOMLValue) -> String? {
        switch value.content {
        case .text(let text): text
        case .float: DecimalLiteral.plain(value.literal) ?? value.literal
        // Hexadecimal, octal and binary numbers are integers, and exact.
        case .integer(let number): String(number)
        default: nil
        }
    }

    private func quoted(_ text: String) -> String { "\"\(String(text.unicodeScalars.prefix(40)))\"" }
}
