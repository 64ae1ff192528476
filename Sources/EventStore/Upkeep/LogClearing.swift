import GRDB
import Glibc
import LinePolicy
import Synchronization
import Vocabulary

// Data erased in the tables remains in the write-ahead log until that is emptied, which is impossible while somebody
// reads an older state of the database. The database stores that this is pending, so a restart does not lose it.

extension EventStore {
    /// Whether erased data may still be on the disk, because somebody reads the database or the disk accepts no writes.
    public func isErasurePending() async throws(StoreError) -> Bool {
        try await read { try $0.number("SELECT erasure_pending FROM box") ?? 0 != 0 }
    }

    /// Empties the write-ahead log when it may hold erased data; with little traffic it would never be overwritten.
    ///
    /// Does not wait: false = a reader prevents it, and it must be tried again. True also when there is nothing to do.
    @discardableResult
    public func clearLog() async throws(StoreError) -> Bool {
        guard logMayHoldForgotten.withLock({ $0 }) else { return true }
        return try await onWriter { [self] db in
            guard try isEmptied(db) else { return false }
            // The log now holds only the page of this statement.
            try db.run("UPDATE box SET erasure_pending = 0 WHERE erasure_pending <> 0")
            logMayHoldForgotten.withLock { $0 = false }
            return true
        }
    }

    /// Empties the log, and checks both SQLite's result and the length of the file.
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
    /// Records that this transaction erases data, which remains on the disk until the log is emptied.
    func noteErasurePending() throws {
        try db.run("UPDATE box SET erasure_pending = 1 WHERE erasure_pending <> 1")
    }
}
