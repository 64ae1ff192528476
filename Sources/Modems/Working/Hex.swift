/// Hex as modems print it.
enum Hex {
    /// The octets of a hex line; for any other line its own bytes, so that nothing received is lost.
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
