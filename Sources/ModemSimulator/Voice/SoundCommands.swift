/// How a family carries the sound of calls to a host.
///
/// Read from manuals and public programs; not tried on hardware.
struct SoundFamily: Sendable {
    /// The command that switches it, without AT.
    var command: String
    /// What it is set to for sound on a serial port of 8 or 16 kHz, 16 bit, littleEndian-endian.
    var toPort: String
    /// What it is set to for a USB sound card; nil when it is none.
    var toCard: String?
    var off: Set<String>
    var test: String
    /// Refused unless a call is answered.
    var needsCall = false
    /// Switched off by itself when the call ends.
    var endsWithCall = false
    /// The command that sets the sample rate: 0 for 8 kHz, 1 for 16 kHz.
    var rateCommand: String?
    /// Said when it can take no more for the moment, and when it can again.
    var busyLine: String?
    var readyLine: String?
}

/// How a family tells of keys that a caller pressed.
struct KeyIndication: Sendable {
    /// The setting that asks for it.
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
        // One with a length refuses as long as it is on and the call is young.
        let answeredAt = calls.first(.active)?.answeredAt
        let isYoung = faults.list.contains { fault, _ in
            guard case .audioRefused(let length?) = fault else { return false }
            return answeredAt.map { now - $0 < length } ?? true
        }
        return isYoung || faults.take(.audioRefused(for: nil))
    }
}
