/// Septets packed into octets, low bits first (3GPP TS 23.038 6.1.2.1).
enum Septets {
    /// How many septets a header of this many octets takes, filler bits included (3GPP TS 23.040 9.2.3.24).
    static func count(ofHeader octets: Int) -> Int { (octets * 8 + 6) / 7 }

    /// Reads `count` septets after the first `from`; fewer when the octets end before.
    static func unpack(_ octets: ArraySlice<UInt8>, from: Int = 0, count: Int) -> [UInt8] {
        let available = max(0, min(count, octets.count * 8 / 7 - from))
        var septets: [UInt8] = []
        septets.reserveCapacity(available)
        var bit = from * 7
        for _ in 0..<available {
            let index = octets.startIndex + bit / 8
            let shift = bit % 8
            var septet = octets[index] >> shift
            if shift > 1 { septet |= octets[index + 1] << (8 - shift) }
            septets.append(septet & 0x7F)
            bit += 7
        }
        return septets
    }

    /// Packs septets after a header, from the next septet boundary on.
    static func pack(_ septets: [UInt8], after header: [UInt8] = []) -> [UInt8] {
        var octets = header
        var bit = count(ofHeader: header.count) * 7
        for septet in septets {
            let shift = bit % 8
            if bit / 8 == octets.count { octets.append(0) }
            octets[bit / 8] |= septet << shift
            if shift > 1 { octets.append(septet >> (8 - shift)) }
            bit += 7
        }
        // The filler bits of a header without content may need an octet of their own.
        if octets.count * 8 < bit { octets.append(0) }
        return octets
    }
}
