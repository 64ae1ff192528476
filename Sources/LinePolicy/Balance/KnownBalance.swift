import Vocabulary

/// What is known of the balance of a line's SIM.
public struct KnownBalance: Hashable, Sendable {
    /// What the network told last, and when.
    public var amount: Money?
    /// When it told that.
    public var readAt: Timestamp?
    /// What we counted since.
    public var spentSince: Money
    /// Since when no question was answered with an amount; nil = the last one was.
    public var failingSince: Timestamp?
    /// Why the last question failed.
    public var fault: BalanceFault?

    /// A balance from its parts.
    public init(
        amount: Money? = nil, readAt: Timestamp? = nil, spentSince: Money = .zero, failingSince: Timestamp? = nil,
        fault: BalanceFault? = nil
    ) {
        self.amount = amount
        self.readAt = readAt
        self.spentSince = spentSince
        self.failingSince = failingSince
        self.fault = fault
    }

    /// How long a balance counts, and how long questions may fail before a person is told.
    public static let lasts = Span.days(3)

    /// What the SIM can still pay, by our own count since it was told; nil when the network did not tell it lately.
    ///
    /// A question that fails is no reason to stop answering, so an old balance limits nothing.
    ///
    /// `own` is what a reply under judgement already holds. Below 0 where the network itself says that nothing is left: then
    /// not even a free reply goes.
    public func left(at now: Timestamp, giving own: Money = .zero) -> Money? {
        guard let amount, let readAt, now - readAt < Self.lasts else { return nil }
        return amount > .zero ? max(amount - spentSince + own, .zero) : Money(micros: -1)
    }
}

/// Whether a person should know something of the balance.
public enum BalanceStanding: Hashable, Sendable {
    /// Nothing.
    case fine
    /// The network told less than the floor, or nothing is left.
    case low(Money, floor: Money)
    /// The network has not told it for days, and why.
    case unknown(BalanceFault)

    /// How it stands; `floor` nil = only nothing is too little.
    public init(_ known: KnownBalance?, floor: Money?, now: Timestamp) {
        let floor = floor ?? .zero
        if let known, let since = known.failingSince, now - since >= KnownBalance.lasts {
            self = .unknown(known.fault ?? .noAnswer)
        } else if let amount = known?.amount, amount < floor || amount <= .zero {
            self = .low(amount, floor: floor)
        } else {
            self = .fine
        }
    }
}

/// How the balance of a SIM is asked.
public struct BalanceQuestion: Hashable, Sendable {
    /// What is asked.
    public var code: ServiceCode
    /// How the amount is found in the answer.
    public var pattern: AmountPattern
    /// Below it a person is told; nil = at nothing.
    public var floor: Money?

    /// A question from its parts.
    public init(code: ServiceCode, pattern: AmountPattern, floor: Money?) {
        self.code = code
        self.pattern = pattern
        self.floor = floor
    }

    /// What an answer of the network says.
    public func outcome(of readings: [String]) -> BalanceOutcome {
        for reading in readings { if let amount = pattern.amount(in: reading) { return .amount(amount) } }
        return .failed(.unreadable, answer: readings.first)
    }
}
