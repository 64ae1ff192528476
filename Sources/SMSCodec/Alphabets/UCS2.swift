/// UCS-2 as phones write it: UTF-16, high octet first (3GPP TS 23.038 6.2.3).
enum UCS2 {
    /// Reads octets; half a surrogate pair becomes U+FFFD, an odd octet at the end is ignored.
    static func text(of octets: some RandomAccessCollection<UInt8>) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(octets.count / 2)
        var high: UInt8?
        for octet in octets {
            if let first = high {
                units.append(UInt16(first) << 8 | UInt16(octet))
                high = nil
            } else {
                high = octet
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    static func octets(of text: some StringProtocol) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.utf16.count * 2)
        for unit in text.utf16 {
            octets.append(UInt8(unit >> 8))
            octets.append(UInt8(truncatingIfNeeded: unit))
        }
        return octets
    }
}
