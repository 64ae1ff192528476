@testable import Voice

/// An audio port without a device and without time: it takes what it is told to take.
final class FakePort: SoundPort {
    let rate = 8000
    let frame: Int
    let lead = 2
    var queued = 0
    /// Octets it still takes.
    var room = Int.max
    /// What is answered instead, once.
    var answer: SoundWrite?
    /// Samples the caller says.
    var toSay: [Int16] = []
    private(set) var written: [UInt8] = []

    init(frame: Int = 320) {
        self.frame = frame
    }

    func write(_ octets: UnsafeRawBufferPointer) -> SoundWrite {
        if let answer {
            self.answer = nil
            return answer
        }
        let count = min(room, octets.count)
        written += octets[..<count]
        room -= count
        return .taken(count)
    }

    func begin() -> SoundWrite { .taken(0) }

    func read(into samples: UnsafeMutableBufferPointer<Int16>) -> SoundRead {
        let count = min(samples.count, toSay.count)
        for index in 0..<count { samples[index] = toSay[index] }
        toSay.removeFirst(count)
        return .heard(count)
    }

    func closesSlowly() -> Bool { false }
    func close() {}
}
