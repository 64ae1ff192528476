/// How full a message memory is.
public struct MemoryFill: Hashable, Sendable {
    /// The number of messages in it.
    public var used: Int
    /// The number of slots.
    public var size: Int

    /// Makes the fill of a memory.
    public init(used: Int, size: Int) {
        self.used = used
        self.size = size
    }
}
