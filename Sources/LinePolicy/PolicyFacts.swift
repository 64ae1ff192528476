import Vocabulary

/// What the policy needs to know of the past.
///
/// A fact is only looked up when no earlier rule refused, so a flood costs few look-ups.
///
/// The answers never include the contact (or, when a planned reply is judged again, the reply) under judgement.
public protocol PolicyFacts {
    /// Whether the operator blocked this sender (``Sender/key``).
    func isBlocked(_ key: String) throws -> Bool
    /// Whether this sender ever said STOP.
    func hasStopped(_ key: String) throws -> Bool
    /// How many texts of this sender received before this one, with an effective time in `range`, equal `foldedText`.
    func equalTexts(from key: String, foldedText: String, in range: ClosedRange<Timestamp>) throws -> Int
    /// Replies to this sender over the whole box that count for the window, after `since`.
    ///
    /// Those planned, sending, sent, unknown, failed and spoken.
    func repliesInWindow(to key: String, since: Timestamp) throws -> Int
    /// Replies to this sender over the whole box that count for the lifetime.
    ///
    /// Those planned, sending, sent, unknown and spoken.
    func repliesInLifetime(to key: String) throws -> Int
    /// The raid on this line, if one is on.
    func activeRaid() throws -> Raid?
    /// The times, ascending, at which distinct senders of this line were counted by the raid rule, in `range`.
    ///
    /// One entry for each (sender, counted time); senders counted twice are at least one raid window apart.
    func raidSightings(in range: ClosedRange<Timestamp>) throws -> [RaidSighting]
    /// Whether the line's quiet hours apply at that moment of local time.
    func isQuiet(at time: Timestamp) throws -> Bool
    /// What may still be spent by this line's own limits; nil without a limit.
    func lineBudgetLeft() throws -> Money?
    /// What may still be spent by the box's limits; nil without a limit.
    func totalBudgetLeft() throws -> Money?
    /// Segments this SIM sent in the calendar day of now, plus those planned and not yet sent.
    func partsToday() throws -> Int
    /// Whether this number already had a reply of this SIM in the calendar month of now, planned ones included.
    func isRecipientThisMonth(_ key: String) throws -> Bool
    /// Distinct numbers with such a reply of this SIM in the calendar month of now, planned ones included.
    func recipientsThisMonth() throws -> Int
    /// Spoken answers to withheld callers on this box in the calendar day of now.
    func withheldAnswersToday() throws -> Int
}

/// One distinct sender counted by the raid rule.
public struct RaidSighting: Hashable, Sendable {
    /// The sender's key.
    public var key: String
    /// The network time (of a call the ring time) at which it was counted.
    public var at: Timestamp

    /// A sighting of a sender.
    public init(key: String, at: Timestamp) {
        self.key = key
        self.at = at
    }
}

/// A raid on a line.
public struct Raid: Hashable, Sendable {
    /// When it was noticed.
    public var startedAt: Timestamp
    /// The latest moment at which a raid window ending then held enough senders.
    public var hotUntil: Timestamp
    /// Declared by an operator, and lasts until an operator ends it.
    public var isByHand: Bool

    /// A raid on a line.
    public init(startedAt: Timestamp, hotUntil: Timestamp, isByHand: Bool = false) {
        self.startedAt = startedAt
        self.hotUntil = hotUntil
        self.isByHand = isByHand
    }
}
