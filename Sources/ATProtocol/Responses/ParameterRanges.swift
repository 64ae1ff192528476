/// The values a command allows, as `=?` lists them: `(0-2),(0,1,3)` (3GPP TS 27.007 5.4, V.250 5.4.4.2).
public enum ParameterRanges {
    /// Reads the values of each parameter of a line; nil when a group contains anything but numbers from 0 to 255.
    public static func numbers(_ line: some StringProtocol) -> [[Int]]? {
        guard let name = ATFields.name(of: line) else {
            return nil
        }
        let groups = ParameterGroups.split(line[name.endIndex...].dropFirst())
        var ranges: [[Int]] = []
        for group in groups {
            guard let values = values(of: group) else {
                return nil
            }
            ranges.append(values)
        }
        return ranges.isEmpty ? nil : ranges
    }

    /// Reads the values of each parameter of an answer with this name, as far as they can be read.
    ///
    /// A parameter that is omitted or not numeric has no values. Nil for any other line.
    public static func parameters(_ line: some StringProtocol, of name: String) -> [[Int]]? {
        guard let found = ATFields.name(of: line), found == name else {
            return nil
        }
        let groups = ParameterGroups.split(line[found.endIndex...].dropFirst()).map { values(of: $0) ?? [] }
        return groups.allSatisfy(\.isEmpty) ? nil : groups
    }

    private static func values(of group: Substring) -> [Int]? {
        var values: [Int] = []
        for field in ATFields(group).fields where !field.text.isEmpty {
            let ends = field.text.split(separator: "-", omittingEmptySubsequences: false).map { $0.trimmed.decimal }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
                (0...255).contains(first), (first...255).contains(last)
            else {
                return nil
            }
            values.append(contentsOf: first...last)
        }
        return values
    }
}

/// The parentheses of a `=?` answer.
enum ParameterGroups {
    /// The text of each group, in order; a parameter without parentheses is a group of its own.
    static func split(_ text: some StringProtocol) -> [Substring] {
        let text = String(text)[...]
        var groups: [Substring] = []
        var start = text.startIndex
        var depth = 0
        for index in text.utf8.indices {
            switch text.utf8[index] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth = max(0, depth - 1)
            case UInt8(ascii: ",") where depth == 0:
                groups.append(inner(text[start..<index]))
                start = text.utf8.index(after: index)
            default: break
            }
        }
        groups.append(inner(text[start...]))
        return groups
    }

    private static func inner(_ text: Substring) -> Substring {
        var text = text.trimmed
        if text.utf8.first == UInt8(ascii: "("), text.utf8.last == UInt8(ascii: ")") {
            text = text.dropFirst().dropLast()
        }
        return text
    }
}
