/// A way in which a caller can hear this modem play a message.
public enum VoicePath: Sendable, Hashable {
    /// Raw 16-bit PCM on the serial port of ``USBModel/audioInterface``.
    ///
    /// `open` is sent once the call stands, `close` after it; nil = nothing has to be sent.
    case serial(open: String, close: String?)
    /// A USB sound card of the modem's own.
    case usbSound(open: String, close: String?)
    /// No sound over USB, and why: calls can only be hung up on.
    case none(reason: String)
}
