import Vocabulary

/// A way in which a caller can hear this modem play a message.
///
/// `open` is sent once the call is active, `close` after it; nil = nothing has to be sent.
public enum VoicePath: Sendable, Hashable {
    /// Raw 16-bit PCM at 8 kHz on the serial port of ``USBModel/audioInterface``, `frame` octets at a time.
    case serial(open: String?, close: String?, frame: Int = 320)
    /// A USB sound card of the modem's own.
    case usbSound(open: String?, close: String?)
    /// No sound over USB, and why: calls can only be hung up on.
    case none(NoSoundReason)
}
