import Crypto
import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// One open transaction: the database, the moment it happens, and the box's key.
///
/// Its operations are in extensions, one file for each topic.
struct Transaction {
    let db: Database
    let secret: SymmetricKey
    let permissions: Permissions
    var now: Timestamp
    /// Who requested it; nil = the program itself.
    var by: OperatorIdentity?
    /// How far the retention clock is ahead of ``now``.
    var correction = Span.zero
    /// The changes that concern others after the commit.
    let log = Appended()

    /// What a transaction has appended; shared by all its copies.
    final class Appended {
        var hasGrown = false
        /// The entries to write to the STOP file too.
        var outside: [(what: StopFile.What, hash: Data)] = []
    }

    /// The moment by the retention clock.
    var retentionTime: Timestamp { now + correction }

    /// The same transaction with the box's time instead of the retention clock's, for appending to the log.
    var byTimeOfBox: Transaction {
        var other = self
        other.now = now - correction
        return other
    }

    /// The keyed hash of `octets`, shortened to `length` octets (at most 32).
    func keyedHash(_ octets: some DataProtocol, length: Int = 32) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: octets, using: secret).prefix(length))
    }
}

extension Database {
    /// Runs `body` without waiting for locks of others.
    func withoutWaiting<Success>(_ body: () throws -> Success) throws -> Success {
        let timeout = try number("PRAGMA busy_timeout") ?? 0
        _ = try number("PRAGMA busy_timeout = 0")
        defer {
            // It only fails on a broken connection, on which every later statement fails too.
            do { _ = try number("PRAGMA busy_timeout = \(timeout)") } catch {}
        }
        return try body()
    }

    /// Runs a statement that gives no rows.
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try prepared(sql, arguments).execute(arguments: arguments)
    }

    /// The first row, if there is one.
    func first(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
        try Row.fetchOne(prepared(sql, arguments), arguments: arguments)
    }

    /// The first column of the first row; nil when there is no row or it is NULL.
    func number(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Int64? {
        try Int64.fetchOne(prepared(sql, arguments), arguments: arguments)
    }

    /// All rows.
    func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row] {
        try Row.fetchAll(prepared(sql, arguments), arguments: arguments)
    }

    /// All rows, one after the other; a row is valid until the next one is asked for.
    func cursor(_ sql: String, _ arguments: StatementArguments) throws -> RowCursor {
        try Row.fetchCursor(prepared(sql, arguments), arguments: arguments)
    }

    /// A statement that is ready to run; the store makes all its statements here.
    func prepared(_ sql: String, _ arguments: StatementArguments) throws -> Statement {
        #if DEBUG
            try QueryPlans.check(sql, arguments, in: self)
        #endif
        return try cachedStatement(sql: sql)
    }
}

/// Text from outside on its way into a column: SQLite reads TEXT up to the first NUL only, so such text goes in as
/// octets.
func stored(_ text: String?) -> DatabaseValue {
    guard let text else { return .null }
    return text.utf8.contains(0) ? Data(text.utf8).databaseValue : text.databaseValue
}

/// Text that ``stored(_:)`` put into a column.
func restored(_ value: DatabaseValue) -> String? {
    switch value.storage {
    case .string(let text): text
    case .blob(let octets): String(decoding: octets, as: UTF8.self)
    case .null, .int64, .double: nil
    }
}
