/// A line of the form `+NAME: a,"b",c`, cut into its name and fields (3GPP TS 27.007 clause 4).
public struct ATFields: Sendable, Hashable {
    /// One parameter, without its quotes and the blanks around it.
    public struct Field: Sendable, Hashable {
        /// The text between the quotes, or between the commas.
        public var text: String
        /// The modem wrote it between quotes: it is a text, not a number.
        public var isQuoted: Bool
    }

    /// The name before the colon with its sign, for example `+CREG`; empty for a line without one.
    public let name: String
    /// The parameters, in order.
    ///
    /// Empty parameters count; a line without parameters has none.
    public let fields: [Field]

    /// Cuts a line.
    ///
    /// Never fails: a line that cannot be cut becomes one field.
    ///
    /// A quote ends a field only where a comma, a closing parenthesis or the end follows, so that quotes inside a
    /// text and a missing quote do not shift the fields that follow.
    public init(_ line: some StringProtocol) {
        if let name = Self.name(of: line) {
            self.name = String(name)
            let rest = line[name.endIndex...].dropFirst().trimmed
            self.fields = Self.split(rest)
        } else {
            self.name = ""
            self.fields = Self.split(line.trimmed)
        }
    }

    /// The parameter at a position; nil when the line has fewer.
    public subscript(position: Int) -> Field? {
        fields.indices.contains(position) ? fields[position] : nil
    }

    /// The parameter at a position as text; nil when it is absent or empty.
    public func text(_ position: Int) -> String? {
        guard let field = self[position], !field.text.isEmpty else {
            return nil
        }
        return field.text
    }

    /// The parameter at a position as a decimal number, quoted or not.
    public func number(_ position: Int) -> Int? {
        self[position]?.text.decimal
    }

    /// The name of a line that begins `+NAME:` (or `^`, `*`, `$`, `%`, `#`, `_`); nil for any other line.
    static func name<Text: StringProtocol>(of line: Text) -> Text.SubSequence? {
        let bytes = line.utf8
        guard let sign = bytes.first, Self.signs.contains(sign) else {
            return nil
        }
        var index = bytes.index(after: bytes.startIndex)
        while index < bytes.endIndex, bytes[index].isASCIILetter || bytes[index].isDecimalDigit || bytes[index] == 0x5F
        {
            index = bytes.index(after: index)
        }
        // "+CME ERROR: 10" has two words before its colon; every other name is one word.
        guard index < bytes.endIndex, bytes[index] == UInt8(ascii: ":") else {
            return nil
        }
        return line[line.startIndex..<index]
    }

    /// Whether a line begins with the sign of a name; such a line is not part of an answer without names.
    static func beginsAsName(_ line: some StringProtocol) -> Bool {
        line.utf8.first.map(signs.contains) ?? false
    }

    private static let signs: [UInt8] = [0x2B, 0x5E, 0x2A, 0x24, 0x25, 0x23, 0x5F]

    private static func split(_ text: some StringProtocol) -> [Field] {
        guard !text.isEmpty else {
            return []
        }
        var fields: [Field] = []
        let bytes = text.utf8
        var start = text.startIndex
        var index = start
        var isInQuotes = false
        while index < text.endIndex {
            let byte = bytes[index]
            let next = bytes.index(after: index)
            if byte == UInt8(ascii: "\"") {
                if isInQuotes {
                    isInQuotes = !endsField(text[next...])
                } else {
                    isInQuotes = text[start..<index].trimmed.isEmpty
                }
            } else if byte == UInt8(ascii: ","), !isInQuotes {
                fields.append(field(text[start..<index]))
                start = next
            }
            index = next
        }
        fields.append(field(text[start...]))
        return fields
    }

    private static func endsField(_ rest: some StringProtocol) -> Bool {
        guard let next = rest.utf8.first(where: { !$0.isBlank }) else {
            return true
        }
        return next == UInt8(ascii: ",") || next == UInt8(ascii: ")")
    }

    private static func field(_ text: some StringProtocol) -> Field {
        let text = text.trimmed
        guard text.utf8.first == UInt8(ascii: "\"") else {
            return Field(text: String(text), isQuoted: false)
        }
        var inner = text.dropFirst()
        if inner.last == "\"" {
            inner = inner.dropLast()
        }
        return Field(text: String(inner), isQuoted: true)
    }
}
