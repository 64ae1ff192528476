import Vocabulary

/// The figures of a call.
enum CallTiming {
    /// How long the number is waited for after the first RING.
    static let numberTimeout = Span.seconds(6)
    /// As long as that where the modem's list of calls has answered: the third RING may bring the number into it.
    static let listTimeout = Span(milliseconds: 6_400)
    /// The number comes with the first RING or not at all: after so long the list of calls is asked for it.
    static let numberLate = Span(milliseconds: 1_500)
    /// The list is asked again so long after a RING that follows.
    static let listDelay = Span(milliseconds: 250)
    /// A caller who has not rung for so long has given up: networks ring every 3 to 6 s.
    static let silence = Span.seconds(10)
    /// A caller who is left ringing and was in the list of calls is looked for there so long after the last ring.
    static let ringIsLate = Span.seconds(4)
    /// Whether the list knows such a call is asked so long after a ring.
    static let firstCheck = Span.seconds(1)
    /// A call that rings so long after the hang-up has not been ended by it.
    static let hangUpGrace = Span(milliseconds: 1_500)
    /// A caller who is not spoken to is hung up on after so long, whether that is written down by then or not.
    static let decisionTimeout = Span(milliseconds: 6_400)
    /// A call is answered after so long, however few rings were heard.
    static let longestWait = Span.seconds(45)
    /// A call that is left ringing is hung up on after so long.
    static let longestRinging = Span.seconds(59)
    /// A hang-up is tried so often before the radio is switched off.
    static let maximumHangUps = 4
    /// A call that rang but once or for less than this is the call its number told of, so the list is not asked.
    static let freshRing = Span.seconds(1)

    /// A spoken call ends 40 s after its answer at the latest; what is left of them is for the hang-up.
    static let longestCall = Span.seconds(35)
    /// From then on nothing else is said to the modem, so that the hang-up finds it free.
    static let reservation = Span.seconds(28)
    /// SIM7600 accepts its audio command late, on some firmware after seconds (callpilot issue 112).
    static let audioTimeout = Span.seconds(12)
    static let audioRetry = Span(milliseconds: 250)
    /// How often it is looked whether a call is still active.
    static let presence = Span.seconds(5)
    /// How long a try waits for the keys once the code was spoken twice.
    static let keyTimeout = Span.seconds(12)
    /// Hanging up on a call that was answered takes no longer before the radio is switched off.
    static let longestLadder = Span(milliseconds: 3_500)
    /// Modems report a key up to 0.4 s late: one that was pressed before the hang-up counts.
    static let lateKey = Span(milliseconds: 600)
    /// A caller waits so long for the first look at the voice, or for one under way later on.
    static let firstVoiceLook = Span.seconds(5)
    static let laterVoiceLook = Span(milliseconds: 500)

    /// How long the network may take to release a call after so many hang-ups.
    static func pause(after hangUps: Int) -> Span { Span(milliseconds: min(Int64(hangUps) * 500, 1_500)) }
}
