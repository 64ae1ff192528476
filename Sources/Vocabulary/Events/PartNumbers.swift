/// The stored numbers of missing parts: runs as pairs of first and last, so that 199 of them are short.
enum PartNumbers {
    /// Ascending numbers as runs: `[1, [3, 200]]`.
    static func stored(_ numbers: [Int]) -> JSONValue {
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return .array(
            runs.map { run in
                let (first, last) = (JSONValue.count(run.lowerBound), JSONValue.count(run.upperBound))
                return run.count == 1 ? first : .array([first, last])
            })
    }

    /// The result of ``stored(_:)`` as a list of every number; earlier versions stored that list.
    static func listed(_ value: JSONValue) -> JSONValue {
        guard case .array(let runs) = value else { return value }
        return .array(
            runs.flatMap { run -> [JSONValue] in
                // A message has at most 255 parts (3GPP TS 23.040, 9.2.3.24.1).
                guard case .array(let ends) = run, ends.count == 2, case .integer(let first) = ends[0],
                    case .integer(let last) = ends[1], first <= last, first >= 1, last <= 255
                else { return [run] }
                return (first...last).map(JSONValue.integer)
            })
    }

    /// The numbers; nil for any other value.
    static func numbers(_ value: JSONValue) -> [Int]? {
        guard case .array(let values) = listed(value) else { return nil }
        let numbers = values.compactMap { if case .integer(let number) = $0 { Int(exactly: number) } else { nil } }
        return numbers.count == values.count ? numbers : nil
    }
}
