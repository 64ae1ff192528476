import Foundation

/// The sound of the caller: speech, key tones, and silence in between.
struct CallerVoice {
    private var speech: [Int16] = []
    private var keys: [Int16] = []
    private static let longest = 120

    mutating func play(_ samples: [Int16], rate: Int) {
        speech += samples.prefix(max(0, Self.longest * rate - speech.count))
    }

    mutating func press(_ tone: [Int16], rate: Int) {
        // Leaves a pause between two keys.
        if !keys.isEmpty { keys += [Int16](repeating: 0, count: rate / 20) }
        keys += tone.prefix(max(0, Self.longest * rate - keys.count))
    }

    /// The next samples; a key tone replaces speech at the same time.
    mutating func next(_ count: Int) -> [Int16] {
        var samples = [Int16](repeating: 0, count: count)
        for (index, sample) in speech.prefix(count).enumerated() { samples[index] = sample }
        for (index, sample) in keys.prefix(count).enumerated() { samples[index] = sample }
        speech.removeFirst(min(count, speech.count))
        keys.removeFirst(min(count, keys.count))
        return samples
    }

    mutating func clear() { (speech, keys) = ([], []) }
}

/// The tones of the keys (ITU-T Q.23).
enum KeyTone {
    private static let rows = [697.0, 770, 852, 941]
    private static let columns = [1209.0, 1336, 1477, 1633]
    private static let keys: [[Character]] = [
        ["1", "2", "3", "A"], ["4", "5", "6", "B"], ["7", "8", "9", "C"], ["*", "0", "#", "D"],
    ]

    /// A key's tone, each of its two frequencies at a fifth of full scale; nil for an unknown key.
    static func samples(_ key: Character, for duration: Duration, rate: Int) -> [Int16]? {
        guard let row = keys.firstIndex(where: { $0.contains(key) }), let column = keys[row].firstIndex(of: key) else {
            return nil
        }
        let count = Int(min(max(duration / .seconds(1), 0), 60) * Double(rate))
        return (0..<count).map { index in
            let time = 2 * Double.pi * Double(index) / Double(rate)
            return Int16(6553 * (sin(rows[row] * time) + sin(columns[column] * time)))
        }
    }
}

/// Writes samples to a port that may accept only part of them: the rest is lost, but never half a sample.
struct SampleWriter {
    /// The second octet of a sample whose first octet was written.
    private var pendingOctet: [UInt8] = []

    /// Writes whole samples; `write` returns how many octets the port took.
    mutating func write(_ bytes: [UInt8], by write: (ArraySlice<UInt8>) -> Int) {
        let all = pendingOctet + bytes
        let written = write(all[...])
        guard written > 0 else { return }
        let isCut = !(pendingOctet.count + written).isMultiple(of: 2)
        pendingOctet = isCut ? [all[written]] : []
    }
}
