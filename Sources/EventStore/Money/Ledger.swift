import GRDB
import LinePolicy
import Vocabulary

// The ledger holds, for the box and for each line, what each calendar month spent and reserved. It moves in the same
// transaction as the reply or the charge it is about, so their sums are always equal.

extension Database {
    func usage(_ scope: String, month: Int64) throws -> Usage {
        let sql = """
            SELECT ifnull(sum(spent), 0), ifnull(sum(reserved), 0),
                ifnull(sum(spent) FILTER (WHERE month = ?2), 0), ifnull(sum(reserved) FILTER (WHERE month = ?2), 0)
            FROM ledger WHERE scope = ?1
            """
        var usage = Usage()
        if let row = try first(sql, [scope, month]) {
            usage.spentEver = Money(micros: row[0])
            usage.reservedEver = Money(micros: row[1])
            usage.spentThisMonth = Money(micros: row[2])
            usage.reservedThisMonth = Money(micros: row[3])
        }
        if scope.isEmpty { usage.added = Money(micros: try number("SELECT sum(amount) FROM budget_addition") ?? 0) }
        return usage
    }
}

extension Transaction {
    func usage(_ scope: String, month: Int64) throws -> Usage {
        try db.usage(scope, month: month)
    }

    /// Moves money of a line, and of the box with it.
    func move(line: String, month: Int64, spent: Int64, reserved: Int64) throws {
        guard spent != 0 || reserved != 0 else { return }
        for scope in ["", line] {
            try db.run(
                "INSERT OR IGNORE INTO ledger (scope, month) VALUES (?, ?)", [scope, month])
            try db.run(
                "UPDATE ledger SET spent = spent + ?, reserved = reserved + ? WHERE scope = ? AND month = ?",
                [spent, reserved, scope, month])
        }
    }
}
