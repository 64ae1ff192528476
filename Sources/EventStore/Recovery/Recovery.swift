import Evidence
import Foundation
import GRDB
import Glibc
import Vocabulary

/// The outcome of the recovery of a damaged database.
public struct Recovery: Sendable {
    /// The outcome for one table.
    public struct Table: Hashable, Sendable {
        /// Its name in the database.
        public var name: String
        /// The number of rows in the new database.
        public var rows: Int
        /// Whether these are all rows of the old one.
        public var isWhole: Bool
    }

    /// Where the damaged file is.
    public var kept: String
    /// Every table that has rows, or has some that cannot be read.
    public var tables: [Table]
    /// Whether nobody is answered until a person resumes the lines, because STOPs, blocks or replies may be lost.
    public var holdsLines: Bool
    /// Whether the evidence log starts again at the next start.
    public var hasNewLog: Bool
}

// The service never answers from a database that it cannot read in full. An operator requests the recovery: everything
// readable is copied into a new file, the old file is kept, and the entries of `stops.log` are applied again at the
// next start.

extension EventStore {
    /// The tables that decide whom the box may text, and what it may spend.
    private static let decisive: Set<String> = [
        "box", "sender", "reply", "submission", "ledger", "charge", "budget_addition", "line_counter", "line_pause",
        "raid",
        "sim_backoff", "balance", "line_verified",
    ]

    /// Recovers the readable part of a damaged database into a new one; nil when it is not damaged.
    ///
    /// The damaged file is kept beside it. Nothing changes when this throws. No service may run meanwhile.
    public static func recover(folder: String, now: Timestamp) throws(StoreError) -> Recovery? {
        let lock = try StateFolderLock(folder: folder)
        let path = folder + "/" + fileName
        guard access(path, F_OK) == 0 else { throw .noDatabase(path: path) }
        do {
            return try withExtendedLifetime(lock) {
                guard try isDamaged(path) else { return nil }
                try requireRoom(forCopyOf: path, at: folder)
                return try replace(path, now: now)
            }
        } catch {
            throw StoreError(error)
        }
    }

    private static func isDamaged(_ path: String) throws -> Bool {
        var readonly = Configuration()
        readonly.readonly = true
        readonly.busyMode = .timeout(5)
        do {
            let queue = try DatabaseQueue(path: path, configuration: readonly)
            defer { do { try queue.close() } catch {} }
            return try queue.unsafeRead { db in
                if try Schema.migrator.hasBeenSuperseded(db) { throw StoreError.newerVersion }
                return try String.fetchOne(db, sql: "PRAGMA integrity_check(1)") != "ok"
            }
        } catch let error as DatabaseError {
            guard StoreError(error).kind == .damaged else { throw error }
            return true
        }
    }

    /// Writes the new database beside the old one, then puts it in its place.
    private static func replace(_ path: String, now: Timestamp) throws -> Recovery {
        let fresh = path + ".recovered"
        for suffix in ["", "-journal"] { unlink(fresh + suffix) }
        let created = Glibc.open(fresh, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard created >= 0 else { throw StoreError.refused(fresh, .newFile) }
        Glibc.close(created)
        let old = DamagedDatabase(path: path)
        let stamp = now.utc.filter { $0.isLetter || $0.isNumber }
        let kept = path + ".damaged-" + stamp
        guard access(kept, F_OK) != 0 else { throw StoreError.refused(kept, .newFile, code: EEXIST) }
        var recovery = Recovery(kept: kept, tables: [], holdsLines: false, hasNewLog: false)
        let queue = try DatabaseQueue(path: fresh, configuration: configuration(.service))
        do {
            try fill(queue, from: old, into: &recovery, now: now)
            try queue.close()
        } catch {
            do { try queue.close() } catch {}
            old.close()
            unlink(fresh)
            throw error
        }
        old.close()
        // The path always holds a database, because a start without one would create an empty one.
        guard link(path, kept) == 0 else { throw StoreError.refused(kept, .newFile) }
        // The write-ahead log moves with the old file, so that it is never applied to the new one.
        for suffix in ["-wal", "-shm"] where access(path + suffix, F_OK) == 0 {
            guard rename(path + suffix, kept + suffix) == 0 else { throw StoreError.refused(kept, .newFile) }
        }
        guard rename(fresh, path) == 0 else { throw StoreError.refused(path, .database) }
        return recovery
    }

    private static func fill(
        _ queue: DatabaseQueue, from old: DamagedDatabase, into recovery: inout Recovery, now: Timestamp
    ) throws {
        let migrator = Schema.migrator
        let had = old.migrations()
        if let last = migrator.migrations.last(where: { had?.contains($0) ?? true }) {
            try migrator.migrate(queue, upTo: last)
        }
        recovery = try queue.writeWithoutTransaction { db in
            var recovery = recovery
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.inTransaction {
                try db.take(from: old, into: &recovery)
                let unsound = decisive.filter { table in
                    !old.isIntact(table) || recovery.tables.contains { $0.name == table && !$0.isWhole }
                }
                // A table that only a later version has is not missing.
                recovery.holdsLines = try unsound.contains { try db.tableExists($0) }
                try db.repairReferences()
                recovery.hasNewLog = try db.repairLog()
                try db.noteRecovery(recovery, now: now)
                return .commit
            }
            return recovery
        }
    }
}

extension Database {
    fileprivate func take(from old: DamagedDatabase, into recovery: inout Recovery) throws {
        let names = try rows(
            """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
            ORDER BY name
            """
        ).map { $0[0] as String }
        for name in names {
            let there = Set(old.columns(of: name))
            let columns = try self.columns(in: name)
            let key = try rows("SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", [name])
            let hasNumbers = try number("SELECT wr = 0 FROM pragma_table_list(?)", [name]) == 1
            let table = RecoveredTable(
                name: name, columns: columns.map(\.name).filter(there.contains),
                key: hasNumbers ? [] : key.map { $0[0] })
            // The one row that a migration inserted is replaced by the old one.
            let isEmpty = try number("SELECT count(*) FROM \(name) /* reads all: once */") == 0
            var lost = 0
            let isWhole = try old.read(table) { row in
                do {
                    try run(
                        """
                        INSERT OR \(isEmpty ? "IGNORE" : "REPLACE") INTO \(name) (\(table.columns.joined(separator: ", ")))
                        VALUES (\(table.columns.map { _ in "?" }.joined(separator: ", ")))
                        """, StatementArguments(row.databaseValues.dropFirst()))
                    // A row that violates a constraint of the table is skipped without an error.
                    if changesCount == 0 { lost += 1 }
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                    // Such a row was never written by this program.
                    lost += 1
                }
            }
            let rows = try number("SELECT count(*) FROM \(name) /* reads all: once */") ?? 0
            if rows > 0 || lost > 0 || !isWhole {
                recovery.tables.append(
                    Recovery.Table(name: name, rows: Int(rows), isWhole: isWhole && lost == 0))
            }
        }
    }

    /// Clears references to lost rows, and deletes rows that cannot be without them.
    ///
    /// A reply whose contact is lost keeps a placeholder for it, because caps and windows count it.
    fileprivate func repairReferences() throws {
        try run(
            """
            INSERT INTO event (seq, at, line, kind, details)
            SELECT origin, min(counted_at), line, 'notice', '{"code":"record_lost"}' FROM reply
            WHERE origin NOT IN (SELECT seq FROM event) GROUP BY origin /* reads all: once */
            """)
        let broken = "SELECT \"table\", rowid, parent, fkid FROM pragma_foreign_key_check"
        for row in try rows(broken) {
            guard let number = row[1] as Int64? else { continue }
            let table: String = row[0]
            let column =
                try first(
                    "SELECT \"from\" FROM pragma_foreign_key_list(?) WHERE id = ?", [table, row[3] as Int64])?[0]
                as String?
            guard let column else { continue }
            let isNeeded = try columns(in: table).contains { $0.name == column && $0.isNotNull }
            try run(
                isNeeded
                    ? "DELETE FROM \(table) WHERE rowid = ?" : "UPDATE \(table) SET \(column) = NULL WHERE rowid = ?",
                [number])
        }
        // No number is used twice, not even that of a lost row.
        for (table, used) in [
            ("event", "SELECT max(seq) FROM leaf"), ("reply", "SELECT max(reply) FROM event /* reads all: once */"),
        ] {
            guard let used = try number(used) else { continue }
            let given = try number("SELECT max(\(table == "event" ? "seq" : "id")) FROM \(table)") ?? 0
            try run("DELETE FROM sqlite_sequence WHERE name = ?", [table])
            try run("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, max(given, used)])
        }
        // Tables whose rows have no number: parts of messages, and hashes of texts.
        try run("DELETE FROM part WHERE message NOT IN (SELECT id FROM long_message) /* reads all: once */")
        try run("DELETE FROM heard_text WHERE sender NOT IN (SELECT id FROM sender) /* reads all: once */")
    }

    /// Repairs the log of leaves, or starts it again; returns whether it started again.
    fileprivate func repairLog() throws -> Bool {
        guard try tableExists("leaf"), try number("SELECT count(*) FROM leaf /* reads all: once */") ?? 0 > 0 else {
            return false
        }
        let isWhole =
            try number(
                """
                SELECT (SELECT count(*) = max(position) + 1 FROM leaf) AND NOT EXISTS (
                    SELECT 1 FROM event WHERE seq < (SELECT max(seq) FROM leaf) AND seq NOT IN (SELECT seq FROM leaf)
                ) /* reads all: once */
                """) == 1
        if isWhole {
            try run("DELETE FROM leaf_block /* reads all: once */")
            try appendLeafBlocks()
            return false
        }
        for table in ["leaf", "leaf_block", "head"] { try run("DELETE FROM \(table) /* reads all: once */") }
        try run("UPDATE sender SET contacts = 0, last_contact = NULL /* reads all: once */")
        return true
    }

    fileprivate func noteRecovery(_ recovery: Recovery, now: Timestamp) throws {
        let box = try columns(in: "box").map(\.name)
        if box.contains("outside_seq") {
            // All entries of the STOP file are applied again.
            try run("UPDATE box SET outside_seq = 0")
        }
        guard recovery.holdsLines else { return }
        let why = "the database was damaged: who was answered, and what was spent, may not be known"
        if box.contains("hold") {
            try run("INSERT OR IGNORE INTO box (id) VALUES (1)")
            try run("UPDATE box SET hold = ?", [why])
        } else {
            try run(
                """
                INSERT OR IGNORE INTO line_pause (line, at, why, releases_port) SELECT line, ?, ?, 0 FROM line_counter
                """, [now.milliseconds, why])
        }
    }
}
