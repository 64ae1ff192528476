/// Why the balance of a SIM is not known.
public enum BalanceFault: String, CaseIterable, Hashable, Sendable, Codable {
    /// Nothing came within the time.
    case noAnswer = "no_answer"
    /// The modem or the network refused the question.
    case refused
    /// What came holds no amount.
    case unreadable
}

/// What became of a question for the balance.
public enum BalanceOutcome: Hashable, Sendable {
    /// The network told it.
    case amount(Money)
    /// It is not known, with what the network said.
    case failed(BalanceFault, answer: String?)
    /// Nothing was written to the modem: it is as if nobody had asked.
    case notAsked
}

/// What `balance_read` says: what the network answered to the question for the balance, beside our own count.
public enum BalanceDetails: Hashable, Sendable {
    /// It told the balance; with the last one it told, and what we counted since.
    case amount(Money, before: Money?, spent: Money)
    /// It did not.
    case failed(BalanceFault)

    /// What the network has less, or with a top-up more, than the last balance minus our own count; nil the first time.
    public static func difference(_ amount: Money, before: Money?, spent: Money) -> Money? {
        before.map { amount - ($0 - spent) }
    }
}

extension BalanceDetails {
    /// The one form in which they are stored.
    var details: Details {
        switch self {
        case .amount(let amount, let before, let spent):
            Details([
                "balance": .money(amount), "before": before.map { .money($0) },
                "spent": before.map { _ in .money(spent) },
                "difference": Self.difference(amount, before: before, spent: spent).map { .money($0) },
            ])
        case .failed(let fault): ["fault": .word(fault)]
        }
    }

    init?(_ details: Details) {
        if let amount = details.money("balance") {
            self = .amount(amount, before: details.money("before"), spent: details.money("spent") ?? .zero)
        } else if let fault: BalanceFault = details.word("fault") {
            self = .failed(fault)
        } else {
            return nil
        }
    }
}
