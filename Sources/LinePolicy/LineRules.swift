import Vocabulary

/// The configuration that decides about the contacts of one line.
public struct LineRules: Hashable, Sendable {
    /// Answer, shadow or record.
    public var mode: LineMode = .answer
    /// What happens to callers.
    public var calls: CallMode = .auto
    /// Countries whose numbers may be answered; never empty (the configuration fills in the line's own).
    public var countries: Set<Country>
    /// The E.164 numbers of all our lines.
    public var ownNumbers: Set<String> = []
    /// Every reply text of our lines, white space folded (``TextRules/folded(_:)``).
    public var ownReplyTexts: Set<String> = []
    /// The number of segments of this line's reply.
    public var replyParts: Int = 1
    /// The price of one segment.
    public var pricePerPart: Money = .zero
    /// The price of an answered call.
    public var pricePerCall: Money = .zero
    /// Replies a sender gets within ``window``; at least 1.
    public var repliesPerWindow: Int = 1
    /// The span in which a sender gets at most ``repliesPerWindow``.
    public var window: Span = .hours(24)
    /// Replies a sender gets in a lifetime; 0 = no limit.
    public var repliesLifetime: Int = 3
    /// Shortest delay of a reply after the network time of the contact.
    public var replyDelayMin: Span = .zero
    /// Longest delay of a reply.
    public var replyDelayMax: Span = .zero
    /// A contact older than this is recorded, not answered.
    public var staleAfter: Span = .hours(12)
    /// The least time between two `AT+CMGS` of one SIM.
    public var minSendInterval: Span = .seconds(6)
    /// Segments a SIM sends in any sixty minutes; what is more waits; 0 = no limit.
    public var repliesPerHour: Int = 0
    /// Segments a SIM sends in a calendar day; 0 = no limit.
    public var repliesPerDay: Int = 200
    /// Distinct numbers a SIM texts in a calendar month; 0 = no limit.
    public var newRecipientsPerMonth: Int = 0
    /// Spoken answers to withheld callers in a day.
    public var withheldCallsPerDay: Int = 20
    /// Whether a roaming SIM answers.
    public var answersWhileRoaming: Bool = false
    /// The hours in which nobody is answered.
    public var quiet = QuietHours()
    /// Whether those hours delay an answer or prevent it.
    public var quietAnswers: QuietAnswers = .later
    /// Distinct senders within ``raidWindow`` that make a raid; 0 = never.
    public var raidSenders: Int = 30
    /// The span in which ``raidSenders`` distinct senders make a raid.
    public var raidWindow: Span = .minutes(10)
    /// The calm after which a raid is over.
    public var raidQuiet: Span = .hours(1)

    /// The law the line goes by.
    public var law = LineLaw()

    /// Rules with the contract's defaults for the given countries.
    public init(countries: Set<Country>) {
        self.countries = countries
    }
}

/// The state of a line at the moment of a decision.
public struct LineCondition: Hashable, Sendable {
    /// The operator paused the line.
    public var isPaused: Bool
    /// The SIM is roaming.
    public var isRoaming: Bool
    /// A call would be answered with a spoken message (voice verified, or the operator's decision).
    public var speaks: Bool

    /// The state of a line.
    public init(isPaused: Bool = false, isRoaming: Bool = false, speaks: Bool = false) {
        self.isPaused = isPaused
        self.isRoaming = isRoaming
        self.speaks = speaks
    }
}
