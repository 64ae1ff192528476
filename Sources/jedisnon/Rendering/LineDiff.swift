import ControlAPI

/// The difference between two short texts, in the form of `diff -u`.
enum LineDiff {
    private static let context = 3
    /// With more table cells than this, the whole middle is shown as replaced.
    private static let largestTable = 4_000_000

    private enum Row: Equatable {
        case same(String)
        case gone(String)
        case new(String)
    }

    /// The difference, escaped for display; empty when there is none.
    static func text(from old: String, to new: String, name: String) -> String {
        let rows = rows(lines(old), lines(new))
        let shown = shownRows(rows)
        if shown.isEmpty { return "" }
        var text = "--- \(SafeText.escaped(name)) (as it is)\n+++ \(SafeText.escaped(name)) (as it would be)\n"
        var last: Int?
        for position in shown {
            if last.map({ $0 + 1 != position }) ?? true { text += header(rows, shown, from: position) }
            text += line(rows[position])
            last = position
        }
        return text
    }

    private static func line(_ row: Row) -> String {
        switch row {
        case .same(let line): " \(SafeText.escaped(line))\n"
        case .gone(let line): "-\(SafeText.escaped(line))\n"
        case .new(let line): "+\(SafeText.escaped(line))\n"
        }
    }

    /// `@@ -1,4 +1,5 @@`: the position in both texts of the rows that begin here.
    private static func header(_ rows: [Row], _ shown: [Int], from start: Int) -> String {
        var run: [Int] = []
        for position in shown where position == start + run.count { run.append(position) }
        func count(_ positions: some Sequence<Int>, old: Bool) -> Int {
            positions.reduce(0) { sum, position in
                switch rows[position] {
                case .same: sum + 1
                case .gone: sum + (old ? 1 : 0)
                case .new: sum + (old ? 0 : 1)
                }
            }
        }
        func place(old: Bool) -> String {
            let length = count(run, old: old)
            return "\(count(0..<start, old: old) + (length == 0 ? 0 : 1)),\(length)"
        }
        return "@@ -\(place(old: true)) +\(place(old: false)) @@\n"
    }

    /// The changed rows and their context.
    private static func shownRows(_ rows: [Row]) -> [Int] {
        var isShown = [Bool](repeating: false, count: rows.count)
        for (position, row) in rows.enumerated() {
            if case .same = row { continue }
            for near in max(0, position - context)...min(rows.count - 1, position + context) { isShown[near] = true }
        }
        return rows.indices.filter { isShown[$0] }
    }

    /// Only a line feed ends a line, so that a carriage return, or a missing last line feed, is visible.
    private static func lines(_ text: String) -> [String] {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard let last = lines.popLast() else { return [] }
        if !last.isEmpty { lines.append(last + " (no end of line)") }
        return lines
    }

    private static func rows(_ old: [String], _ new: [String]) -> [Row] {
        // Octets are compared: different encodings of one letter count as different.
        func isSame(_ first: String, _ second: String) -> Bool { first.utf8.elementsEqual(second.utf8) }
        let most = min(old.count, new.count)
        var start = 0
        while start < most, isSame(old[start], new[start]) { start += 1 }
        var end = 0
        while end < most - start, isSame(old[old.count - 1 - end], new[new.count - 1 - end]) { end += 1 }
        let middle = middleRows(Array(old[start..<old.count - end]), Array(new[start..<new.count - end]), isSame)
        return old[..<start].map { .same($0) } + middle + old[(old.count - end)...].map { .same($0) }
    }

    /// Keeps the longest common subsequence of lines, as `diff` does.
    private static func middleRows(_ old: [String], _ new: [String], _ isSame: (String, String) -> Bool) -> [Row] {
        guard !old.isEmpty, !new.isEmpty, old.count * new.count <= largestTable else {
            return old.map { .gone($0) } + new.map { .new($0) }
        }
        var table = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
        for first in old.indices.reversed() {
            for second in new.indices.reversed() {
                table[first][second] =
                    isSame(old[first], new[second])
                    ? table[first + 1][second + 1] + 1 : max(table[first + 1][second], table[first][second + 1])
            }
        }
        var rows: [Row] = []
        var (first, second) = (0, 0)
        while first < old.count, second < new.count {
            if isSame(old[first], new[second]) {
                rows.append(.same(old[first]))
                (first, second) = (first + 1, second + 1)
            } else if table[first + 1][second] >= table[first][second + 1] {
                rows.append(.gone(old[first]))
                first += 1
            } else {
                rows.append(.new(new[second]))
                second += 1
            }
        }
        return rows + old[first...].map { .gone($0) } + new[second...].map { .new($0) }
    }
}
