/// Sound as a file that every player reads.
enum WAVFile {
    /// RIFF WAVE, PCM, one channel of 16 bit.
    static func octets(_ samples: [Int16], rate: Int) -> [UInt8] {
        func littleEndian(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let size = samples.count * 2
        var bytes = Array("RIFF".utf8) + littleEndian(36 + size, 4) + Array("WAVEfmt ".utf8)
        bytes +=
            littleEndian(16, 4) + littleEndian(1, 2) + littleEndian(1, 2) + littleEndian(rate, 4)
            + littleEndian(rate * 2, 4)
        bytes += littleEndian(2, 2) + littleEndian(16, 2) + Array("data".utf8) + littleEndian(size, 4)
        return bytes + RawSamples.octets(samples)
    }
}
