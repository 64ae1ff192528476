import LinePolicy
import Vocabulary

/// The result of a look at the voice of a line.
package struct VoiceLook: Hashable, Sendable {
    /// The commands of the speech path; nil = there is none, or it was not looked for.
    package var commands: AudioCommands?
    /// Why there is none.
    package var fault: VoiceFault?
    /// Whether another look runs a slow program and so must be rare.
    package var isCostly: Bool
    /// Whether callers hear it, as far as known.
    package var standing: VoiceProofState

    /// Makes a result.
    package init(
        commands: AudioCommands?, fault: VoiceFault? = nil, isCostly: Bool = false, standing: VoiceProofState = .none
    ) {
        self.commands = commands
        self.fault = fault
        self.isCostly = isCostly
        self.standing = standing
    }
}

/// The commands that switch the sound of a call on and off; nil = no command is needed.
package struct AudioCommands: Hashable, Sendable {
    /// Sent once the call is active.
    package var open: String?
    /// Sent after the call.
    package var close: String?

    /// Makes commands.
    package init(open: String?, close: String?) {
        self.open = open
        self.close = close
    }
}

/// Whether callers hear a line, as far as known.
package enum VoiceProofState: Hashable, Sendable {
    /// No caller has heard it with this modem, firmware and SIM.
    case none
    /// A person typed the code that the line had spoken.
    case verified
    /// A later caller did not hear it.
    case failed(VoiceFault)
}

/// The state of a line's voice.
package struct VoiceReadiness: Hashable, Sendable {
    /// The time until the next look after a failed one.
    private static let lookInterval = Span.seconds(50)
    /// The same if a look runs a slow program.
    private static let slowLookInterval = Span.minutes(10)

    /// The speech path, open or not; nil while the line cannot speak.
    package private(set) var commands: AudioCommands?
    /// Why there is none.
    package private(set) var fault: VoiceFault?
    /// Whether callers hear it, as far as known.
    package internal(set) var standing: VoiceProofState
    /// When to look again; nil = not for this reason.
    private(set) var nextLook: Uptime?

    /// Makes the state from a look at `now`.
    package init(_ look: VoiceLook, at now: Uptime) {
        commands = look.commands
        fault = look.fault
        standing = look.standing
        guard look.commands == nil else { return }
        nextLook = now + (look.isCostly ? Self.slowLookInterval : Self.lookInterval)
    }

    /// Whether the line can speak.
    package var isThere: Bool { commands != nil }

    /// Whether the line speaks to callers in this mode.
    package func speaks(_ mode: CallMode) -> Bool {
        guard isThere else { return false }
        return switch mode {
        case .auto: standing == .verified
        case .speak, .speakAndText: true
        case .hangUp, .hangUpAndText: false
        }
    }

    /// The state in `status`.
    package var word: VoiceState { !isThere ? .none : standing == .verified ? .verified : .unverified }

    /// Notes that the speech path could not be opened; it may work again at the next look.
    mutating func lost(_ fault: VoiceFault, at now: Uptime) {
        commands = nil
        self.fault = fault
        nextLook = now + Self.lookInterval
    }

    /// Postpones the next look.
    mutating func putOff(at now: Uptime) { nextLook = now + Self.lookInterval }
}
