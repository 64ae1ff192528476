import Vocabulary

/// The time limits of calls.
enum CallTiming {
    /// How long to wait for the number after the first RING.
    static let numberTimeout = Span.seconds(6)
    /// The same if the modem's list of calls works: the third RING may bring the number into it.
    static let listTimeout = Span(milliseconds: 6_400)
    /// The number comes with the first RING or not at all: after this time the list of calls is read for it.
    static let numberLate = Span(milliseconds: 1_500)
    /// The list is read again this long after a further RING.
    static let listDelay = Span(milliseconds: 250)
    /// Without a ring for this long the caller has given up: networks ring every 3 to 6 s.
    static let silence = Span.seconds(10)
    /// A caller left ringing who was in the list of calls is looked for there this long after the last ring.
    static let ringIsLate = Span.seconds(4)
    /// This long after a ring, the list is first checked for such a call.
    static let firstCheck = Span.seconds(1)
    /// A call that still rings this long after a hang-up was not ended by it.
    static let hangUpGrace = Span(milliseconds: 1_500)
    /// A caller who is not spoken to is hung up on after this time, recorded or not.
    static let decisionTimeout = Span(milliseconds: 6_400)
    /// A call is answered after this time, however few rings were heard.
    static let longestWait = Span.seconds(45)
    /// A call that is left ringing is hung up after this time.
    static let longestRinging = Span.seconds(59)
    /// The number of hang-up attempts before the radio is switched off.
    static let maximumHangUps = 4
    /// A call that rang once or for less than this is the one whose number came, so the list is not read.
    static let freshRing = Span.seconds(1)

    /// A spoken call ends 40 s after its answer at the latest; the time after this is for the hang-up.
    static let longestCall = Span.seconds(35)
    /// From then on the modem gets no other commands, so that it is free for the hang-up.
    static let reservation = Span.seconds(28)
    /// SIM7600 accepts its audio command late, on some firmware after seconds (callpilot issue 112).
    static let audioTimeout = Span.seconds(12)
    static let audioRetry = Span(milliseconds: 250)
    /// How often to check whether a call is still active.
    static let presence = Span.seconds(5)
    /// How long a voice trial waits for keys after the code was spoken twice.
    static let keyTimeout = Span.seconds(12)
    /// The longest hang-up of an answered call before the radio is switched off.
    static let longestLadder = Span(milliseconds: 3_500)
    /// Modems report a key up to 0.4 s late: a key pressed before the hang-up still counts.
    static let lateKey = Span(milliseconds: 600)
    /// How long a caller waits for the first look at the voice; `laterVoiceLook` for a later one in progress.
    static let firstVoiceLook = Span.seconds(5)
    static let laterVoiceLook = Span(milliseconds: 500)

    /// How long the network may take to release a call after this many hang-ups.
    static func pause(after hangUps: Int) -> Span { Span(milliseconds: min(Int64(hangUps) * 500, 1_500)) }
}
