/// Why the balance of a SIM is not known.
public enum BalanceFault: String, CaseIterable, Hashable, Sendable, Codable {
    /// No answer came in time.
    case noAnswer = "no_answer"
    /// The modem or the network refused the query.
    case refused
    /// The answer holds no amount.
    case unreadable
}

/// The outcome of a balance query.
public enum BalanceOutcome: Hashable, Sendable {
    /// The network reported the balance.
    case amount(Money)
    /// The balance is not known; with the answer of the network.
    case failed(BalanceFault, answer: String?)
    /// Nothing was written to the modem, so the query does not count.
    case notAsked
}

/// The details of `balance_read`: the answer to a balance query, beside our own count.
public enum BalanceDetails: Hashable, Sendable {
    /// The balance, with the previous one and our own spending since then.
    case amount(Money, before: Money?, spent: Money)
    /// The query failed.
    case failed(BalanceFault)

    /// The difference between the network's balance and our own count, positive after a top-up; nil the first time.
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
