/// The answer to `AT+COPS?` (3GPP TS 27.007 clause 7.3).
public struct CurrentOperator: Sendable, Hashable {
    /// 0 automatic, 1 manual, 2 deregistered.
    public let mode: Int
    /// 0 long name, 1 short name, 2 numeric; nil without an operator.
    public let format: Int?
    /// The operator in that format; nil without one.
    public let name: String?
    /// The access technology; nil when the modem does not name it.
    public let accessTechnology: AccessTechnology?

    /// Reads a line `+COPS: 0,2,"30272",7`, its name in this coding; nil for any other line.
    public init?(_ line: some StringProtocol, coding: TextCoding = .unknown) {
        let line = ATFields(line)
        guard line.name == "+COPS", let mode = line.number(0) else {
            return nil
        }
        self.mode = mode
        self.format = line.number(1)
        self.name = line.text(2).map { line.number(1) == 2 ? $0 : coding.name($0) }
        self.accessTechnology = line.number(3).flatMap(AccessTechnology.init(rawValue:))
    }
}

/// One operator of the answer to `AT+COPS=?`.
public struct ScannedOperator: Sendable, Hashable {
    /// 0 unknown, 1 available, 2 current, 3 forbidden.
    public let status: Int
    /// The long name; nil when the modem has none.
    public let longName: String?
    /// The short name; nil when the modem has none.
    public let shortName: String?
    /// Country and network code.
    public let numeric: String
    /// The access technology; GSM where the modem does not say it.
    public let accessTechnology: AccessTechnology

    /// Reads the groups of a line `+COPS: (2,"Name","N","30272",7),...`; other groups are skipped.
    public static func list(_ line: some StringProtocol) -> [ScannedOperator] {
        guard ATFields.name(of: line) == "+COPS" else {
            return []
        }
        return groups(of: line).compactMap(ScannedOperator.init)
    }

    private init?(group: Substring) {
        let line = ATFields(group)
        guard line.fields.count >= 4, let status = line.number(0), let numeric = line[3], numeric.isQuoted,
            numeric.text.isDecimal
        else {
            return nil
        }
        self.status = status
        self.longName = line.text(1)
        self.shortName = line.text(2)
        self.numeric = numeric.text
        self.accessTechnology = line.number(4).flatMap(AccessTechnology.init(rawValue:)) ?? .gsm
    }

    /// The texts between the outer parentheses; parentheses in quotes do not count.
    ///
    /// Ericsson closes a group early, `(1,"A","A","310410"),2)`: the number and parenthesis after it still belong to
    /// it.
    private static func groups(of line: some StringProtocol) -> [Substring] {
        let text = String(line)
        let bytes = text.utf8
        var groups: [Substring] = []
        var start: String.Index?
        var isInQuotes = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let next = bytes.index(after: index)
            switch bytes[index] {
            case UInt8(ascii: "\""):
                isInQuotes.toggle()
            case UInt8(ascii: "(") where !isInQuotes:
                start = next
            case UInt8(ascii: ")") where !isInQuotes:
                if let begin = start {
                    groups.append(text[begin..<index] + lateTechnology(text[next...]))
                }
                start = nil
            default:
                break
            }
            index = next
        }
        return groups
    }

    private static func lateTechnology(_ rest: Substring) -> Substring {
        guard rest.first == ",", let end = rest.firstIndex(of: ")"), rest[..<end].dropFirst().isDecimal else {
            return ""
        }
        return rest[..<end]
    }
}
