import LinePolicy
import TOMLKit

/// The text of one file with its places, and what was found wrong so far.
final class ConfigurationFile {
    let path: String
    private let index: TOMLKeyIndex
    private(set) var problems: [ConfigurationError.Problem] = []

    init(path: String, text: String) {
        self.path = path
        index = TOMLKeyIndex(text)
    }

    func line(of keys: [String]) -> Int? {
        index.line(of: keys)
    }

    func complain(_ keys: [String], _ message: String, hint: String? = nil) {
        let name = keys.filter { Int($0) == nil }.joined(separator: ".")
        problems.append(
            ConfigurationError.Problem(
                file: path, line: line(of: keys), key: name.isEmpty ? nil : name, message: message, hint: hint))
    }
}

/// One table of a file, read key by key; what nobody asked for is an unknown key.
struct TableReader {
    let file: ConfigurationFile
    let path: [String]
    private let table: TOMLTable
    private let known: Set<String>

    /// A table in which only the `known` keys may be; complains about every other.
    init(_ table: TOMLTable, path: [String], file: ConfigurationFile, known: Set<String>) {
        self.table = table
        self.path = path
        self.file = file
        self.known = known
        for key in table.keys.sorted() where !known.contains(key) {
            let nearest = NearestKey.to(key, among: known)
            file.complain(
                path + [key], "unknown key",
                hint: nearest.map { "did you mean `\($0)`?" } ?? "known here: \(known.sorted().joined(separator: ", "))"
            )
        }
    }

    func has(_ key: String) -> Bool { table[key] != nil }

    func complain(_ key: String, _ message: String, hint: String? = nil) {
        file.complain(path + [key], message, hint: hint)
    }

    func string(_ key: String) -> String? {
        value(key, "a text in quotes") { $0.string }
    }

    func bool(_ key: String) -> Bool? {
        value(key, "true or false") { $0.bool }
    }

    func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = value(key, "a whole number", { $0.int }) else { return nil }
        guard range.contains(number) else {
            complain(
                key, "\(number) is out of range", hint: "write a number from \(range.lowerBound) to \(range.upperBound)"
            )
            return nil
        }
        return number
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        guard let text = string(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        complain(
            key, "\(quoted(text)) is not known",
            hint: "one of: \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    func strings(_ key: String) -> [String]? {
        guard let array = value(key, "a list of texts", { $0.array }) else { return nil }
        var texts: [String] = []
        for element in array {
            guard let text = element.string else {
                complain(key, "every element must be a text in quotes")
                return nil
            }
            texts.append(text)
        }
        return texts
    }

    func duration(_ key: String) -> Span? {
        guard let text = string(key) else { return nil }
        if let span = Durations.span(text) { return span }
        complain(key, "\(quoted(text)) is no duration", hint: "write it like 30s, 5m, 2h or 7d")
        return nil
    }

    func durationRange(_ key: String) -> ClosedRange<Span>? {
        guard let text = string(key) else { return nil }
        if let range = Durations.range(text) { return range }
        complain(key, "\(quoted(text)) is no duration", hint: "write it like 0s, 45m or a range like 45m..90m")
        return nil
    }

    /// An amount; the shortest decimal of a TOML float is what the file says, up to 15 digits.
    func money(_ key: String) -> Money? {
        guard let text = value(key, "an amount like 0.02", Self.decimal) else { return nil }
        if let money = Money(decimal: text), money >= .zero { return money }
        complain(key, "\(quoted(text)) is no amount", hint: "write it like 0.02: not negative, at most six decimals")
        return nil
    }

    func table(_ key: String, known: Set<String>) -> TableReader? {
        value(key, "a table") { $0.table }.map { TableReader($0, path: path + [key], file: file, known: known) }
    }

    /// The tables of an array of tables.
    func tables(_ key: String, known: Set<String>) -> [TableReader] {
        guard let array = value(key, "an array of tables, [[\(key)]]", { $0.array }) else { return [] }
        return array.enumerated().compactMap { position, element in
            let place = path + [key, String(position)]
            guard let table = element.table else {
                file.complain(place, "must be a table: write [[\(key)]]")
                return nil
            }
            return TableReader(table, path: place, file: file, known: known)
        }
    }

    private func value<Value>(
        _ key: String, _ wanted: String, _ read: (any TOMLValueConvertible) -> Value?
    ) -> Value? {
        guard let found = table[key] else { return nil }
        if let value = read(found) { return value }
        complain(key, "must be \(wanted)")
        return nil
    }

    private static func decimal(_ value: any TOMLValueConvertible) -> String? {
        if let text = value.string { return text }
        if let number = value.int { return String(number) }
        guard let number = value.double else { return nil }
        let text = String(number)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private func quoted(_ text: String) -> String { "\"\(text.prefix(40))\"" }
}
