/// Why a call's sound cannot be opened.
public indirect enum AudioFault: Error, Sendable, Hashable {
    /// The modem's audio port cannot be opened: the notice says why.
    case port(Notice)
    /// The modem hangs: its audio device does not open.
    case hung
    /// No frame of so many octets can be written: they must be even, and at most 1600.
    case unusableFrame(octets: Int)
    /// The sound card cannot be opened; the answer is libasound's.
    case card(device: String, answer: String)
    /// The sound card cannot be set to what a call needs; the answer is libasound's.
    case cardSetting(device: String, answer: String)
    /// The sound card plays at these rates only, in Hz.
    case cardRate(device: String, rates: String)
    /// The sound card took another rate in Hz, or another buffer in frames, than the one it was asked for.
    case cardBuffer(device: String, rate: Int, buffer: Int, wantedRate: Int)
    /// The words of an older version.
    case legacy(String)
}
