/// A reply that is being sent.
public struct OutgoingReply: Hashable, Sendable {
    /// Its number, as in `reply_id`.
    public var id: Int64
    /// The E.164 number it goes to.
    public var to: String
    /// The whole text.
    public var text: String
    /// The part to send now, from 0; it is committed as attempted.
    public var part: Int
    /// The number of parts.
    public var parts: Int
    /// 0 the first time, 1 after a definite error.
    public var attempt: Int
    /// That it may be sent, as it was judged with the commit.
    public var permission: Permission

    /// A reply that is being sent.
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
