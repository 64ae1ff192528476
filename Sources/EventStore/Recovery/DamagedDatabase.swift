import Foundation
import GRDB
import Glibc
import Vocabulary

/// The readable part of a damaged database: rows in their order, around the places that cannot be read.
///
/// It is read without a transaction, because a transaction cannot be ended after an unreadable page.
struct DamagedDatabase {
    /// Nil when not even the list of tables can be read.
    private let queue: DatabaseQueue?
    /// The number of reads tried for a table: an unreadable page hides some rows, each of which is tried once.
    ///
    /// When the last row number cannot be read either, the range to try has no end.
    private static let (tries, triesWithoutEnd) = (20_000, 1000)

    /// Opens it for reading, and changes nothing.
    init(path: String) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        // The caller that found the damage has already reported why it cannot be opened.
        queue = try? DatabaseQueue(path: path, configuration: configuration)
    }

    func close() {
        // Nothing was written through it.
        do { try queue?.close() } catch {}
    }

    // A value that cannot be read here is damage, which the callers ask about: their answers report it, so no error is
    // lost.

    /// The applied migrations, in no order; nil when they cannot be read.
    func migrations() -> Set<String>? {
        guard let queue, let names = try? queue.unsafeRead({ try $0.rows("SELECT identifier FROM grdb_migrations") }),
            !names.isEmpty
        else { return nil }
        return Set(names.map { $0[0] })
    }

    /// The columns of a table; empty when there is none, or it cannot be read.
    func columns(of table: String) -> [String] {
        (try? queue?.unsafeRead { try $0.columns(in: table).map(\.name) }) ?? []
    }

    /// Whether a table reads as SQLite expects it, all its indexes included.
    func isIntact(_ table: String) -> Bool {
        let answers = try? queue?.unsafeRead { try $0.rows("PRAGMA integrity_check(\(table))") }
        return answers?.count == 1 && answers?[0][0] as String? == "ok"
    }

    /// Gives all readable rows of a table; returns whether these are all rows, as far as can be known.
    func read(_ table: RecoveredTable, each take: (Row) throws -> Void) throws -> Bool {
        guard let queue, !table.columns.isEmpty else { return false }
        return try queue.unsafeRead { db in
            try table.key.isEmpty ? readByNumber(table, db, take) : readByKey(table, db, take)
        }
    }

    private func readByNumber(_ table: RecoveredTable, _ db: Database, _ take: (Row) throws -> Void) throws -> Bool {
        let sql = """
            SELECT rowid, \(table.columns.joined(separator: ", ")) FROM \(table.name) NOT INDEXED
            WHERE rowid BETWEEN ? AND ? ORDER BY rowid
            """
        // The last row number may be in the part that cannot be read.
        let last = (try? db.number("SELECT max(rowid) FROM \(table.name) NOT INDEXED")) ?? nil
        var waiting: [ClosedRange<Int64>] = [.min...(last ?? .max)]
        var isWhole = last != nil || (try? db.number("SELECT count(*) FROM \(table.name) /* reads all: once */")) == 0
        var tries = 0
        let most = last == nil ? Self.triesWithoutEnd : Self.tries
        while let range = waiting.popLast(), tries < most {
            tries += 1
            let (end, isRead) = try read(sql, [range.lowerBound, range.upperBound], db) { row in
                try take(row)
                return row[0] as Int64
            }
            if isRead { continue }
            isWhole = false
            let next = end.map { $0 + 1 } ?? max(range.lowerBound, 1)
            guard next < range.upperBound else { continue }
            // The unreadable place is somewhere after `next`: both halves are tried, the lower one first.
            let middle = next + (range.upperBound - next) / 2
            waiting.append(middle + 1...range.upperBound)
            waiting.append(next...middle)
        }
        return isWhole && waiting.isEmpty
    }

    /// Reads from both ends, each until a row cannot be read.
    private func readByKey(_ table: RecoveredTable, _ db: Database, _ take: (Row) throws -> Void) throws -> Bool {
        for direction in ["ASC", "DESC"] {
            let order = table.key.map { "\($0) \(direction)" }.joined(separator: ", ")
            let sql = """
                SELECT 0, \(table.columns.joined(separator: ", ")) FROM \(table.name) NOT INDEXED
                ORDER BY \(order) /* reads all: what can be read of it */
                """
            let (_, isRead) = try read(sql, [], db) { row in
                try take(row)
                return 0
            }
            if isRead { return direction == "ASC" }
        }
        return false
    }

    /// Reads until a row cannot be read; errors of `take` are rethrown.
    private func read(
        _ sql: String, _ arguments: StatementArguments, _ db: Database, _ take: (Row) throws -> Int64
    ) throws -> (end: Int64?, isRead: Bool) {
        var end: Int64?
        do {
            let rows = try db.cursor(sql, arguments)
            while let row = try rows.next() { end = try take(row) }
            return (end, true)
        } catch let error as DatabaseError where error.isDamage {
            return (end, false)
        }
    }
}

/// A table of the new database that is filled from the old one.
struct RecoveredTable {
    let name: String
    /// The columns that both have.
    let columns: [String]
    /// The columns of its key, if rows have no number.
    let key: [String]
}

extension DatabaseError {
    /// Whether the cause is damage of the file or of the disk.
    fileprivate var isDamage: Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR].contains(resultCode)
    }
}
