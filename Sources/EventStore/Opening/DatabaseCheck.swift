import Dispatch
import GRDB
import Glibc
import Vocabulary

/// Checks the integrity of a database, as far as the time allows.
enum DatabaseCheck {
    /// The largest file that is checked in full at a start; a larger one takes too long.
    private static let checkedWhole = 64 << 20
    /// The tables on which decisions about money and lines depend.
    private static let checkedAlways = [
        "box", "ledger", "charge", "budget_addition", "raid", "line_pause", "line_counter",
    ]

    /// The damage that the check at a start finds; other damage shows when it is read.
    static func faultAtStart(in db: Database, path: String) throws -> String? {
        for table in isSmall(path) ? ["1"] : try checkedAlways.filter({ try db.tableExists($0) }) {
            if let fault = try fault(of: table, in: db) { return fault }
        }
        return nil
    }

    /// Everything that can be checked separately, decisive tables first; a small file is one piece.
    static func pieces(of db: Database, path: String) throws -> [String] {
        if isSmall(path) { return ["1"] }
        let names = try String.fetchAll(
            db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
        return checkedAlways.filter(names.contains) + names.filter { !checkedAlways.contains($0) }
    }

    /// The damage of a table, or of the whole file (`1`).
    static func fault(of piece: String, in db: Database) throws -> String? {
        let answer = try String.fetchOne(db, sql: "PRAGMA quick_check(\(piece))")
        return answer == "ok" ? nil : answer ?? "the check has no answer"
    }

    private static func isSmall(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size <= checkedWhole
    }
}

extension EventStore {
    /// How far an examination of a database came.
    public struct Examined: Equatable, Sendable {
        /// Tables that were read to their end, or 1 for the whole of a small file.
        public var read: Int
        /// The number of tables.
        public var all: Int
    }

    /// Looks for damage in the database of a state folder without changing it; throws the damage it finds.
    ///
    /// A large database is read as far as `time` allows. It blocks the calling thread meanwhile.
    public static func examine(
        folder: String, isServiceDown: Bool, within time: Duration
    ) throws(StoreError) -> Examined {
        let path = folder + "/" + fileName
        try requireFile(path, folder: folder, mode: .readOnly)
        do {
            let pool = try DatabasePool(
                path: address(of: path, mode: .readOnly, isSolitary: isServiceDown || access(folder, W_OK) != 0),
                configuration: configuration(.readOnly))
            let end = ContinuousClock.now + time
            // A check is one long statement, which is interrupted repeatedly once its time is over.
            let timer = DispatchSource.makeTimerSource(queue: .global())
            let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
            timer.schedule(deadline: .now() + seconds, repeating: .milliseconds(100))
            timer.setEventHandler { pool.interrupt() }
            timer.resume()
            defer { timer.cancel() }
            try checkContents(pool, mode: .readOnly)
            let examined = try pool.read { db in
                let pieces = try DatabaseCheck.pieces(of: db, path: path)
                var read = 0
                do {
                    for piece in pieces where ContinuousClock.now < end {
                        if let fault = try DatabaseCheck.fault(of: piece, in: db) {
                            throw StoreError.checkFailed(answer: fault)
                        }
                        read += 1
                    }
                } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {}
                return Examined(read: read, all: pieces.count)
            }
            guard try pool.read(Schema.migrator.hasCompletedMigrations) else { throw StoreError.olderVersion }
            try pool.close()
            return examined
        } catch {
            throw StoreError(error)
        }
    }
}
