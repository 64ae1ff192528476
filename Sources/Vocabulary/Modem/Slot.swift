/// A slot of a modem's message memory.
public struct Slot: Hashable, Sendable {
    /// The ICCID for SM, the IMEI for ME.
    public var store: String
    /// `SM` or `ME`.
    public var memory: String
    /// The index that the modem reports.
    public var index: Int

    /// Makes a slot.
    public init(store: String, memory: String, index: Int) {
        self.store = store
        self.memory = memory
        self.index = index
    }

    /// A negative index for a message whose index is unknown: equal octets get the same one.
    public static func index(ofUnplaced octets: [UInt8]) -> Int {
        // FNV-1a, 64 bits.
        let hash = octets.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return -1 - Int(hash >> 33)
    }
}
