import Glibc

/// Hears the two tones of a pressed key in a caller's sound.
///
/// Eight Goertzel filters (ITU-T Q.23) look at windows of 20 ms, 10 ms apart. Three consecutive windows must agree; the
/// same key again within 300 ms is the same press. It keeps one window of sound in memory and nothing else.
struct KeyDetector {
    /// The tones of the rows and of the columns, in hertz.
    static let rows = [697.0, 770, 852, 941]
    static let columns = [1209.0, 1336, 1477, 1633]

    /// Windows in a row that have to agree.
    private static let agreement = 3
    /// How far the two tones may differ in strength: 8 dB.
    private static let twist: Float = 6.31
    /// The share of the sound's energy that has to be in the two tones.
    private static let share: Float = 0.55
    /// Mean square below which a window is ignored: -50 dBFS.
    private static let floor: Float = 10_737

    private let hop: Int
    private let shape: [Float]
    private let factors: [Float]
    /// Turns a filter's output into the mean square of a tone, and the window's sum of squares into that of the sound.
    private let toneScale: Float
    private let soundScale: Float
    private let pause: Int

    private var window: [Float]
    private var filled = 0
    private var powers = [Float](repeating: 0, count: 8)
    private var candidate = -1
    private var streak = 0
    private var reported = -1
    /// Windows since the reported key was last heard.
    private var silence = 0

    /// A detector for 8000 or 16000 samples a second.
    init(rate: Int) {
        hop = rate / 100
        let length = 2 * hop
        // Hamming: its first side lobe is 43 dB down, so that a strong tone does not show in the other filters.
        shape = (0..<length).map { Float(0.54 - 0.46 * cos(2 * Double.pi * Double($0) / Double(length - 1))) }
        factors = (Self.rows + Self.columns).map { Float(2 * cos(2 * Double.pi * $0 / Double(rate))) }
        let sum = shape.reduce(0, +)
        toneScale = 2 / (sum * sum)
        soundScale = 1 / shape.reduce(0) { $0 + $1 * $1 }
        window = [Float](repeating: 0, count: length)
        pause = 30
    }

    /// Listens to a block of any size, and calls `found` for every key in it.
    mutating func process(_ samples: UnsafeBufferPointer<Int16>, _ found: (Key) -> Void) {
        for sample in samples {
            window[filled] = Float(sample)
            filled += 1
            guard filled == window.count else { continue }
            decide(found)
            for index in 0..<hop { window[index] = window[index + hop] }
            filled = hop
        }
    }

    private mutating func decide(_ found: (Key) -> Void) {
        let key = keyInWindow()
        streak = key == candidate ? streak + 1 : 1
        candidate = key
        silence += 1
        guard key >= 0, streak >= Self.agreement else { return }
        let isNew = key != reported || silence > pause
        reported = key
        silence = 0
        if isNew { found(Key(row: key / 4, column: key % 4)) }
    }

    /// The key whose tones fill the window, as an index into the keypad; -1 for none.
    private mutating func keyInWindow() -> Int {
        var energy: Float = 0
        for index in window.indices {
            let shaped = window[index] * shape[index]
            energy += shaped * shaped
        }
        energy *= soundScale
        guard energy > Self.floor else { return -1 }
        for tone in 0..<8 { powers[tone] = power(of: tone) }
        let row = strongest(0..<4)
        let column = strongest(4..<8)
        let (low, high) = (powers[row], powers[column])
        guard low + high > Self.share * energy, low < Self.twist * high, high < Self.twist * low else { return -1 }
        return row * 4 + column - 4
    }

    private func power(of tone: Int) -> Float {
        var (last, before): (Float, Float) = (0, 0)
        let factor = factors[tone]
        for index in window.indices {
            let next = window[index] * shape[index] + factor * last - before
            before = last
            last = next
        }
        return (last * last + before * before - factor * last * before) * toneScale
    }

    private func strongest(_ tones: Range<Int>) -> Int {
        var best = tones.lowerBound
        for tone in tones where powers[tone] > powers[best] { best = tone }
        return best
    }
}
