/// Sound as a file that every player reads.
enum WAVFile {
    /// RIFF WAVE, PCM, one channel of 16 bit.
    static func octets(_ samples: [Int16], rate: Int) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let size = samples.count * 2
        var bytes = Array("RIFF".utf8) + little(36 + size, 4) + Array("WAVEfmt ".utf8)
        bytes += little(16, 4) + little(1, 2) + little(1, 2) + little(rate, 4) + little(rate * 2, 4)
        bytes += little(2, 2) + little(16, 2) + Array("data".utf8) + little(size, 4)
        return bytes + RawSamples.octets(samples)
    }
}
