/// Why the sound of a call cannot be opened.
public indirect enum AudioFault: Error, Sendable, Hashable {
    /// The modem's audio port cannot be opened: the notice says why.
    case port(Notice)
    /// The modem hangs: its audio device does not open.
    case hung
    /// A frame of so many octets cannot be written: the size must be even, and at most 1600.
    case unusableFrame(octets: Int)
    /// The sound card cannot be opened; the answer is libasound's.
    case card(device: String, answer: String)
    /// The sound card does not accept the settings of a call; the answer is libasound's.
    case cardSetting(device: String, answer: String)
    /// The sound card supports only these rates, in Hz.
    case cardRate(device: String, rates: String)
    /// The sound card chose another rate in Hz, or another buffer in frames, than requested.
    case cardBuffer(device: String, rate: Int, buffer: Int, wantedRate: Int)
    /// The words of an older version.
    case legacy(String)
}
