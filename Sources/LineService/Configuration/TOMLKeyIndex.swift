/// Where each key of a TOML file stands: the parser gives positions for syntax errors only.
///
/// Follows table headers, arrays of tables, dotted and quoted keys, strings and arrays over several lines. A key inside
/// an inline table has the line of its table.
struct TOMLKeyIndex {
    private var lines: [String: Int] = [:]

    /// Reads a file that the parser accepted.
    init(_ text: String) {
        var scanner = Scanner()
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            guard let path = scanner.key(in: line) else { continue }
            let key = path.joined(separator: "\u{0}")
            if lines[key] == nil { lines[key] = number + 1 }
        }
    }

    /// The line of a key, or of the nearest table around it; nil when nothing of it is in the file.
    func line(of path: [String]) -> Int? {
        var path = path[...]
        while !path.isEmpty {
            if let line = lines[path.joined(separator: "\u{0}")] { return line }
            path = path.dropLast()
        }
        return nil
    }

    /// Reads line after line, and knows in which table and inside which unfinished value it is.
    private struct Scanner {
        private var table: [String] = []
        private var counts: [String: Int] = [:]
        private var openString: String?
        private var depth = 0

        mutating func key(in line: Substring) -> [String]? {
            if openString != nil || depth > 0 {
                skipValue(line)
                return nil
            }
            let text = line.drop { $0 == " " || $0 == "\t" }
            if text.first == "[" { return header(text) }
            guard let first = text.first, first != "#", let (keys, rest) = Self.keys(text, until: "=") else {
                return nil
            }
            skipValue(rest)
            return table + keys
        }

        private mutating func header(_ text: Substring) -> [String]? {
            let isArray = text.hasPrefix("[[")
            guard let (keys, _) = Self.keys(text.dropFirst(isArray ? 2 : 1), until: "]") else { return nil }
            var path: [String] = []
            for (position, key) in keys.enumerated() {
                path.append(key)
                let name = path.joined(separator: "\u{0}")
                if isArray && position == keys.count - 1 { counts[name, default: -1] += 1 }
                // Inside an array of tables a path goes through its last element.
                if let index = counts[name] { path.append(String(index)) }
            }
            table = path
            return path
        }

        /// The dotted key at the start of a line, and what follows the terminator.
        private static func keys(_ text: Substring, until end: Character) -> ([String], Substring)? {
            var keys: [String] = []
            var key = ""
            var quote: Character?
            for index in text.indices {
                let character = text[index]
                if let open = quote {
                    if character == open { quote = nil } else { key.append(character) }
                } else if character == "\"" || character == "'" {
                    quote = character
                } else if character == end {
                    return (keys + [key], text[text.index(after: index)...])
                } else if character == "." {
                    keys.append(key)
                    key = ""
                } else if character != " ", character != "\t" {
                    key.append(character)
                }
            }
            return nil
        }

        /// Follows a value to the end of the line: what stays open is skipped on the next lines.
        private mutating func skipValue(_ line: Substring) {
            var rest = line
            while let character = rest.first {
                if let open = openString {
                    if open.first == "\"", character == "\\" {
                        rest = rest.dropFirst(2)
                        continue
                    }
                    guard rest.hasPrefix(open) else {
                        rest = rest.dropFirst()
                        continue
                    }
                    rest = rest.dropFirst(open.count)
                    openString = nil
                    continue
                }
                switch character {
                case "#": return closeShortString()
                case "\"", "'":
                    let long = String(repeating: character, count: 3)
                    openString = rest.hasPrefix(long) ? long : String(character)
                    rest = rest.dropFirst(openString?.count ?? 1)
                    continue
                case "[", "{": depth += 1
                case "]", "}": depth = max(depth - 1, 0)
                default: break
                }
                rest = rest.dropFirst()
            }
            closeShortString()
        }

        /// A string in single quotes ends with its line.
        private mutating func closeShortString() {
            if openString?.count == 1 { openString = nil }
        }
    }
}
