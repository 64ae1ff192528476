/// Suggests the known key for a misspelt one.
enum ClosestKey {
    /// The nearest of `known` by edit distance; nil when none is near.
    static func to(_ key: String, among known: some Collection<String>) -> String? {
        known.map { (name: $0, distance: distance(Array(key.unicodeScalars.prefix(64)), Array($0.unicodeScalars))) }
            .filter { $0.distance <= max(2, $0.name.count / 2) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var row = Array(0...second.count)
        for (position, scalar) in first.enumerated() {
            var diagonal = row[0]
            row[0] = position + 1
            for column in second.indices {
                let cost = min(diagonal + (scalar == second[column] ? 0 : 1), row[column] + 1, row[column + 1] + 1)
                diagonal = row[column + 1]
                row[column + 1] = cost
            }
        }
        return row[second.count]
    }
}
