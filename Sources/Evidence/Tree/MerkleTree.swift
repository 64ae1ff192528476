/// The tree of RFC 9162 2.1 over the first leaves of a log.
///
/// Leaves are read from their store one block of 1,024 at a time; their owner also stores the root of each full block,
/// so a root of ten million leaves costs about ten thousand hashes, and a proof one block.
public struct MerkleTree {
    /// The number of leaves in a block.
    public static let blockSize = 1024

    /// The number of leaves.
    public let size: Int
    private let blocks: [TreeHash]
    private let leaves: (Range<Int>) throws -> [TreeHash]
    /// The nodes above the blocks, and on the right edge.
    private var known: [Range<Int>: TreeHash] = [:]
    /// The block read last: its leaves, and the complete nodes over them by height.
    private var open: (start: Int, levels: [[TreeHash]])?

    /// Makes a tree over leaves that `leaves` reads; `blocks` are the roots of its full blocks, in their order.
    public init(size: Int, blocks: [TreeHash], leaves: @escaping (Range<Int>) throws -> [TreeHash]) {
        self.size = size
        self.blocks = blocks
        self.leaves = leaves
    }

    /// Makes a tree over leaves in memory.
    public init(_ leaves: [TreeHash]) {
        let blocks = (0..<leaves.count / Self.blockSize).map {
            Self.root(ofBlock: leaves[$0 * Self.blockSize..<($0 + 1) * Self.blockSize])
        }
        self.init(size: leaves.count, blocks: blocks) { Array(leaves[$0]) }
    }

    /// The root of exactly one block of leaves.
    public static func root(ofBlock leaves: some Sequence<TreeHash>) -> TreeHash {
        levels(over: Array(leaves)).last?.first ?? .empty
    }

    /// The root of the whole tree.
    public mutating func root() throws -> TreeHash { try root(of: size) }

    /// The root of the tree when it had `count` leaves, at most ``size``.
    public mutating func root(of count: Int) throws -> TreeHash { count == 0 ? .empty : try node(0..<count) }

    /// The nodes on the path from a leaf to the root (RFC 9162 2.1.3.1).
    public mutating func inclusionProof(of leaf: Int) throws -> [TreeHash] {
        var (range, path) = (0..<size, [TreeHash]())
        while range.count > 1 {
            let middle = Self.middle(of: range)
            let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
            path.append(try node(left.contains(leaf) ? right : left))
            range = left.contains(leaf) ? left : right
        }
        return path.reversed()
    }

    /// The nodes that show that the tree of `count` leaves is the beginning of this one (RFC 9162 2.1.4.1).
    public mutating func consistencyProof(from count: Int) throws -> [TreeHash] {
        guard count > 0, count < size else { return [] }
        var (range, path, isWhole) = (0..<size, [TreeHash](), true)
        while range.upperBound != count {
            let middle = Self.middle(of: range)
            if count <= middle {
                path.append(try node(middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                path.append(try node(range.lowerBound..<middle))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        if !isWhole { path.append(try node(range)) }
        return path.reversed()
    }

    /// The hash of a node: over the leaves of a subtree, or over all leaves from its beginning on.
    mutating func node(_ range: Range<Int>) throws -> TreeHash {
        if range.count == Self.blockSize, range.lowerBound % Self.blockSize == 0,
            blocks.indices.contains(range.lowerBound / Self.blockSize)
        {
            return blocks[range.lowerBound / Self.blockSize]
        }
        let start = range.lowerBound / Self.blockSize * Self.blockSize
        if range.upperBound <= start + Self.blockSize {
            let levels = try block(start)
            let height = range.count.trailingZeroBitCount
            let index = (range.lowerBound - start) >> height
            if range.count == 1 << height, index << height == range.lowerBound - start, height < levels.count,
                index < levels[height].count
            {
                return levels[height][index]
            }
        } else if let hash = known[range] {
            return hash
        }
        let middle = Self.middle(of: range)
        let hash = TreeHash.node(try node(range.lowerBound..<middle), try node(middle..<range.upperBound))
        if range.upperBound > start + Self.blockSize { known[range] = hash }
        return hash
    }

    /// The boundary of the two subtrees of a node: the left one has the largest power of two below the whole.
    static func middle(of range: Range<Int>) -> Int {
        range.lowerBound + (1 << (Int.bitWidth - 1 - (range.count - 1).leadingZeroBitCount))
    }

    private mutating func block(_ start: Int) throws -> [[TreeHash]] {
        if let open, open.start == start { return open.levels }
        let read = try leaves(start..<min(start + Self.blockSize, size))
        let levels = Self.levels(over: read)
        open = (start, levels)
        return levels
    }

    private static func levels(over leaves: [TreeHash]) -> [[TreeHash]] {
        var levels = [leaves]
        while let below = levels.last, below.count > 1 {
            levels.append((0..<below.count / 2).map { TreeHash.node(below[2 * $0], below[2 * $0 + 1]) })
        }
        return levels
    }
}
