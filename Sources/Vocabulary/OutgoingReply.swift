/// A reply that is being sent.
public struct OutgoingReply: Hashable, Sendable {
    /// Its number, as in `reply_id`.
    public var id: Int64
    /// The E.164 number it goes to.
    public var to: String
    /// The whole text.
    public var text: String
    /// The part to send now, from 0; the attempt is already committed.
    public var part: Int
    /// The number of parts.
    public var parts: Int
    /// 0 for the first attempt, 1 after a definite error.
    public var attempt: Int
    /// The permission to send it, as judged with the commit.
    public var permission: Permission

    /// Makes a reply.
    public init(id: Int64, to: String, text: String, part: Int, parts: Int, attempt: Int, permission: Permission) {
        self.id = id
        self.to = to
        self.text = text
        self.part = part
        self.parts = parts
        self.attempt = attempt
        self.permission = permission
    }
}
