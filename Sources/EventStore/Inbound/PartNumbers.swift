/// Numbers of missing parts as they stand in the database: runs as pairs of first and last, so that 199 of them are short.
enum PartNumbers {
    /// Ascending numbers as runs: `[1, [3, 200]]`.
    static func stored(_ numbers: [Int]) -> DetailValue {
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
                let (first, last) = (DetailValue.integer(Int64(run.lowerBound)), Int64(run.upperBound))
                return run.count == 1 ? first : .array([first, .integer(last)])
            })
    }

    /// What ``stored(_:)`` made as a list of every number; what earlier versions stored is that list.
    static func listed(_ value: DetailValue) -> DetailValue {
        guard case .array(let runs) = value else { return value }
        return .array(
            runs.flatMap { run -> [DetailValue] in
                // A message has at most 255 parts (3GPP TS 23.040, 9.2.3.24.1).
                guard case .array(let ends) = run, ends.count == 2, case .integer(let first) = ends[0],
                    case .integer(let last) = ends[1], first <= last, first >= 1, last <= 255
                else { return [run] }
                return (first...last).map(DetailValue.integer)
            })
    }
}
