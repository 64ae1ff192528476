import ControlAPI
import Foundation
import Vocabulary

/// What a rehearsed raid did: the answer of `rehearse raid --json`.
struct RehearsalReport: Encodable {
    /// What it did to one line.
    struct Line: Encodable {
        let id: String
        let received: Int
        let replied: Int
        let refused: Int
        let spent: String
    }

    /// Who wrote: `few` or `forged`.
    let attackers: String
    let texts: Int
    var received = 0
    var replied = 0
    /// What it would have cost, in the currency of the box.
    var spent = "0.00"
    @Nullable var currency: String?
    /// What is left of a budget that was unspent before; nil without a limit.
    @Nullable var left: String?
    /// The most replies that one person got.
    var mostRepliesToOnePerson = 0
    /// Texts that were not answered, by reason.
    var reasons: [String: Int] = [:]
    /// Raids that the lines noticed.
    var raids = 0
    var lines: [Line] = []
    /// The size of the database afterwards.
    var octets = 0
    /// How long the rehearsal took.
    let seconds: Double
    private var repliesTo: [String: Int] = [:]

    private enum CodingKeys: String, CodingKey {
        case attackers, texts, received, replied, spent, currency, left, reasons, raids, lines, octets, seconds
        case mostRepliesToOnePerson = "most_replies_to_one_person"
    }

    init(attackers: String, texts: Int, took: Duration) {
        self.attackers = attackers
        self.texts = texts
        seconds = (Double(took.components.seconds) * 10).rounded() / 10
    }

    mutating func take(_ status: StatusAnswer) {
        received = status.lines.reduce(0) { $0 + $1.received }
        replied = status.lines.reduce(0) { $0 + $1.replied }
        lines = status.lines.map {
            Line(id: $0.id, received: $0.received, replied: $0.replied, refused: $0.refused, spent: "0.00")
        }
    }

    mutating func take(_ budget: BudgetAnswer) {
        spent = budget.status.spent
        currency = budget.status.currency
        left = budget.status.left
        lines = lines.map { line in
            Line(
                id: line.id, received: line.received, replied: line.replied, refused: line.refused,
                spent: budget.lines[line.id]?.spent ?? "0.00")
        }
    }

    mutating func take(_ event: EventRow) {
        switch event.kind.known {
        case .smsReceived?, .refused?:
            if let reason = event.reason { reasons[reason.text, default: 0] += 1 }
        case .replySent?:
            if let person = event.senderID {
                repliesTo[person, default: 0] += 1
                mostRepliesToOnePerson = max(mostRepliesToOnePerson, repliesTo[person] ?? 0)
            }
        case .raidStarted?: raids += 1
        default: break
        }
    }
}
