import ControlAPI
import Evidence
import Vocabulary
import Words

/// The pieces of a page: times, tables and texts, each made safe for HTML.
extension EvidencePage {
    /// The three lines of a head, as they are signed.
    func lines(of head: Details) -> String {
        let lines = [head.text("origin") ?? "", "\(head.count("size"))", head.text("root") ?? ""]
        return "<pre>" + lines.map(safe).joined(separator: "\n") + "</pre>"
    }

    /// Day, time and offset below each other, none of them broken.
    func moment(_ text: String?) -> String {
        guard let text, let middle = text.firstIndex(of: "T") else { return safe(text ?? "-") }
        let clock = text[text.index(after: middle)...]
        let offset = clock.firstIndex { "+-Z".contains($0) } ?? clock.endIndex
        return [text[..<middle], clock[..<offset], clock[offset...]].map {
            "<span class=\"w\">\(safe(String($0)))</span>"
        }
        .joined(separator: "<br>")
    }

    func numbers(_ value: JSONValue) -> String {
        guard case .array(let values) = value else { return "" }
        return values.compactMap { if case .integer(let number) = $0 { "\(number)" } else { $0.string } }
            .joined(separator: ", ")
    }

    func precision(_ event: Details) -> String {
        let facts = event.members("facts")
        if let state = facts.text("state") {
            return [facts.text("was"), state].compactMap { $0.map { kinds.words(Word<LineState>($0)) } }
                .joined(separator: " → ")
        }
        return self.facts(facts.filter { !["document", "root"].contains($0.key) })
    }

    func line(_ values: Details) -> String {
        guard let id = values.text("line") else { return "-" }
        return document.members("about").members("regions").text(id).map { "\(id) (\($0))" } ?? id
    }

    func kind(_ text: String?) -> String {
        text.flatMap(EventKind.init(rawValue:)).map(kinds.words) ?? text ?? "-"
    }

    func time(_ text: String?) -> String {
        (text ?? "-").replacing("T", with: " ")
    }

    func span(_ seconds: Int64) -> String {
        "\(seconds / 86_400) \(words.days) \(seconds / 3600 % 24) \(words.hours) \(seconds / 60 % 60) \(words.minutes)"
    }

    func extra(_ values: Details) -> String {
        let text = facts(values.filter { !["call", "parts"].contains($0.key) })
        return text.isEmpty ? "" : " (\(safe(text)))"
    }

    func facts(_ values: Details) -> String {
        values.sorted { $0.key < $1.key }.compactMap { name, value in
            switch value {
            case .string(let text): "\(name): \(text)"
            case .integer(let number): "\(name): \(number)"
            case .bool(let flag): flag ? name : nil
            case .null, .array, .object: nil
            }
        }.joined(separator: ", ")
    }

    func fill(_ pattern: String, _ values: String...) -> String {
        let pieces = pattern.split(separator: "%@", omittingEmptySubsequences: false)
        return zip(pieces, values + [""]).map { $0 + $1 }.joined()
    }

    func item(_ name: String, _ value: String) -> String { "<dt>\(safe(name))</dt><dd>\(safe(value))</dd>" }

    func small(_ name: String, _ value: String) -> String {
        "<div class=\"s\">\(safe(name.isEmpty ? "" : name + words.colon))\(safe(value))</div>"
    }

    func list(_ items: [String]) -> String { "<ul>" + items.map { "<li>\(safe($0))</li>" }.joined() + "</ul>" }

    func table(_ names: [String]) -> String {
        "<table><thead><tr>" + names.map { "<th>\(safe($0))</th>" }.joined() + "</tr></thead><tbody>"
    }

    /// A time is not broken between its clock and its offset.
    func row(_ cells: [String]) -> String {
        "<tr>"
            + cells.map { cell in
                let isTime = ExportDocument.moment(cell.replacing(" ", with: "T")) != nil
                return "<td\(isTime ? " class=\"w\"" : "")>\(safe(cell))</td>"
            }.joined() + "</tr>\n"
    }

    /// How many texts a fold stands for, and when they came.
    func fold(_ details: Details) -> String {
        "\(words.folded)\(words.colon)\(details.count("count")), \(words.first)\(words.colon)\(time(details.text("first"))), "
            + "\(words.last)\(words.colon)\(time(details.text("last")))"
    }

    func safe(_ text: String) -> String { Self.escapedHTML(SafeText.escaped(text)) }

    /// A text as it was written, line by line; what cannot be seen is written as an escape.
    func visible(_ text: String) -> String {
        // Nearly every text is plain, in one line.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return safe(text) }
        return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var shown = ""
            for scalar in String(line).unicodeScalars {
                if Self.hasNoWidth(scalar) {
                    shown += "\\u" + scalar.value.hexadecimal(4)
                } else {
                    shown.unicodeScalars.append(scalar)
                }
            }
            return safe(shown)
        }.joined(separator: "\n")
    }

    /// Not printed and not escaped elsewhere; what joins emoji stays.
    private static func hasNoWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200C, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }

    private static func isMarkup(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }

    private static func escapedHTML(_ text: String) -> String {
        guard text.utf8.contains(where: isMarkup) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
