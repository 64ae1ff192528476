/// Who does what leaves an `operator_action`: the account of the process that asked.
public struct OperatorIdentity: Hashable, Sendable {
    /// The account's number.
    public var uid: UInt32
    /// Its name; nil when it has none.
    public var user: String?

    /// An account.
    public init(uid: UInt32, user: String?) {
        self.uid = uid
        self.user = user
    }

    /// Who asked for what the current task does; nil = nobody, the program itself.
    @TaskLocal public static var current: OperatorIdentity?
}
