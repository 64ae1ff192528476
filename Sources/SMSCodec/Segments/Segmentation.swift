import Vocabulary

/// Decides where to cut a long text.
///
/// A scalar is never cut, so neither is an escape pair or a surrogate pair. Among the cuts that give the fewest
/// segments, those between whole characters are preferred.
enum Segmentation {
    /// The parts of a text, each of at most `limit` units; units are septets for GSM 7 bit, code units otherwise.
    ///
    /// Every scalar of a GSM 7 bit text must be in the default alphabet.
    static func parts(of text: String, alphabet: Alphabet, limit: Int) -> [Substring] {
        let costs = text.unicodeScalars.map { cost(of: $0, alphabet) }
        var starts = [Bool](repeating: false, count: costs.count + 1)
        var position = 0
        for character in text {
            starts[position] = true
            position += character.unicodeScalars.count
        }

        var parts: [Substring] = []
        var start = 0
        var index = text.startIndex
        var left = count(costs[...], limit: limit)
        while start < costs.count {
            let furthest = end(costs, from: start, limit: limit)
            var cut = furthest
            if furthest < costs.count, let whole = (start + 1...furthest).last(where: { starts[$0] }),
                whole == furthest || count(costs[whole...], limit: limit) < left
            {
                cut = whole
            }
            let next = text.unicodeScalars.index(index, offsetBy: cut - start)
            parts.append(text[index..<next])
            (start, index) = (cut, next)
            left -= 1
        }
        return parts
    }

    /// The fewest parts of a text.
    static func count(of text: String, alphabet: Alphabet, limit: Int) -> Int {
        count(text.unicodeScalars.lazy.map { cost(of: $0, alphabet) }, limit: limit)
    }

    /// Units a text takes in one alphabet.
    static func units(of text: String, alphabet: Alphabet) -> Int {
        text.unicodeScalars.reduce(0) { $0 + cost(of: $1, alphabet) }
    }

    private static func count(_ costs: some Sequence<Int>, limit: Int) -> Int {
        var parts = 0
        var room = 0
        for cost in costs {
            if cost > room {
                parts += 1
                room = limit
            }
            room -= cost
        }
        return parts
    }

    private static func end(_ costs: [Int], from start: Int, limit: Int) -> Int {
        var end = start
        var room = limit
        while end < costs.count, costs[end] <= room {
            room -= costs[end]
            end += 1
        }
        return end
    }

    private static func cost(of scalar: Unicode.Scalar, _ alphabet: Alphabet) -> Int {
        switch alphabet {
        case .gsm7: GSM7.code(of: scalar)?.isExtended == true ? 2 : 1
        case .ucs2: scalar.value > 0xFFFF ? 2 : 1
        case .eightBit: UTF8.width(scalar)
        }
    }
}
