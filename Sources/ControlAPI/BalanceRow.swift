/// The balance of a prepaid SIM, as the network told it, in `budget --json`.
public struct BalanceRow: Codable, Equatable, Sendable {
    /// What the network told last; nil until it did.
    @Nullable public var amount: String?
    /// When it told that.
    @Nullable public var at: ZonedTime?
    /// Below it a person is told.
    @Nullable public var floor: String?
    /// What we counted since.
    public var spentSince: String
    /// What is left by both; nil when the network did not tell the balance for days, so that it limits nothing.
    @Nullable public var left: String?
    /// That balance less the one before minus our own count; more than 0 after a top-up.
    @Nullable public var difference: String?
    /// When it was asked last.
    @Nullable public var askedAt: ZonedTime?
    /// Why the last question failed: `no_answer`, `refused`, `unreadable`; nil when it did not.
    @Nullable public var fault: String?
    /// What the network said then, numbers masked; nil without a text.
    @Nullable public var answer: String?

    enum CodingKeys: String, CodingKey {
        case amount, at, floor, left, difference, fault, answer
        case spentSince = "spent_since"
        case askedAt = "asked_at"
    }

    /// Makes a row; amounts are decimal strings.
    public init(
        amount: String?, at: ZonedTime?, floor: String?, spentSince: String, left: String?, difference: String?,
        askedAt: ZonedTime?, fault: String?, answer: String?
    ) {
        self.amount = amount
        self.at = at
        self.floor = floor
        self.spentSince = spentSince
        self.left = left
        self.difference = difference
        self.askedAt = askedAt
        self.fault = fault
        self.answer = answer
    }
}
