import Vocabulary

/// What is known of the balance of a line's SIM.
public struct KnownBalance: Hashable, Sendable {
    /// The last balance that the network reported.
    public var amount: Money?
    /// When the network reported it.
    public var readAt: Timestamp?
    /// Our own spending since then.
    public var spentSince: Money
    /// Since when no question was answered with an amount; nil = the last one was.
    public var failingSince: Timestamp?
    /// Why the last question failed.
    public var fault: BalanceFault?

    /// Makes a balance.
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

    /// How long a reported balance is used, and how long queries may fail before an alert.
    public static let lasts = Span.days(3)

    /// The remaining balance by our own count; nil without a recent report of the network.
    ///
    /// A failed query is no reason to stop answering, so an old balance limits nothing.
    ///
    /// `own` is the amount reserved by the reply under judgement. The result is negative when the network itself
    /// reports an empty balance, because then not even a free reply can be sent.
    public func left(at now: Timestamp, giving own: Money = .zero) -> Money? {
        guard let amount, let readAt, now - readAt < Self.lasts else { return nil }
        return amount > .zero ? max(amount - spentSince + own, .zero) : Money(micros: -1)
    }
}

/// Whether the balance of a SIM needs attention.
public enum BalanceStanding: Hashable, Sendable {
    /// It needs none.
    case fine
    /// The balance is below the configured floor, or empty.
    case low(Money, floor: Money)
    /// The network has not reported it for days, and why.
    case unknown(BalanceFault)

    /// Judges a balance; `floor` nil = only an empty balance is too low.
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

/// How the balance of a SIM is queried.
public struct BalanceQuestion: Hashable, Sendable {
    /// The service code to send.
    public var code: ServiceCode
    /// How the amount is found in the answer.
    public var pattern: AmountPattern
    /// A balance below it causes an alert; nil = only an empty one does.
    public var floor: Money?

    /// Makes a query.
    public init(code: ServiceCode, pattern: AmountPattern, floor: Money?) {
        self.code = code
        self.pattern = pattern
        self.floor = floor
    }

    /// Reads the answer of the network, in all its decodings.
    public func outcome(of readings: [String]) -> BalanceOutcome {
        for reading in readings { if let amount = pattern.amount(in: reading) { return .amount(amount) } }
        return .failed(.unreadable, answer: readings.first)
    }
}
