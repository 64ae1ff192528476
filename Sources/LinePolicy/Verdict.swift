import Vocabulary

/// What the policy decided about a contact, and what has to be written down with it.
public struct Verdict: Hashable, Sendable {
    /// Why the contact is not answered; nil = it will be.
    public var reason: Reason?
    /// The reply to store when ``reason`` is nil.
    public var plan: ReplyPlan?
    /// The contact is the first STOP of a sender with a valid number: remember it and write `sender_stopped`.
    public var isFirstStop: Bool
    /// The time at which the sender has to be stored as a raid sighting; nil when it does not count.
    public var sighting: Timestamp?
    /// What happens to the raid state of the line.
    public var raidChange: RaidChange?

    /// A decision from its parts.
    public init(
        reason: Reason?, plan: ReplyPlan? = nil, isFirstStop: Bool = false, sighting: Timestamp? = nil,
        raidChange: RaidChange? = nil
    ) {
        self.reason = reason
        self.plan = plan
        self.isFirstStop = isFirstStop
        self.sighting = sighting
        self.raidChange = raidChange
    }
}

/// What happens to the raid state of a line.
public enum RaidChange: Hashable, Sendable {
    /// A raid starts with this contact: planned replies of the line are cancelled, `raid_started` is written.
    case started(Raid)
    /// The raid on the line goes on, hot until the given time.
    case extended(hotUntil: Timestamp)
}

/// A reply that the policy allows.
public struct ReplyPlan: Hashable, Sendable {
    /// How the contact is answered.
    public enum Manner: String, Hashable, Sendable, Codable {
        /// By SMS.
        case text
        /// By a spoken message.
        case spoken
        /// By a spoken message, then by SMS.
        case spokenAndText = "spoken-and-text"
    }

    /// How the contact is answered.
    public var manner: Manner
    /// The earliest time at which the reply is sent.
    public var dueAt: Timestamp
    /// The number of segments; 0 for a purely spoken answer.
    public var parts: Int
    /// The money to reserve.
    public var price: Money

    /// A reply that the policy allows.
    public init(manner: Manner, dueAt: Timestamp, parts: Int, price: Money) {
        self.manner = manner
        self.dueAt = dueAt
        self.parts = parts
        self.price = price
    }
}
