import Foundation
import GRDB
import Glibc
import Vocabulary

/// What can still be read of a damaged database: rows in their order, around the places that cannot be read.
///
/// It is read without a transaction: after a page that cannot be read, none can be ended.
struct DamagedDatabase {
    /// Nil = not even what tables there are can be read.
    private let queue: DatabaseQueue?
    /// How many reads of a table are tried: a page that cannot be read hides some rows, each of which is tried once.
    ///
    /// Where not even the last number can be read, there is no end to what could be tried.
    private static let (tries, triesWithoutEnd) = (20_000, 1000)

    /// Opens it for reading: nothing about it changes.
    init(path: String) {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        // Why it cannot be opened was said by whoever found it damaged.
        queue = try? DatabaseQueue(path: path, configuration: configuration)
    }

    func close() {
        // Nothing was written through it.
        do { try queue?.close() } catch {}
    }

    // What cannot be read here is damage, which is what these are asked about: the answers say so, and nothing is lost
    // by it.

    /// The migrations it has had, in no order; nil = that cannot be read.
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

    /// Gives all rows of a table that can be read; returns whether that is all there are, as far as can be told.
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
        // The last number may be in the part that cannot be read.
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
            // The place that cannot be read is somewhere after `next`: both halves are tried, the lower one first.
            let middle = next + (range.upperBound - next) / 2
            waiting.append(middle + 1...range.upperBound)
            waiting.append(next...middle)
        }
        return isWhole && waiting.isEmpty
    }

    /// From both ends, until it cannot be read.
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

    /// Reads until it cannot; what the taker throws is thrown.
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
    /// The columns of its key, where rows have no number.
    let key: [String]
}

extension DatabaseError {
    /// Whether the file is to blame, or the disk under it.
    fileprivate var isDamage: Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_IOERR].contains(resultCode)
    }
}
