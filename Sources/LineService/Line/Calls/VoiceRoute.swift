import LineConfiguration
import Modems
import SerialPort
import Vocabulary
import Voice

/// The route of a line's sound to callers: its audio path, and the commands that switch it on and off.
struct VoiceRoute: Sendable, Hashable {
    /// Where the sound goes.
    var path: AudioPath
    /// Sent once the call is active; nil = nothing.
    var open: String?
    /// Sent after the call; nil = nothing.
    var close: String?

    /// The routes of a modem, the best first; throws why there is none.
    ///
    /// `override` is the line's own `audio`; the profile's commands stay.
    static func all(
        profile: ModemProfile, device: USBDevice?, override: AudioSelector?
    ) throws(VoiceFault) -> [VoiceRoute] {
        if let override {
            let known = profile.voicePaths.first { $0.isUSBSound == override.isSoundCard && $0.isUsable }
            return switch override {
            case .alsa(let name): [VoiceRoute(known, .sound(device: name))]
            case .tty(let path): [VoiceRoute(known, .serial(path: path, frame: known.frame))]
            }
        }
        let found = profile.voicePaths.compactMap { known -> VoiceRoute? in
            switch known {
            case .usbSound:
                return device?.soundCards.first.map { VoiceRoute(known, .sound(device: "hw:\($0),0")) }
            case .serial:
                let port = device.flatMap(PortChoice.audioPort)
                return port.map { VoiceRoute(known, .serial(path: $0, frame: Optional(known).frame)) }
            case .none:
                return nil
            }
        }
        if found.isEmpty { throw absence(profile, hasDevice: device != nil) }
        return found
    }

    private init(_ known: VoicePath?, _ path: AudioPath) {
        self.path = path
        switch known {
        case .serial(let open, let close, _), .usbSound(let open, let close): (self.open, self.close) = (open, close)
        case .some(.none), nil: break
        }
    }

    private static func absence(_ profile: ModemProfile, hasDevice: Bool) -> VoiceFault {
        for case .none(let reason) in profile.voicePaths { return .noSound(reason) }
        if profile.voicePaths.isEmpty { return .profileUnknown(profile: profile.name) }
        return hasDevice ? .noAudioPort : .audioPortUnknown
    }
}

extension AudioSelector {
    fileprivate var isSoundCard: Bool {
        if case .alsa = self { true } else { false }
    }
}

extension VoicePath {
    fileprivate var isUSBSound: Bool {
        if case .usbSound = self { true } else { false }
    }

    fileprivate var isUsable: Bool {
        if case .none = self { false } else { true }
    }
}

extension VoicePath? {
    /// Octets in one write; 20 ms by default.
    fileprivate var frame: Int {
        if case .serial(_, _, let octets) = self { octets } else { 320 }
    }
}
