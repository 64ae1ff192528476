import Vocabulary

/// The pattern that finds the balance in what the network says: a regular expression whose first group is the amount.
///
/// It reads hostile text in bounded time: every character is looked at once for each place in the pattern, which is why
/// look-around and back-references are not understood.
public struct AmountPattern: Hashable, Sendable {
    /// Why a text is no pattern.
    public enum Fault: Error, Hashable, Sendable {
        /// A bracket, a group or a set is not closed, or one is closed that was not opened.
        case unbalanced
        /// Something it does not understand, as it is written.
        case unknown(String)
        /// It is longer, deeper or repeats more than it may.
        case tooLarge
        /// It has no group.
        case noGroup
    }

    /// The pattern as it is written.
    public let text: String
    private let program: PatternProgram

    /// The longest pattern, and the longest text it is tried on, in Unicode scalars.
    private static let longestPattern = 500
    private static let longestText = 2_000

    /// Reads a pattern.
    public init(_ text: String) throws(Fault) {
        guard text.unicodeScalars.count <= Self.longestPattern else { throw .tooLarge }
        var reader = PatternReader(text)
        let node = try reader.read()
        guard reader.groups > 0 else { throw .noGroup }
        self.text = text
        program = try PatternProgram(node)
    }

    /// The balance in what the network says; nil when it does not match, or its first group is no amount.
    public func amount(in text: String) -> Money? {
        group(in: text).flatMap(Self.money)
    }

    /// What the first group of the first match holds.
    func group(in text: String) -> String? {
        // A space of any width counts as one that a person can type.
        let scalars = text.unicodeScalars.prefix(Self.longestText).map {
            $0.properties.generalCategory == .spaceSeparator ? " " : $0
        }
        return program.firstGroup(in: scalars).map { String(String.UnicodeScalarView(scalars[$0])) }
    }

    /// Reads an amount as people write it: `12`, `12,50`, `1 234.56`, `1.234,56`, `-3.20`.
    ///
    /// Of two kinds of separators the last one begins the decimals; a single one does, unless exactly three digits follow
    /// it and a number without a leading 0 is before it. Nil for anything else.
    static func money(_ text: String) -> Money? {
        var digits = ""
        var separators: [(mark: Unicode.Scalar, before: Int)] = []
        var isNegative = false
        for scalar in text.unicodeScalars {
            if scalar.isDigit, let value = scalar.properties.numericValue {
                digits.append(String(Int(value)))
            } else if scalar == "." || scalar == "," || scalar == "\u{66B}" {
                separators.append((scalar, digits.utf8.count))
            } else if scalar == "-" || scalar == "\u{2212}", digits.isEmpty, separators.isEmpty {
                isNegative = true
            } else if !scalar.properties.isWhitespace, scalar != "'", scalar != "\u{2019}", scalar != "+" {
                return nil
            }
        }
        guard !digits.isEmpty, digits.utf8.count <= 15 else { return nil }
        // The end of a sentence.
        if separators.last?.before == digits.utf8.count { separators.removeLast() }
        var decimals = 0
        if let last = separators.last {
            let after = digits.utf8.count - last.before
            let isAlone = separators.count == 1
            let isOnlyOfItsKind = separators.count { $0.mark == last.mark } == 1
            let isGrouping = isAlone && after == 3 && last.before > 0 && digits.first != "0"
            decimals = isOnlyOfItsKind && !isGrouping ? after : 0
        }
        let whole = digits.dropLast(decimals)
        let fraction = decimals > 0 ? "." + digits.suffix(decimals) : ""
        return Money(decimal: (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole) + fraction)
    }
}
