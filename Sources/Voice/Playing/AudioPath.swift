/// How the sound of a call reaches the modem.
public enum AudioPath: Sendable, Hashable {
    /// A serial port that takes signed 16-bit samples at 8 kHz, `frame` octets in one write (320 are 20 ms).
    case serial(path: String, frame: Int)
    /// A sound card by its ALSA name, such as `hw:1,0`.
    case sound(device: String)
}
