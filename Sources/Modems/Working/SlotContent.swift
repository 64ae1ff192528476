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

/// Hex as modems print it.
enum Hex {
    /// The octets of a line; the line's own bytes where it is no hex, so that nothing received is lost.
    static func octets(orBytesOf line: String) -> [UInt8] {
        let digits = Array(line.utf8)
        guard digits.count.isMultiple(of: 2) else { return digits }
        var octets: [UInt8] = []
        octets.reserveCapacity(digits.count / 2)
        for position in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[position]), let low = value(digits[position + 1]) else { return digits }
            octets.append(high << 4 | low)
        }
        return octets
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

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
