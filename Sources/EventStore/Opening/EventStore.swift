import Crypto
import Evidence
import GRDB
import LinePolicy
import Synchronization
import Vocabulary

/// All stored data of the box in one SQLite database: events, replies, money, senders and the state of lines.
///
/// Every call is one transaction and one commit at most. Calls run on the database's own queues, never on the caller's
/// thread, and a cancelled task does not undo them: an outcome from a modem is always written.
public final class EventStore: Sendable {
    /// The purpose for which the store is opened.
    public enum Mode: Sendable {
        /// The service: creates what is missing, holds the lock of the folder, checks the file.
        case service
        /// A command that only reads; the service may be running.
        case readOnly
        /// A command that reads and records what it did, on an existing database.
        case commandLine
    }

    /// The name of the database in the state folder.
    public static let fileName = "jedisnon.db"

    let pool: DatabasePool
    let secret: SymmetricKey
    /// STOP, blocks and erasures outside the database; nil in a command.
    private let stopFile = Mutex<StopFile?>(nil)
    /// When the picture of each line was written last.
    let picturesSavedAt = Mutex<[String: Timestamp]>([:])
    /// Outcomes that could not be written yet.
    let notes = PendingNotes()
    /// Counts the events that revoke permissions to send.
    let permissions = Permissions()
    /// Whether the write-ahead log may still hold erased data.
    let logMayHoldForgotten = Mutex(true)
    private let lock: StateFolderLock?
    /// Whether no other process may change the state folder.
    var holdsLock: Bool { lock != nil }
    private let isClosed = Mutex(false)
    let feed = EventFeed()
    /// The key of the box that signs heads, once it is read.
    let headKey = Mutex<HeadKey?>(nil)
    /// The clock of the running service.
    let clock = Mutex(StoreClock())

    init(pool: DatabasePool, secret: SymmetricKey, lock: StateFolderLock?) {
        self.pool = pool
        self.secret = secret
        self.lock = lock
    }

    /// Also writes STOP, blocks and erasures to this file from now on.
    func use(_ file: StopFile) {
        stopFile.withLock { $0 = file }
    }

    /// Closes the database; calls made after this throw.
    public func close() throws(StoreError) {
        isClosed.withLock { $0 = true }
        feed.end()
        do { try pool.close() } catch { throw StoreError(error) }
        lock?.release()
    }

    /// Runs `body` in one transaction on the writer.
    func write<Success: Sendable>(
        now: Timestamp, _ body: @escaping @Sendable (Transaction) throws -> Success
    ) async throws(StoreError) -> Success {
        let by = OperatorIdentity.current
        return try await onWriter { try self.commit($0, now: now, by: by, body) }
    }

    /// Runs `body` in one transaction on the connection of the writer, and notifies followers of the log after the
    /// commit.
    func commit<Success>(
        _ db: Database, now: Timestamp, by: OperatorIdentity? = nil, _ body: (Transaction) throws -> Success
    ) throws -> Success {
        let transaction = Transaction(
            db: db, secret: secret, permissions: permissions, now: now, by: by,
            correction: clock.withLock { $0.correction })
        var result: Success?
        try db.inTransaction {
            result = try body(transaction)
            if let file = stopFile.withLock({ $0 }) { try transaction.writeOutside(file) }
            return .commit
        }
        if transaction.log.hasGrown {
            clock.withLock { $0.wrote(at: now) }
            feed.committed()
        }
        guard let result else { throw StoreError.noResult }
        return result
    }

    /// Runs `body` on the writer outside a transaction.
    func onWriter<Success: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Success
    ) async throws(StoreError) -> Success {
        let outcome = await withCheckedContinuation { done in
            pool.asyncWriteWithoutTransaction { [self] db in
                done.resume(
                    returning: Result {
                        // The closed connection of the writer must not be touched.
                        try requireOpen()
                        return try body(db)
                    }.mapError { StoreError($0) })
            }
        }
        return try outcome.get()
    }

    /// Throws at once when another process keeps the database locked, so that a background task can wait elsewhere.
    public func requireUnlocked() async throws(StoreError) {
        try await onWriter { db in
            try db.withoutWaiting {
                try db.beginTransaction(.immediate)
                try db.rollback()
            }
        }
    }

    /// Runs `body` on a reader: it sees the last commit and waits for no writer.
    func read<Success: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Success
    ) async throws(StoreError) -> Success {
        let outcome = await withCheckedContinuation { done in
            pool.asyncRead { [self] database in
                done.resume(
                    returning: Result {
                        try requireOpen()
                        return try body(database.get())
                    }.mapError { StoreError($0) })
            }
        }
        return try outcome.get()
    }

    private func requireOpen() throws(StoreError) {
        if isClosed.withLock({ $0 }) { throw .closed }
    }
}
