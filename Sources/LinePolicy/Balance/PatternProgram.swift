/// A pattern as a list of steps; all threads of the match advance together, one character at a time.
struct PatternProgram: Hashable, Sendable {
    private enum Step: Hashable, Sendable {
        case one(ScalarSet)
        /// Continues at both steps; the first one is preferred.
        case either(Int, Int)
        case go(Int)
        case groupBegins, groupEnds
        case atStart, atEnd, atLineStart, atLineEnd
        case atWordEdge(Bool)
        case found
    }

    /// One thread of the match, with the place of its first group.
    private struct MatchThread {
        var step: Int
        var begin: Int?
        var end: Int?
    }

    private static let mostSteps = 2_000

    private var steps: [Step] = []

    init(_ node: PatternNode) throws(AmountPattern.Fault) {
        try add(node)
        try append(.found)
    }

    private mutating func append(_ step: Step) throws(AmountPattern.Fault) {
        guard steps.count < Self.mostSteps else { throw .tooLarge }
        steps.append(step)
    }

    private mutating func add(_ node: PatternNode) throws(AmountPattern.Fault) {
        switch node {
        case .one(let set): try append(.one(set))
        case .sequence(let nodes): for node in nodes { try add(node) }
        case .group(let node, let number):
            if number == 1 { try append(.groupBegins) }
            try add(node)
            if number == 1 { try append(.groupEnds) }
        case .either(let nodes):
            var ends: [Int] = []
            for (index, node) in nodes.enumerated() {
                let fork = steps.count
                if index < nodes.count - 1 { try append(.either(fork + 1, fork + 1)) }
                try add(node)
                guard index < nodes.count - 1 else { break }
                ends.append(steps.count)
                try append(.go(0))
                steps[fork] = .either(fork + 1, steps.count)
            }
            for end in ends { steps[end] = .go(steps.count) }
        case .repeated(let node, let least, let most, let isGreedy):
            for _ in 0..<least { try add(node) }
            guard let most else {
                let fork = steps.count
                try append(.either(0, 0))
                try add(node)
                try append(.go(fork))
                steps[fork] = isGreedy ? .either(fork + 1, steps.count) : .either(steps.count, fork + 1)
                return
            }
            var forks: [Int] = []
            for _ in least..<max(most, least) {
                forks.append(steps.count)
                try append(.either(0, 0))
                try add(node)
            }
            for fork in forks {
                steps[fork] = isGreedy ? .either(fork + 1, steps.count) : .either(steps.count, fork + 1)
            }
        case .atStart: try append(.atStart)
        case .atEnd: try append(.atEnd)
        case .atLineStart: try append(.atLineStart)
        case .atLineEnd: try append(.atLineEnd)
        case .atWordEdge(let isOne): try append(.atWordEdge(isOne))
        }
    }

    /// Where the first group of the first match is; nil without a match, or when the group took no part in it.
    func firstGroup(in text: [Unicode.Scalar]) -> Range<Int>? {
        var threads: [MatchThread] = []
        var match: MatchThread?
        for place in 0...text.count {
            var seen = [Bool](repeating: false, count: steps.count)
            var reached: [MatchThread] = []
            for way in threads { follow(way, at: place, in: text, &seen, &reached) }
            // The first match counts, so later beginnings are only tried while there is none.
            if match == nil { follow(MatchThread(step: 0), at: place, in: text, &seen, &reached) }
            threads.removeAll(keepingCapacity: true)
            for way in reached {
                if steps[way.step] == .found {
                    match = way
                    break
                }
                guard case .one(let set) = steps[way.step], place < text.count, set.contains(text[place]) else {
                    continue
                }
                threads.append(MatchThread(step: way.step + 1, begin: way.begin, end: way.end))
            }
            if threads.isEmpty, match != nil { break }
        }
        guard let begin = match?.begin, let end = match?.end, begin <= end else { return nil }
        return begin..<end
    }

    /// The steps that consume a character or end the match and can be reached from a thread, the preferred one first.
    private func follow(
        _ first: MatchThread, at place: Int, in text: [Unicode.Scalar], _ seen: inout [Bool],
        _ reached: inout [MatchThread]
    ) {
        var open = [first]
        while var way = open.popLast() {
            guard !seen[way.step] else { continue }
            seen[way.step] = true
            let next = way.step + 1
            switch steps[way.step] {
            case .one, .found: reached.append(way)
            case .either(let preferred, let other):
                open.append(MatchThread(step: other, begin: way.begin, end: way.end))
                open.append(MatchThread(step: preferred, begin: way.begin, end: way.end))
            case .go(let step): open.append(MatchThread(step: step, begin: way.begin, end: way.end))
            case .groupBegins:
                (way.step, way.begin, way.end) = (next, place, nil)
                open.append(way)
            case .groupEnds:
                (way.step, way.end) = (next, place)
                open.append(way)
            case .atStart, .atEnd, .atLineStart, .atLineEnd, .atWordEdge:
                guard holds(steps[way.step], at: place, in: text) else { continue }
                way.step = next
                open.append(way)
            }
        }
    }

    private func holds(_ step: Step, at place: Int, in text: [Unicode.Scalar]) -> Bool {
        let before = place > 0 ? text[place - 1] : nil
        let after = place < text.count ? text[place] : nil
        return switch step {
        case .atStart: before == nil
        case .atEnd: after == nil || (place == text.count - 1 && after == "\n")
        case .atLineStart: before == nil || before == "\n" || before == "\r"
        case .atLineEnd: after == nil || after == "\n" || after == "\r"
        case .atWordEdge(let isOne): ((before?.isOfWord ?? false) != (after?.isOfWord ?? false)) == isOne
        default: false
        }
    }
}
