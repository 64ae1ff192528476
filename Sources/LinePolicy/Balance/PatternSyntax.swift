/// One node of a pattern that was read.
indirect enum PatternNode: Hashable, Sendable {
    case one(ScalarSet)
    case sequence([PatternNode])
    case either([PatternNode])
    /// A group; `number` counts from 1, nil = it is not counted.
    case group(PatternNode, number: Int?)
    case repeated(PatternNode, least: Int, most: Int?, isGreedy: Bool)
    case atStart, atEnd, atLineStart, atLineEnd
    case atWordEdge(Bool)
}

/// A set of characters, as a pattern names it.
struct ScalarSet: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case range(UInt32, UInt32)
        case digit(Bool)
        case space(Bool)
        case word(Bool)
    }

    var parts: [Part]
    var isNegated = false
    var ignoresCase = false

    /// Every character, or every one but a line break.
    static func any(withBreaks: Bool) -> ScalarSet {
        withBreaks
            ? ScalarSet(parts: [], isNegated: true)
            : ScalarSet(parts: [.range(10, 10), .range(13, 13)], isNegated: true)
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var isIn = holds(scalar)
        if !isIn, ignoresCase {
            let cases = [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping]
            isIn = cases.contains { text in text.unicodeScalars.count == 1 && text.unicodeScalars.allSatisfy(holds) }
        }
        return isIn != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        parts.contains { part in
            switch part {
            case .range(let low, let high): (low...high).contains(scalar.value)
            case .digit(let isSo): scalar.isDigit == isSo
            case .space(let isSo): scalar.properties.isWhitespace == isSo
            case .word(let isSo): scalar.isOfWord == isSo
            }
        }
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { properties.numericType == .decimal }
    var isOfWord: Bool { self == "_" || isDigit || properties.isAlphabetic }
}

/// Reads a pattern: the usual regular expressions, without what could take forever (look-around, back-references).
struct PatternReader {
    typealias Fault = AmountPattern.Fault

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private var depth = 0
    private(set) var groups = 0
    private var ignoresCase = false
    private var hasLines = false
    private var dotTakesBreaks = false

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func read() throws(Fault) -> PatternNode {
        try readFlags()
        let node = try either()
        guard place == scalars.count else { throw .unbalanced }
        return node
    }

    private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        place += 1
        return true
    }

    /// `(?i)` and the like, at the very beginning.
    private mutating func readFlags() throws(Fault) {
        guard scalars.count > 3, scalars[0] == "(", scalars[1] == "?", "ims".unicodeScalars.contains(scalars[2]) else {
            return
        }
        place = 2
        while let flag = next, flag != ")" {
            switch flag {
            case "i": ignoresCase = true
            case "m": hasLines = true
            case "s": dotTakesBreaks = true
            default: throw .unknown("(?\(flag))")
            }
            place += 1
        }
        guard take(")") else { throw .unbalanced }
    }

    private mutating func either() throws(Fault) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 20 else { throw .tooLarge }
        var alternatives = [try sequence()]
        while take("|") { alternatives.append(try sequence()) }
        return alternatives.count == 1 ? alternatives[0] : .either(alternatives)
    }

    private mutating func sequence() throws(Fault) -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" { nodes.append(try repetition(of: try atom())) }
        return .sequence(nodes)
    }

    private mutating func repetition(of node: PatternNode) throws(Fault) -> PatternNode {
        let (least, most): (Int, Int?)
        if take("*") {
            (least, most) = (0, nil)
        } else if take("+") {
            (least, most) = (1, nil)
        } else if take("?") {
            (least, most) = (0, 1)
        } else if next == "{", let found = try bounds() {
            (least, most) = found
        } else {
            return node
        }
        let isGreedy = !take("?")
        if let scalar = next, "*+?".unicodeScalars.contains(scalar) { throw .unknown("\(scalar)") }
        return .repeated(node, least: least, most: most, isGreedy: isGreedy)
    }

    /// `{2}`, `{2,}` or `{2,5}`; nil = the brace stands for itself.
    private mutating func bounds() throws(Fault) -> (Int, Int?)? {
        let before = place
        place += 1
        guard let least = number() else {
            place = before
            return nil
        }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else {
            place = before
            return nil
        }
        guard least <= 200, most ?? least <= 200, most ?? least >= least else { throw .tooLarge }
        return (least, most)
    }

    private mutating func number() -> Int? {
        let digits = scalars[place...].prefix { ("0"..."9").contains($0) }.prefix(4)
        place += digits.count
        return Int(String(String.UnicodeScalarView(digits)))
    }

    private mutating func atom() throws(Fault) -> PatternNode {
        guard let scalar = next else { throw .unbalanced }
        place += 1
        switch scalar {
        case "(": return try group()
        case "[": return .one(try set())
        case ".": return .one(.any(withBreaks: dotTakesBreaks))
        case "^": return hasLines ? .atLineStart : .atStart
        case "$": return hasLines ? .atLineEnd : .atEnd
        case "\\":
            if take("b") { return .atWordEdge(true) }
            if take("B") { return .atWordEdge(false) }
            return .one(ScalarSet(parts: [try escape()], ignoresCase: ignoresCase))
        case "*", "+", "?": throw .unknown("\(scalar)")
        case "{" where ("0"..."9").contains(next ?? "a"): throw .unknown("{")
        default:
            return .one(ScalarSet(parts: [.range(scalar.value, scalar.value)], ignoresCase: ignoresCase))
        }
    }

    private mutating func group() throws(Fault) -> PatternNode {
        var number: Int?
        if take("?") {
            if take(":") {
            } else if take("P") || next == "<", take("<"), let first = next, first.isOfWord {
                while let scalar = next, scalar != ">" { place += scalar.isOfWord ? 1 : scalars.count }
                guard take(">") else { throw .unbalanced }
                groups += 1
                number = groups
            } else {
                throw .unknown("(?")
            }
        } else {
            groups += 1
            number = groups
        }
        let inner = try either()
        guard take(")") else { throw .unbalanced }
        return .group(inner, number: number)
    }

    private mutating func set() throws(Fault) -> ScalarSet {
        var set = ScalarSet(parts: [], isNegated: take("^"), ignoresCase: ignoresCase)
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            let low = try member()
            guard case .range(let from, _) = low, next == "-", place + 1 < scalars.count, scalars[place + 1] != "]"
            else {
                set.parts.append(low)
                continue
            }
            place += 1
            guard case .range(let to, _) = try member(), from <= to else { throw .unknown("-") }
            set.parts.append(.range(from, to))
        }
        guard take("]") else { throw .unbalanced }
        return set
    }

    private mutating func member() throws(Fault) -> ScalarSet.Part {
        guard let scalar = next else { throw .unbalanced }
        place += 1
        if scalar == "[", next == ":" { throw .unknown("[:") }
        return scalar == "\\" ? try escape() : .range(scalar.value, scalar.value)
    }

    private mutating func escape() throws(Fault) -> ScalarSet.Part {
        guard let scalar = next else { throw .unbalanced }
        place += 1
        switch scalar {
        case "d", "D": return .digit(scalar == "d")
        case "s", "S": return .space(scalar == "s")
        case "w", "W": return .word(scalar == "w")
        case "t": return .range(9, 9)
        case "n": return .range(10, 10)
        case "r": return .range(13, 13)
        case "x": return try hexadecimal(digits: 2)
        case "u": return try hexadecimal(digits: 4)
        default:
            // A letter or a digit may mean anything; everything else stands for itself.
            if scalar.isASCII, scalar.isOfWord { throw .unknown("\\\(scalar)") }
            return .range(scalar.value, scalar.value)
        }
    }

    private mutating func hexadecimal(digits count: Int) throws(Fault) -> ScalarSet.Part {
        let isBraced = take("{")
        let digits = scalars[place...].prefix(isBraced ? 6 : count).prefix { $0.properties.isASCIIHexDigit }
        place += digits.count
        guard isBraced ? take("}") : digits.count == count,
            let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
        else { throw .unknown("\\x") }
        return .range(value, value)
    }
}
