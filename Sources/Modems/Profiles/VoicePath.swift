import Vocabulary

/// A way to play a message to a caller through this modem.
///
/// `open` is sent once the call is active, `close` after it has ended; nil = no command is needed.
public enum VoicePath: Sendable, Hashable {
    /// Raw 16-bit PCM at 8 kHz on the serial port of ``USBModel/audioInterface``, `frame` octets at a time.
    case serial(open: String?, close: String?, frame: Int = 320)
    /// A USB sound card of the modem's own.
    case usbSound(open: String?, close: String?)
    /// No sound over USB, with the reason: the modem can only hang up on calls.
    case none(NoSoundReason)
}
