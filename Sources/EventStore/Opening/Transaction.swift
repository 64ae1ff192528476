import Crypto
import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// One open transaction: the database, the moment it happens, and the box's key.
///
/// What a transaction can do is spread over extensions, one file for each question.
struct Transaction {
    let db: Database
    let secret: SymmetricKey
    let permissions: Permissions
    var now: Timestamp
    /// Who asked for it; nil = the program itself.
    var by: OperatorIdentity?
    /// How far the clock of retention is ahead of ``now``.
    var correction = Span.zero
    /// What it has appended to the log.
    let log = Appended()

    /// Whether a transaction has appended events: its copies share the answer.
    final class Appended {
        var hasGrown = false
        /// What has to be written outside the database too.
        var outside: [(what: StopFile.What, hash: Data)] = []
    }

    /// The moment by the clock of retention.
    var retentionTime: Timestamp { now + correction }

    /// The same transaction, of one whose moment is by the clock of retention, by the time of the box: for the log.
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
            // It only fails on a connection of which nothing works any more.
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

    /// A statement that is ready to run: every one of the store comes from here.
    func prepared(_ sql: String, _ arguments: StatementArguments) throws -> Statement {
        #if DEBUG
            try QueryPlans.check(sql, arguments, in: self)
        #endif
        return try cachedStatement(sql: sql)
    }
}

/// Text from outside on its way into a column: SQLite reads TEXT up to the first NUL only, so such text goes in as octets.
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
