import GRDB
import Glibc
import LinePolicy
import Synchronization
import Vocabulary

// What was erased in the tables is still in the write-ahead log until that is emptied, and while somebody reads an older
// state of the database it cannot be. Whether something is owed stands in the database, so a restart does not forget it.

extension EventStore {
    /// Whether something that was erased may still be on the disk: somebody reads the database, or the disk takes nothing.
    public func isErasurePending() async throws(StoreError) -> Bool {
        try await read { try $0.number("SELECT erasure_pending FROM box") ?? 0 != 0 }
    }

    /// Empties the write-ahead log when it may hold what the tables forgot; a quiet box would never fill it.
    ///
    /// Waits for nobody: false = a reader is in the way, and it is to be tried again. True also when nothing is to be done.
    @discardableResult
    public func clearLog() async throws(StoreError) -> Bool {
        guard logMayHoldForgotten.withLock({ $0 }) else { return true }
        return try await onWriter { [self] db in
            guard try isEmptied(db) else { return false }
            // The page that says so is all the log holds now.
            try db.run("UPDATE box SET erasure_pending = 0 WHERE erasure_pending <> 0")
            logMayHoldForgotten.withLock { $0 = false }
            return true
        }
    }

    /// Empties the log, and looks whether it is empty: the answer of SQLite, and the length of the file.
    private func isEmptied(_ db: Database) throws -> Bool {
        do {
            let result = try db.withoutWaiting { try db.checkpoint(.truncate) }
            guard result.walFrameCount == result.checkpointedFrameCount else { return false }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        }
        var status = stat()
        return stat(pool.path + "-wal", &status) != 0 || status.st_size == 0
    }
}

extension Transaction {
    /// Something is erased by this transaction: it is on the disk until the log was emptied.
    func noteErasurePending() throws {
        try db.run("UPDATE box SET erasure_pending = 1 WHERE erasure_pending <> 1")
    }
}
