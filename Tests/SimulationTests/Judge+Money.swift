import EventStore
import MoneyAudit
import Vocabulary

@testable import EventStore
@testable import ModemSimulator

/// What must be so of money.
extension Judge {
    private static let questions = [
        ("the ledger differs from the replies", MoneyAudit.wrongMonths),
        ("the ledger of the box differs from those of its lines", MoneyAudit.boxDifference),
        ("money is reserved for replies that are over", MoneyAudit.idleReservations),
        (
            "a text that ended was not paid by its attempted parts",
            """
            SELECT count(*) FROM reply WHERE state IN ('sent', 'unknown') AND manner = 'text'
                AND spent <> attempted * part_price
            """
        ),
        (
            "a reply that failed or was cancelled cost something it did not",
            """
            SELECT count(*) FROM reply r WHERE state IN ('failed', 'cancelled') AND spent <> iif(EXISTS (
                SELECT 1 FROM event WHERE kind = 'call_answered' AND reply = r.id), call_price, 0)
            """
        ),
        (
            "a spoken answer was not paid by its call",
            """
            SELECT count(*) FROM reply r WHERE manner = 'spoken' AND state IN ('sent', 'unknown')
                AND spent <> call_price
            """
        ),
        (
            "a spoken answer is as good as sent, and nobody was answered",
            """
            SELECT count(*) FROM reply r WHERE manner = 'spoken' AND state = 'sent' AND NOT EXISTS (
                SELECT 1 FROM event WHERE kind = 'call_answered' AND reply = r.id)
            """
        ),
    ]

    /// The ledger is what the replies say, nothing is reserved for what is over, and what the network took is paid for.
    func money() async throws -> [String] {
        var wrong: [String] = []
        for (sentence, sql) in Self.questions {
            let count = try await box.store.read { try $0.number(sql + " /* reads all: a test */") } ?? 0
            if count != 0 { wrong.append("\(sentence) (\(count))") }
        }
        let paid =
            try await box.store.read {
                try $0.number("SELECT ifnull(sum(attempted), 0) FROM reply /* reads all: a test */")
            } ?? 0
        let taken = box.wires.map(\.machine.journal.submissions.count).reduce(0, +)
        if taken > paid { wrong.append("the network took \(taken) parts, \(paid) are paid for") }
        if let total = box.story.box.total {
            let used = try await box.store.read {
                try $0.number("SELECT ifnull(sum(spent + reserved), 0) FROM ledger WHERE scope = ''")
            }
            if used ?? 0 > total.micros { wrong.append("\(used ?? 0) was spent of \(total.micros)") }
        }
        return wrong
    }
}
