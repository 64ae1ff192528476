/// One entry of a message memory, as the modem printed it.
public struct SlotContent: Hashable, Sendable {
    /// The memory, `SM` or `ME`.
    public var memory: String
    /// The slot's index in that memory; nil where the modem did not tell it readably.
    public var index: Int?
    /// Whether the modem calls it a message of ours (stored SUBMIT, stat 2 or 3) rather than a received one.
    public var isOutgoing: Bool
    /// The octets as printed; the bytes of the lines themselves where they are no hex.
    public var octets: [UInt8]
    /// How many octets the modem says the TPDU has; nil where that is unreadable.
    public var length: Int?
    /// It contradicts its header at every reading, and not twice in the same way: what is there of it.
    public var isDamaged: Bool

    /// One entry of a message memory.
    public init(
        memory: String, index: Int?, isOutgoing: Bool, octets: [UInt8], length: Int? = nil, isDamaged: Bool = false
    ) {
        self.memory = memory
        self.index = index
        self.isOutgoing = isOutgoing
        self.octets = octets
        self.length = length
        self.isDamaged = isDamaged
    }
}
