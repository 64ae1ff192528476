/// What `budget --json` prints: the box, and the same for each line.
public struct BudgetAnswer: Codable, Equatable, Sendable {
    /// ISO 4217, as configured.
    @Nullable public var currency: String?
    /// Spent in total.
    public var spent: String
    /// Reserved for replies that are planned or being sent.
    public var reserved: String
    /// The smallest amount still available; nil without a limit.
    @Nullable public var left: String?
    /// `left` divided by the most expensive reply, rounded down; nil without a limit.
    @Nullable public var contactsLeft: Int64?
    /// The total limit with all additions; nil without one.
    @Nullable public var total: String?
    /// The limit of a calendar month; nil without one.
    @Nullable public var perMonth: String?
    /// What was spent a day since the beginning of the last calendar month; nil while nothing was.
    @Nullable public var perDay: String?
    /// The day on which a limit is used up at that rate, such as `2027-01-15`; nil when none will be.
    @Nullable public var runsOutOn: String?
    /// The same for each line, by its id.
    public var lines: [String: LineBudget]

    enum CodingKeys: String, CodingKey {
        case currency, spent, reserved, left, total, lines
        case contactsLeft = "contacts_left"
        case perMonth = "per_month"
        case perDay = "per_day"
        case runsOutOn = "runs_out_on"
    }

    /// Makes an answer from the box's own budget and those of its lines.
    public init(box: LineBudget, lines: [String: LineBudget]) {
        currency = box.currency
        spent = box.spent
        reserved = box.reserved
        left = box.left
        contactsLeft = box.contactsLeft
        total = box.total
        perMonth = box.perMonth
        perDay = box.perDay
        runsOutOn = box.runsOutOn
        self.lines = lines
    }

    /// The box in one line, as `status` has it.
    public var status: BudgetStatus {
        BudgetStatus(currency: currency, spent: spent, reserved: reserved, left: left, contactsLeft: contactsLeft)
    }
}

/// The money of one line.
public struct LineBudget: Codable, Equatable, Sendable {
    /// ISO 4217, as configured.
    @Nullable public var currency: String?
    /// Spent in total.
    public var spent: String
    /// Reserved for replies that are planned or being sent.
    public var reserved: String
    /// The smallest amount still available; nil without a limit.
    @Nullable public var left: String?
    /// `left` divided by the most expensive reply, rounded down; nil without a limit.
    @Nullable public var contactsLeft: Int64?
    /// The total limit; nil without one.
    @Nullable public var total: String?
    /// The limit of a calendar month; nil without one.
    @Nullable public var perMonth: String?
    /// What was spent a day since the beginning of the last calendar month; nil while nothing was.
    @Nullable public var perDay: String?
    /// The day on which a limit is used up at that rate; nil when none will be.
    @Nullable public var runsOutOn: String?
    /// The balance of its SIM; nil without `[line.balance]`.
    @Nullable public var balance: BalanceRow?

    enum CodingKeys: String, CodingKey {
        case currency, spent, reserved, left, total, balance
        case contactsLeft = "contacts_left"
        case perMonth = "per_month"
        case perDay = "per_day"
        case runsOutOn = "runs_out_on"
    }

    /// Makes a budget; amounts are decimal strings.
    public init(
        currency: String?, spent: String, reserved: String, left: String?, contactsLeft: Int64?, total: String?,
        perMonth: String?, perDay: String? = nil, runsOutOn: String? = nil, balance: BalanceRow? = nil
    ) {
        self.currency = currency
        self.spent = spent
        self.reserved = reserved
        self.left = left
        self.contactsLeft = contactsLeft
        self.total = total
        self.perMonth = perMonth
        self.perDay = perDay
        self.runsOutOn = runsOutOn
        self.balance = balance
    }
}
