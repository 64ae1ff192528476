import Vocabulary

/// One event, as `events --json` prints it.
public struct EventRow: Codable, Equatable, Sendable {
    /// Increases over all lines of the box; may have gaps.
    public var seq: Int64
    /// The time on the box.
    public var at: ZonedTime
    /// The id of the line; nil for an event of the whole box.
    @Nullable public var line: String?
    /// What happened.
    public var kind: Word<EventKind>
    /// The number, masked unless it was asked for; nil when withheld or forgotten.
    @Nullable public var sender: String? = nil
    /// `s-` and 16 hex digits, stable on this box.
    @Nullable public var senderID: String? = nil
    /// The received text, or that of the planned reply; nil once it is too old.
    @Nullable public var text: String? = nil
    /// Why there is no reply; nil = there is one.
    @Nullable public var reason: Word<Reason>? = nil
    /// The reply that the event is about.
    @Nullable public var replyID: Int64? = nil
    /// The cost: reserved for `reply_planned`, settled for outcomes.
    @Nullable public var cost: String? = nil
    /// Everything else.
    public var details: [String: JSONValue] = [:]

    enum CodingKeys: String, CodingKey {
        case seq, at, line, kind, sender, text, reason, cost, details
        case senderID = "sender_id"
        case replyID = "reply_id"
    }

    /// An event without a sender.
    public init(seq: Int64, at: ZonedTime, line: String?, kind: Word<EventKind>) {
        self.seq = seq
        self.at = at
        self.line = line
        self.kind = kind
    }
}
