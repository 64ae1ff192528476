/// Where a modem takes the sound of a call.
public enum AudioPath: Sendable, Hashable {
    /// A serial port that takes signed 16-bit samples at 8 kHz, `frame` octets in one write (320 are 20 ms).
    case serial(path: String, frame: Int)
    /// A sound card by its ALSA name, such as `hw:1,0`.
    case sound(device: String)
}

/// Why a call's sound cannot be opened, in one sentence.
public struct AudioFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and, where it is known, what mends it.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
