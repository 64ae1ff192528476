internal import CToml

/// A place in a text: line and column, both from 1; the column counts code points.
struct TOMLPlace: Equatable, Comparable {
    var line: Int
    var column: Int

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Nil for something without a place, such as the key of a list element.
    fileprivate init?(_ place: ctoml_place) {
        guard place.line > 0 else { return nil }
        self.init(line: Int(place.line), column: Int(place.column))
    }

    static func < (first: TOMLPlace, second: TOMLPlace) -> Bool {
        (first.line, first.column) < (second.line, second.column)
    }
}

/// One value of a TOML text, with its place.
struct TOMLValue {
    enum Content {
        case text(String)
        case integer(Int64)
        case boolean(Bool)
        case float
        /// A date, a time, or both.
        case moment
        case list([TOMLValue])
        case table([TOMLEntry])
    }

    var content: Content
    var place: TOMLPlace
    /// The source text of a number, a boolean or a date; else empty.
    var literal: String
}

/// A key of a table, with its place and its value.
struct TOMLEntry {
    var key: String
    var place: TOMLPlace
    var value: TOMLValue
}

/// Why a text is not TOML, or not TOML that is accepted here.
struct TOMLFault: Error, Equatable, CustomStringConvertible {
    /// One sentence.
    var sentence: String
    /// Where; nil for the whole text.
    var place: TOMLPlace?

    var description: String { sentence + (place.map { " (column \($0.column))" } ?? "") }
}

extension TOMLValue {
    /// The longest text that is read, in octets.
    static let largestText = Int(ctoml_largest_text)

    /// The table of a whole text.
    ///
    /// Returns or throws for any octets: see `CToml.h`.
    static func table(of text: String) throws(TOMLFault) -> TOMLValue {
        var text = text
        let document = text.withUTF8 { octets in
            octets.withMemoryRebound(to: CChar.self) { ctoml_parse($0.baseAddress, $0.count) }
        }
        guard let document else { throw TOMLFault(sentence: "there is not enough memory to read it", place: nil) }
        defer { ctoml_free(document) }
        if let fault = document.pointee.fault {
            throw TOMLFault(sentence: String(cString: fault), place: TOMLPlace(document.pointee.fault_place))
        }
        return Tree(document.pointee).value(at: 0)
    }
}

/// Turns the flat list of a document into nested values.
private struct Tree {
    let values: UnsafeBufferPointer<ctoml_value>
    let text: UnsafeRawBufferPointer

    init(_ document: ctoml_document) {
        values = UnsafeBufferPointer(start: document.values, count: document.count)
        text = UnsafeRawBufferPointer(start: document.text, count: document.text_count)
    }

    func value(at index: Int) -> TOMLValue {
        let value = values[index]
        let words = string(value.text)
        let content: TOMLValue.Content =
            switch value.kind {
            case ctoml_table: .table(members(of: index).map(entry))
            case ctoml_array: .list(members(of: index).map(self.value))
            case ctoml_text: .text(words)
            case ctoml_integer: .integer(value.integer)
            case ctoml_boolean: .boolean(value.integer != 0)
            case ctoml_float: .float
            default: .moment
            }
        return TOMLValue(
            content: content, place: TOMLPlace(value.place) ?? TOMLPlace(line: 1, column: 1),
            literal: value.kind == ctoml_text ? "" : words)
    }

    private func entry(at index: Int) -> TOMLEntry {
        let found = value(at: index)
        return TOMLEntry(
            key: string(values[index].key), place: TOMLPlace(values[index].key_place) ?? found.place, value: found)
    }

    /// The values directly in a table or a list.
    private func members(of index: Int) -> [Int] {
        var members: [Int] = []
        var next = index + 1
        while next < values[index].end {
            members.append(next)
            next = Int(values[next].end)
        }
        return members
    }

    private func string(_ span: ctoml_span) -> String {
        String(decoding: text[Int(span.begin)..<Int(span.begin) + Int(span.count)], as: UTF8.self)
    }
}
