/// One entry of a message memory, as the modem printed it.
public struct SlotContent: Hashable, Sendable {
    /// The memory, `SM` or `ME`.
    public var memory: String
    /// The slot's index in that memory; nil when the modem did not report it readably.
    public var index: Int?
    /// Whether the modem lists it as an outgoing message (stored SUBMIT, stat 2 or 3) and not as a received one.
    public var isOutgoing: Bool
    /// The octets as printed; if they are not hex, the bytes of the lines themselves.
    public var octets: [UInt8]
    /// The length of the TPDU in octets as the modem reports it; nil when unreadable.
    public var length: Int?
    /// Whether it contradicts its header at each reading, each time differently; then these octets are incomplete.
    public var isDamaged: Bool

    /// Makes an entry.
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
