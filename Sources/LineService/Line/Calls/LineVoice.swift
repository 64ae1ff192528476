import EventStore
import LinePolicy
import Voice

/// What a line knows of its voice.
struct LineVoice: Sendable {
    /// The way to a caller's ear, and the message; nil while the line cannot speak.
    var means: Means?
    /// Why there are none.
    var fault: String?
    /// What is known about whether callers hear it.
    var proof = VoiceProof.none
    /// What a proof holds for.
    var identity: VoiceIdentity

    /// What speaking takes.
    struct Means: Sendable {
        var route: VoiceRoute
        /// Samples per second that the route wants.
        var rate: Int
        /// The line's message at that rate.
        var prompt: Prompt
    }

    /// Whether a caller of this line is spoken to.
    func speaks(_ mode: CallMode) -> Bool {
        guard means != nil else { return false }
        return switch mode {
        case .auto: isVerified
        case .speak, .speakAndText: true
        case .hangUp, .hangUpAndText: false
        }
    }

    private var isVerified: Bool {
        if case .verified = proof { true } else { false }
    }

    /// The word of `status`.
    var word: String {
        means == nil ? "none" : isVerified ? "verified" : "unverified"
    }

    /// The sentence of `status`.
    func detail(line: String, mode: CallMode, isOffIMS: Bool) -> String {
        guard means != nil else {
            if fault == nil, !mode.maySpeak {
                return "the line only hangs up on callers (calls = \"\(mode.rawValue)\")"
            }
            return "the line cannot speak: \(fault ?? "it was not looked at yet")"
        }
        let order = "prove it with jedisnon line verify \(line) --voice"
        let network = isOffIMS ? "; the modem has no voice over LTE now (IMS not registered), so calls may fail" : ""
        let quiet = mode.maySpeak ? "" : ", and the line only hangs up (calls)"
        return switch proof {
        case .verified: "callers hear the line\(quiet)\(network)"
        case .failed(_, let fault): "a caller did not hear the line: \(fault); \(order)\(network)"
        case .none: "nobody has heard the line with this modem, firmware and SIM: \(order)\(network)"
        }
    }
}
