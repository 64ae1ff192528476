import Modems
import SerialPort
import Voice

/// How the callers of a line can hear it: where the sound goes, and the commands that switch it on and off.
struct VoiceRoute: Sendable, Hashable {
    /// Where the sound goes.
    var path: AudioPath
    /// Sent once the call stands; nil = nothing.
    var open: String?
    /// Sent after it; nil = nothing.
    var close: String?

    /// Finds the way of a modem; throws the sentence that says why there is none.
    ///
    /// `override` is the line's own `audio`: a tty, or `alsa:` and a device of ALSA. The profile's commands stay.
    init(profile: ModemProfile, device: USBDevice?, override: String?) throws(VoiceFault) {
        let serial = profile.voicePaths.first { if case .serial = $0 { true } else { false } }
        let card = profile.voicePaths.first { if case .usbSound = $0 { true } else { false } }
        if let override {
            let name = override.hasPrefix("alsa:") ? String(override.dropFirst(5)) : nil
            self.init(name == nil ? serial : card, port: override, card: name)
            return
        }
        // The module's own sound card has to be switched on in it once; where it is not, its serial port may do.
        if let card, let number = device?.soundCards.first {
            self.init(card, port: "", card: "hw:\(number),0")
            return
        }
        if let serial, let port = device.flatMap(PortChoice.audioPort) {
            self.init(serial, port: port, card: nil)
            return
        }
        throw VoiceFault(sentence: Self.absence(profile, hasDevice: device != nil, couldUse: serial ?? card))
    }

    private init(_ known: VoicePath?, port: String, card: String?) {
        var frame = 320
        switch known {
        case .serial(let open, let close, let octets):
            (self.open, self.close, frame) = (open, close, octets)
        case .usbSound(let open, let close):
            (self.open, self.close) = (open, close)
        case .some(.none), nil:
            break
        }
        path = card.map { .sound(device: $0) } ?? .serial(path: port, frame: frame)
    }

    private static func absence(_ profile: ModemProfile, hasDevice: Bool, couldUse: VoicePath?) -> String {
        for case .none(let reason) in profile.voicePaths { return reason }
        guard couldUse != nil else { return "no way to speak is known for the profile \(profile.name)" }
        return hasDevice
            ? "the modem has no port or sound card for voice: name one with audio = \"...\" in the line's modem"
            : "the modem's voice port is not known when its AT port is named by path: add audio = \"...\" to the line's modem"
    }
}

/// Why a line cannot speak.
struct VoiceFault: Error, Hashable {
    let sentence: String
}
