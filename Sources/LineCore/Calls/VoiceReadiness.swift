import LinePolicy
import Vocabulary

/// What a look at the voice of a line found.
package struct VoiceLook: Hashable, Sendable {
    /// The commands that belong to the speech path; nil = there is no way, or none was looked for.
    package var commands: AudioCommands?
    /// Why there is none.
    package var fault: VoiceFault?
    /// Finding out again takes a program its time, so that is done seldom.
    package var isCostly: Bool
    /// What is known about whether callers hear it.
    package var standing: VoiceStanding

    /// A look from its parts.
    package init(
        commands: AudioCommands?, fault: VoiceFault? = nil, isCostly: Bool = false, standing: VoiceStanding = .none
    ) {
        self.commands = commands
        self.fault = fault
        self.isCostly = isCostly
        self.standing = standing
    }
}

/// The commands that switch the sound of a call on and off; nil = none is needed.
package struct AudioCommands: Hashable, Sendable {
    /// Sent once the call is active.
    package var open: String?
    /// Sent after it.
    package var close: String?

    /// Commands of a modem.
    package init(open: String?, close: String?) {
        self.open = open
        self.close = close
    }
}

/// Whether callers hear a line, as far as is known.
package enum VoiceStanding: Hashable, Sendable {
    /// Nobody has heard it with this modem, firmware and SIM.
    case none
    /// A person typed what the line had spoken.
    case verified
    /// A caller did not hear it since.
    case failed(VoiceFault)
}

/// What a line knows of its voice.
package struct VoiceReadiness: Hashable, Sendable {
    /// Looked for again so long after it was not found.
    private static let again = Span.seconds(50)
    /// The same where that costs a program's time.
    private static let costlyAgain = Span.minutes(10)

    /// The speech path, open or not; nil while the line cannot speak.
    package private(set) var commands: AudioCommands?
    /// Why there is none.
    package private(set) var fault: VoiceFault?
    /// What is known about whether callers hear it.
    package internal(set) var standing: VoiceStanding
    /// When to look again; nil = not for this reason.
    private(set) var nextLook: Uptime?

    /// What a look at `now` found.
    package init(_ look: VoiceLook, at now: Uptime) {
        commands = look.commands
        fault = look.fault
        standing = look.standing
        guard look.commands == nil else { return }
        nextLook = now + (look.isCostly ? Self.costlyAgain : Self.again)
    }

    /// The line can speak.
    package var isThere: Bool { commands != nil }

    /// Whether a caller of this line is spoken to.
    package func speaks(_ mode: CallMode) -> Bool {
        guard isThere else { return false }
        return switch mode {
        case .auto: standing == .verified
        case .speak, .speakAndText: true
        case .hangUp, .hangUpAndText: false
        }
    }

    /// The word of `status`.
    package var word: VoiceState { !isThere ? .none : standing == .verified ? .verified : .unverified }

    /// The way could not be opened; it may be back at the next look.
    mutating func lost(_ fault: VoiceFault, at now: Uptime) {
        commands = nil
        self.fault = fault
        nextLook = now + Self.again
    }

    /// No look is wanted now.
    mutating func putOff(at now: Uptime) { nextLook = now + Self.again }
}
