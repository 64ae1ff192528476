/// A place in a modem's message memory.
public struct Slot: Hashable, Sendable {
    /// The ICCID for SM, the IMEI for ME.
    public var store: String
    /// `SM` or `ME`.
    public var memory: String
    /// The index the modem gives.
    public var index: Int

    /// A place in a modem's message memory.
    public init(store: String, memory: String, index: Int) {
        self.store = store
        self.memory = memory
        self.index = index
    }

    /// An index, below 0, for a message whose index is unknown: equal octets have the same one.
    public static func index(ofUnplaced octets: [UInt8]) -> Int {
        // FNV-1a, 64 bits.
        let hash = octets.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return -1 - Int(hash >> 33)
    }
}
