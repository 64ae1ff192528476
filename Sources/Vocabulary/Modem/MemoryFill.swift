/// How full a message memory is.
public struct MemoryFill: Hashable, Sendable {
    /// Messages in it.
    public var used: Int
    /// Places in it.
    public var size: Int

    /// How full a message memory is.
    public init(used: Int, size: Int) {
        self.used = used
        self.size = size
    }
}
