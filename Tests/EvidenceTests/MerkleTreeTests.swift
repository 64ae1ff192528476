import Evidence
import SeededRandom
import Testing

/// The algorithms of RFC 9162 2.1 as they stand there, over whole lists: nothing of ours.
enum Definition {
    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard leaves.count > 1, let first = leaves.first else { return leaves.first ?? .empty }
        _ = first
        let middle = leaves.startIndex + half(leaves.count)
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    static func path(_ leaf: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        guard leaves.count > 1 else { return [] }
        let k = half(leaves.count)
        let middle = leaves.startIndex + k
        return leaf < k
            ? path(leaf, leaves[..<middle]) + [root(leaves[middle...])]
            : path(leaf - k, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func consistency(_ count: Int, _ leaves: ArraySlice<TreeHash>, _ isWhole: Bool = true) -> [TreeHash] {
        if count == leaves.count { return isWhole ? [] : [root(leaves)] }
        let k = half(leaves.count)
        let middle = leaves.startIndex + k
        return count <= k
            ? consistency(count, leaves[..<middle], isWhole) + [root(leaves[middle...])]
            : consistency(count - k, leaves[middle...], false) + [root(leaves[..<middle])]
    }

    private static func half(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}

struct MerkleTreeTests {
    /// The leaves and roots with which implementations of RFC 6962 are compared.
    private static let inputs: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
        Array(0x50...0x57), Array(0x60...0x6F),
    ]
    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static func leaves(_ count: Int) -> [TreeHash] {
        (0..<count).map { .leaf(Array("\($0)".utf8)) }
    }

    @Test("the roots are those of RFC 6962's vectors", arguments: 0...8)
    func vectors(count: Int) throws {
        var tree = MerkleTree(Self.inputs.prefix(count).map(TreeHash.leaf))
        #expect(try tree.root().hex == Self.roots[count])
    }

    @Test("roots and proofs are what the RFC defines, at each size around a block", arguments: [1, 2, 3, 7, 64, 65])
    func small(size: Int) throws {
        try check(size)
    }

    @Test("and beyond blocks", arguments: [1023, 1024, 1025, 2047, 2048, 3072, 4099])
    func large(size: Int) throws {
        try check(size, step: 97)
    }

    private func check(_ size: Int, step: Int = 1) throws {
        let leaves = Self.leaves(size)
        var tree = MerkleTree(leaves)
        let root = try tree.root()
        #expect(root == Definition.root(leaves[...]))
        for index in Set(stride(from: 0, to: size, by: step)).union([size - 1]) {
            let path = try tree.inclusionProof(of: index)
            #expect(path == Definition.path(index, leaves[...]))
            #expect(leaves[index].isIncluded(at: index, in: root, size: size, path: path))
            let wrong = TreeHash.leaf([1])
            #expect(!wrong.isIncluded(at: index, in: root, size: size, path: path))
            #expect(size == 1 || !leaves[index].isIncluded(at: (index + 1) % size, in: root, size: size, path: path))
            #expect(!leaves[index].isIncluded(at: index, in: root, size: size, path: path + [wrong]))
            for place in path.indices {
                var other = path
                other[place] = wrong
                #expect(!leaves[index].isIncluded(at: index, in: root, size: size, path: other))
            }
        }
        for count in Set(stride(from: 1, through: size, by: step)).union([size]) {
            let old = try tree.root(of: count)
            #expect(old == Definition.root(leaves[..<count]))
            let path = try tree.consistencyProof(from: count)
            #expect(path == (count == size ? [] : Definition.consistency(count, leaves[...])))
            #expect(old.isBeginning(count: count, of: root, size: size, path: path))
            #expect(!TreeHash.leaf([1]).isBeginning(count: count, of: root, size: size, path: path))
            #expect(count == size || !old.isBeginning(count: count, of: .leaf([1]), size: size, path: path))
        }
    }

    @Test("one proof for many leaves and earlier sizes gives every root, and nothing else does")
    func shared() throws {
        var random = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            let size = Int.random(in: 1...2100, using: &random)
            let leaves = Self.leaves(size)
            var tree = MerkleTree(leaves)
            let shown = Set(
                (0..<Int.random(in: 0...20, using: &random)).map { _ in Int.random(in: 0..<size, using: &random) }
            )
            .sorted()
            let sizes = Set(
                (0..<Int.random(in: 0...5, using: &random)).map { _ in Int.random(in: 1...size, using: &random) }
            )
            .sorted()
            let nodes = try SharedProof.nodes(of: tree, shown: shown, sizes: sizes)
            let pairs = shown.map { (index: $0, hash: leaves[$0]) }
            let found = SharedProof.roots(size: size, shown: pairs, sizes: sizes, nodes: nodes)
            let root = try tree.root()
            #expect(found?.root == root)
            #expect(try found?.earlier == sizes.map { try tree.root(of: $0) })
            #expect(SharedProof.roots(size: size, shown: pairs, sizes: sizes, nodes: nodes + [root]) == nil)
            guard !nodes.isEmpty else { continue }
            #expect(SharedProof.roots(size: size, shown: pairs, sizes: sizes, nodes: nodes.dropLast()) == nil)
            var other = nodes
            other[Int.random(in: 0..<nodes.count, using: &random)] = .leaf([1])
            #expect(SharedProof.roots(size: size, shown: pairs, sizes: sizes, nodes: other)?.root != root)
        }
    }

    @Test("a proof with impossible numbers is refused, and costs nothing")
    func impossible() {
        let leaf = TreeHash.leaf([1])
        #expect(!leaf.isIncluded(at: -1, in: leaf, size: 1, path: []))
        #expect(!leaf.isIncluded(at: 0, in: leaf, size: 0, path: []))
        #expect(!leaf.isBeginning(count: 0, of: leaf, size: 1, path: []))
        #expect(SharedProof.roots(size: 0, shown: [], sizes: [], nodes: []) == nil)
        #expect(SharedProof.roots(size: 5, shown: [(5, leaf)], sizes: [], nodes: [leaf]) == nil)
        #expect(SharedProof.roots(size: 5, shown: [(-1, leaf)], sizes: [], nodes: [leaf]) == nil)
        #expect(SharedProof.roots(size: 5, shown: [(1, leaf), (1, leaf)], sizes: [], nodes: [leaf]) == nil)
        #expect(SharedProof.roots(size: 5, shown: [], sizes: [6], nodes: [leaf]) == nil)
        #expect(SharedProof.roots(size: 1 << 53, shown: [(1 << 52, leaf)], sizes: [], nodes: [leaf]) == nil)
    }
}
