/// The account whose process requested an action that leaves an `operator_action`.
public struct OperatorIdentity: Hashable, Sendable {
    /// The account's number.
    public var uid: UInt32
    /// Its name; nil when it has none.
    public var user: String?

    /// Makes an account.
    public init(uid: UInt32, user: String?) {
        self.uid = uid
        self.user = user
    }

    /// The account that requested the current task; nil = the program itself.
    @TaskLocal public static var current: OperatorIdentity?
}
