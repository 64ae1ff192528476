import Vocabulary

/// The English sentences of alerts.
extension English {
    /// The sentence of an alert, for a person elsewhere.
    public func sentence(_ alert: Alert) -> String {
        switch alert {
        case .raidBegan(let lines, let isByHand):
            "raid mode is on (\(list(lines)))" + (isByHand ? " by hand" : ": too many people at once")
                + "; everything is recorded, nobody is answered"
        case .raidEnded(let line, nil): "the raid on \(line) is over"
        case .raidEnded(let line, let raid?):
            "the raid on \(line) is over after \(span(raid.lasted)): \(raid.contacts) texts and calls were not answered, "
                + "\(raid.spent.decimal) were spent meanwhile"
        case .budgetWarning(let line, let limit):
            "\(limit.used.decimal) of \(limit.amount.decimal) are used up (\(period(limit.period)), \(scope(line)))"
        case .budgetExhausted(let line, let limit):
            "the money is used up (\(limit.used.decimal) of \(limit.amount.decimal), \(period(limit.period)), "
                + "\(scope(line))): everything is recorded, nobody is answered for it"
        case .troubleBegan(let kind, let lines, _): trouble(kind, lines)
        case .troubleEnded(let kind, let lines, let lasted): "over after \(span(lasted)): \(trouble(kind, lines))"
        case .crashed: "the service had ended without being stopped: a crash, or the power; it runs again"
        case .alive(let ready, let count): "the box is alive: \(ready) of \(count) lines ready"
        case .test: "a test: this notice got through"
        }
    }

    private func trouble(_ kind: TroubleKind, _ lines: [String]) -> String {
        switch kind {
        case .lineDown: "\(list(lines)): no text can be received"
        case .sim: "\(list(lines)): the SIM is missing or locked"
        case .disk: "the disk is full, or the database cannot be written"
        case .evidenceKey:
            "the key of the evidence log (evidence.key) is gone, cannot be used, or was replaced: heads before and after do not "
                + "bear the same signature; put the old file back, or give whoever keeps heads a new one (`jedisnon head`)"
        case .balanceLow: "\(list(lines)): the balance of the SIM is below its floor; top it up"
        case .balanceUnknown: "\(list(lines)): the network has not told the balance of the SIM for days"
        }
    }

    private func list(_ lines: [String]) -> String { lines.isEmpty ? "the box" : lines.joined(separator: ", ") }

    private func scope(_ line: String?) -> String { line.map { "line \($0)" } ?? "the box" }

    private func period(_ period: BudgetPeriod) -> String {
        switch period {
        case .total: "in total"
        case .perMonth: "this month"
        case .balance: "of the SIM's balance"
        }
    }

    private func span(_ span: Span) -> String {
        RoundedSpan(span).text(days: "d", hours: "h", minutes: "min", seconds: "s")
    }
}
