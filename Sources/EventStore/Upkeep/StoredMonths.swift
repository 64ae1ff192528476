import Foundation
import GRDB
import LinePolicy
import Vocabulary

// Money belongs to a month. When the time jumps, what this run reserved, spent and charged moves to the month in which
// it really happened; a future month holds nothing.

extension Transaction {
    /// Moves the money of replies planned in this run to the month of the current time.
    func moveMonths(after lastSeqBefore: Int64, timeZone: TimeZone) throws {
        let rows = try db.rows(
            "SELECT id, line, month, spent, reserved, base_at FROM reply WHERE origin > ?", [lastSeqBefore])
        for row in rows {
            let at = (row[5] as Int64?).map(Timestamp.init(milliseconds:)) ?? now
            try move(reply: row, to: CalendarPeriod(at: at, in: timeZone).month)
        }
    }

    /// Moves charges of this run; a charge for a month that is already charged is refunded.
    func moveCharges(from start: Int64, to end: Int64, shift: Span, timeZone: TimeZone) throws {
        let rows = try db.rows("SELECT line, month, amount, at FROM charge WHERE at BETWEEN ? AND ?", [start, end])
        for row in rows {
            let (line, month, amount): (String, Int64, Int64) = (row[0], row[1], row[2])
            let moved = CalendarPeriod(at: Timestamp(milliseconds: row[3]) + shift, in: timeZone).month
            guard moved != month else { continue }
            try db.run(
                "UPDATE OR IGNORE charge SET month = ? WHERE line = ? AND month = ?", [moved, line, month])
            let isMoved = db.changesCount == 1
            if !isMoved { try db.run("DELETE FROM charge WHERE line = ? AND month = ?", [line, month]) }
            try move(line: line, month: month, spent: -amount, reserved: 0)
            if isMoved { try move(line: line, month: moved, spent: amount, reserved: 0) }
        }
    }

    /// Takes money out of future months.
    func settleMonths(timeZone: TimeZone) throws {
        let current = CalendarPeriod(at: now, in: timeZone).month
        try db.run("DELETE FROM limit_notice WHERE month > ?", [current])
        guard try db.number("SELECT 1 FROM ledger WHERE scope = '' AND month > ?", [current]) != nil else { return }
        let replies = try db.rows(
            "SELECT id, line, month, spent, reserved FROM reply WHERE month > ? /* reads all: a clock was ahead */",
            [current])
        for row in replies { try move(reply: row, to: current) }
        let charges = try db.rows("SELECT line, month, amount FROM charge WHERE month > ?", [current])
        for row in charges { try giveBack(charge: row) }
        try db.run("DELETE FROM ledger WHERE month > ? AND spent = 0 AND reserved = 0", [current])
    }

    /// There was no usable time before now: all money belongs to this month, and no month was due for a charge.
    func dateMoney(timeZone: TimeZone) throws {
        let current = CalendarPeriod(at: now, in: timeZone).month
        for row in try db.rows(
            "SELECT id, line, month, spent, reserved FROM reply WHERE month <> ? /* reads all: the time was never known */",
            [current])
        {
            try move(reply: row, to: current)
        }
        for row in try db.rows("SELECT line, month, amount FROM charge WHERE month <> ?", [current]) {
            try giveBack(charge: row)
        }
        try db.run("DELETE FROM limit_notice WHERE month <> ? AND month <> 0", [current])
        try db.run("DELETE FROM ledger WHERE month <> ? AND spent = 0 AND reserved = 0", [current])
    }

    private func giveBack(charge row: Row) throws {
        let (line, month, amount): (String, Int64, Int64) = (row[0], row[1], row[2])
        try db.run("DELETE FROM charge WHERE line = ? AND month = ?", [line, month])
        try move(line: line, month: month, spent: -amount, reserved: 0)
    }

    private func move(reply row: Row, to month: Int64) throws {
        let (id, line, old): (Int64, String, Int64) = (row[0], row[1], row[2])
        guard month != old else { return }
        let (spent, reserved): (Int64, Int64) = (row[3], row[4])
        try db.run("UPDATE reply SET month = ? WHERE id = ?", [month, id])
        try move(line: line, month: old, spent: -spent, reserved: -reserved)
        try move(line: line, month: month, spent: spent, reserved: reserved)
    }
}
