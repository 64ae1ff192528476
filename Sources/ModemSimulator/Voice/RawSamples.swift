/// Samples as they go over a port and into files: 16 bit, the low octet first.
enum RawSamples {
    static func octets(_ samples: some Sequence<Int16>) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(2 * samples.underestimatedCount)
        for sample in samples {
            octets.append(UInt8(truncatingIfNeeded: sample))
            octets.append(UInt8(truncatingIfNeeded: sample >> 8))
        }
        return octets
    }

    /// Converts octets to samples; half a sample at the end is dropped.
    static func samples(_ octets: some RandomAccessCollection<UInt8>) -> [Int16] {
        let octets = Array(octets)
        return stride(from: 0, to: octets.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(octets[$0]) | UInt16(octets[$0 + 1]) << 8)
        }
    }
}
