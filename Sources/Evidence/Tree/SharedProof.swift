/// One proof for many leaves and earlier sizes of a log: each node that cannot be computed from them, once, from left
/// to right.
///
/// A node is included when it contains no shown leaf and no earlier size ends within it; all others can be computed.
/// Separate paths would repeat most of their nodes. docs/decisions/0085-one-proof-for-a-file.md.
public enum SharedProof {
    /// The proof for the leaves at `shown`, and for the log at each of the `sizes`; both ascending.
    public static func nodes(of tree: MerkleTree, shown: [Int], sizes: [Int]) throws -> [TreeHash] {
        var (tree, nodes) = (tree, [TreeHash]())
        guard tree.size > 0 else { return [] }
        func visit(_ range: Range<Int>) throws {
            guard holds(range, shown: shown, sizes: sizes) else { return nodes.append(try tree.node(range)) }
            guard range.count > 1 else { return }
            let middle = MerkleTree.middle(of: range)
            try visit(range.lowerBound..<middle)
            try visit(middle..<range.upperBound)
        }
        try visit(0..<tree.size)
        return nodes
    }

    /// The root computed from shown leaves and a proof, and the roots of the earlier `sizes`; nil = the proof has too
    /// few or too many nodes.
    public static func roots(
        size: Int, shown: [(index: Int, hash: TreeHash)], sizes: [Int], nodes: [TreeHash]
    ) -> (root: TreeHash, earlier: [TreeHash])? {
        let indices = shown.map(\.index)
        guard size > 0, isAscending(indices), isAscending(sizes), (indices.last ?? 0) < size, (sizes.last ?? 0) <= size,
            (indices.first ?? 0) >= 0, (sizes.first ?? 1) > 0
        else { return nil }
        var (rest, worked, next) = (nodes[...], [Range<Int>: TreeHash](), 0)
        func visit(_ range: Range<Int>) -> TreeHash? {
            let hash: TreeHash?
            if !holds(range, shown: indices, sizes: sizes) {
                hash = rest.popFirst()
            } else if range.count == 1 {
                hash = shown[next].hash
                next += 1
            } else {
                let middle = MerkleTree.middle(of: range)
                guard let left = visit(range.lowerBound..<middle), let right = visit(middle..<range.upperBound) else {
                    return nil
                }
                hash = .node(left, right)
            }
            if !sizes.isEmpty { worked[range] = hash }
            return hash
        }
        func earlier(_ range: Range<Int>) -> TreeHash? {
            if let hash = worked[range] { return hash }
            guard range.count > 1 else { return nil }
            let middle = MerkleTree.middle(of: range)
            guard let left = earlier(range.lowerBound..<middle), let right = earlier(middle..<range.upperBound) else {
                return nil
            }
            return .node(left, right)
        }
        guard let root = visit(0..<size), rest.isEmpty else { return nil }
        let roots = sizes.compactMap { earlier(0..<$0) }
        return roots.count == sizes.count ? (root, roots) : nil
    }

    /// Whether a node must be computed from those below it.
    private static func holds(_ range: Range<Int>, shown: [Int], sizes: [Int]) -> Bool {
        if let leaf = first(of: shown, from: range.lowerBound), leaf < range.upperBound { return true }
        if let end = first(of: sizes, from: range.lowerBound + 1), end < range.upperBound { return true }
        return false
    }

    private static func first(of ascending: [Int], from value: Int) -> Int? {
        var (low, high) = (0, ascending.count)
        while low < high {
            let middle = (low + high) / 2
            if ascending[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < ascending.count ? ascending[low] : nil
    }

    private static func isAscending(_ numbers: [Int]) -> Bool {
        zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    }
}
