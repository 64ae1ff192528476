/// How a family carries the sound of calls to a host.
///
/// Taken from manuals and public programs; not tested on hardware.
struct SoundFamily: Sendable {
    /// The command that switches it, without AT.
    var command: String
    /// Its value for sound on a serial port: 8 or 16 kHz, 16 bit, little-endian.
    var toPort: String
    /// Its value for a USB sound card; nil when the family has none.
    var toCard: String?
    var off: Set<String>
    var test: String
    /// Whether it is refused unless a call is answered.
    var needsCall = false
    /// Whether the sound switches off when the call ends.
    var endsWithCall = false
    /// The command that sets the sample rate: 0 for 8 kHz, 1 for 16 kHz.
    var rateCommand: String?
    /// Printed when it cannot accept more sound for the moment; `readyLine` when it can again.
    var busyLine: String?
    var readyLine: String?
}

/// How a family announces keys that a caller pressed.
struct KeyIndication: Sendable {
    /// The command that switches it on.
    var command: String
    /// `{key}` is the key, `{code}` its ASCII code.
    var line: String
    /// Whether the setting's third parameter adds the length.
    var reportsLength = false
}

/// Where the sound of calls goes.
enum SoundRoute {
    case off
    case port
    case card
}

// Switching sound on and off.
extension ModemMachine {
    mutating func switchSound(_ request: Request, _ family: SoundFamily) -> Answer {
        switch request.form {
        case .read: return .line("\(request.name): \(soundSetting)")
        case .test: return .line("\(request.name): \(family.test)")
        case .execute: return .error
        case .set: break
        }
        let value = request.arguments.map(\.text).joined(separator: ",")
        if family.off.contains(value) {
            (soundSetting, soundRoute) = ("0", .off)
        } else if value == family.toPort || value == family.toCard {
            let isCard = value == family.toCard
            guard !family.needsCall || calls.first(.active) != nil, !isCard || settings.hasSoundCard,
                !isSoundRefused()
            else { return .error }
            (soundSetting, soundRoute) = (value, isCard ? .card : .port)
        } else {
            return .error
        }
        routeSound()
        return .ok
    }

    private mutating func isSoundRefused() -> Bool {
        // A fault with a length refuses until the call is that old.
        let answeredAt = calls.first(.active)?.answeredAt
        let isYoung = faults.list.contains { fault, _ in
            guard case .audioRefused(let length?) = fault else { return false }
            return answeredAt.map { now - $0 < length } ?? true
        }
        return isYoung || faults.take(.audioRefused(for: nil))
    }
}
