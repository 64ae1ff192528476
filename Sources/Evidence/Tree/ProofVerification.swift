extension TreeHash {
    /// Whether `path` leads from the leaf with this hash, at `index`, to the root of `size` leaves (RFC 9162 2.1.3.2).
    public func isIncluded(at index: Int, in root: TreeHash, size: Int, path: [TreeHash]) -> Bool {
        guard index >= 0, index < size else { return false }
        var (node, last, hash) = (index, size - 1, self)
        for step in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = .node(step, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, step)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether `path` shows that the log with this root and `count` leaves is the beginning of the one with `root` and
    /// `size` leaves (RFC 9162 2.1.4.2).
    public func isBeginning(count: Int, of root: TreeHash, size: Int, path: [TreeHash]) -> Bool {
        guard count > 0, count <= size else { return false }
        if count == size { return path.isEmpty && self == root }
        var steps = path[...]
        if count & (count - 1) == 0 { steps = [self] + steps }
        guard let first = steps.popFirst() else { return false }
        var (node, last, old, new) = (count - 1, size - 1, first, first)
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        for step in steps {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = .node(step, old)
                new = .node(step, new)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, step)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && old == self && new == root
    }
}
