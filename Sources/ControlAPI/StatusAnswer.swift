import Vocabulary

/// What `status --json` prints: every line at a glance.
public struct StatusAnswer: Codable, Equatable, Sendable {
    /// The service itself.
    public var service: ServiceStatus
    /// The lines, in the order of the configuration.
    public var lines: [LineStatus]
    /// Modems that are plugged in and belong to no line.
    public var unclaimed: [UnclaimedModem]
    /// The money of the box; nil without a budget.
    @Nullable public var budget: BudgetStatus?
    /// Erased data may still be on the disk, because a program reads the database; the service keeps trying.
    public var isErasurePending: Bool
    /// The newest signed head of the log, for whoever keeps it elsewhere; nil before the first one.
    @Nullable public var head: HeadAnswer?
    /// The key that signed the earlier heads is gone, or cannot be used: whoever keeps heads should know.
    public var isEvidenceKeyLost: Bool

    enum CodingKeys: String, CodingKey {
        case service, lines, unclaimed, budget, head
        case isErasurePending = "erasure_pending"
        case isEvidenceKeyLost = "evidence_key_lost"
    }

    /// Makes a status.
    public init(
        service: ServiceStatus, lines: [LineStatus], unclaimed: [UnclaimedModem] = [], budget: BudgetStatus?,
        isErasurePending: Bool = false, head: HeadAnswer? = nil, isEvidenceKeyLost: Bool = false
    ) {
        self.isEvidenceKeyLost = isEvidenceKeyLost
        self.head = head
        self.isErasurePending = isErasurePending
        self.service = service
        self.lines = lines
        self.unclaimed = unclaimed
        self.budget = budget
    }
}

/// The service behind the lines.
public struct ServiceStatus: Codable, Equatable, Sendable {
    /// `running`, `waiting` while the database cannot be used, or `stopped` when the status is the last known.
    public var state: Word<ServiceState>
    /// What it waits for; nil when it is not waiting.
    @Nullable public var detail: String?
    /// The version that runs or ran; nil when it never did.
    @Nullable public var version: String?
    /// When it started; nil when it never did.
    @Nullable public var startedAt: ZonedTime?

    enum CodingKeys: String, CodingKey {
        case state, detail, version
        case startedAt = "started_at"
    }

    /// Makes a service's status.
    public init(state: Word<ServiceState>, detail: String? = nil, version: String?, startedAt: ZonedTime?) {
        self.state = state
        self.detail = detail
        self.version = version
        self.startedAt = startedAt
    }
}

/// The money of the box in one line.
public struct BudgetStatus: Codable, Equatable, Sendable {
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

    enum CodingKeys: String, CodingKey {
        case currency, spent, reserved, left
        case contactsLeft = "contacts_left"
    }

    /// Makes a budget; amounts are decimal strings.
    public init(currency: String?, spent: String, reserved: String, left: String?, contactsLeft: Int64?) {
        self.currency = currency
        self.spent = spent
        self.reserved = reserved
        self.left = left
        self.contactsLeft = contactsLeft
    }
}
