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
}
