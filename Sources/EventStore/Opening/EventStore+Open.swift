import Foundation
import GRDB
import Glibc
import Vocabulary

extension EventStore {
    /// Opens the database of a state folder; blocks the calling thread while it is checked and migrated.
    ///
    /// `leavesNoTrace` is for a reader that knows that no service runs: not even an empty write-ahead log is created.
    public static func open(
        folder: String, mode: Mode, leavesNoTrace: Bool = false
    ) throws(StoreError) -> EventStore {
        let lock = mode == .service ? try prepareFolder(folder) : nil
        let path = folder + "/" + fileName
        try requireFile(path, folder: folder, mode: mode)
        do {
            let pool = try DatabasePool(
                path: address(of: path, mode: mode, isSolitary: leavesNoTrace || access(folder, W_OK) != 0),
                configuration: configuration(mode))
            if mode != .readOnly {
                // GRDB sets NORMAL when it switches to WAL; a reply is at most once only if commits survive power loss.
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            }
            try checkContents(pool, mode: mode)
            guard mode == .service else {
                let key = try SenderKey.forCommand(pool, folder: folder)
                try migrate(pool, folder: folder, mode: mode)
                if mode == .commandLine { try Database.giveLeaves(to: pool) }
                return EventStore(pool: pool, secret: key.key, lock: lock)
            }
            let key = try SenderKey.forService(pool, folder: folder)
            try migrate(pool, folder: folder, mode: mode)
            try Database.giveLeaves(to: pool)
            let store = EventStore(pool: pool, secret: key.key, lock: lock)
            let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
            store.use(try store.reconcile(key, folder: folder, now: now))
            return store
        } catch {
            throw StoreError(error)
        }
    }

    /// The address that SQLite opens.
    ///
    /// Reading a write-ahead log needs files beside the database. A user who may read the folder but not write to it,
    /// when no service left these files there, reads the database file alone: nobody else can be changing it.
    static func address(of path: String, mode: Mode, isSolitary: Bool) -> String {
        guard mode == .readOnly, isSolitary, access(path + "-wal", F_OK) != 0,
            let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        else { return path }
        return "file:\(escaped)?immutable=1"
    }

    /// For a new database: a quarter of a disk block, because there are many small tables, and a commit changes few
    /// octets of each.
    private static let pageSize = 1024

    static func configuration(_ mode: Mode) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = mode == .readOnly
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.label = "jedisnon.db"
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA page_size = \(pageSize);
                    PRAGMA secure_delete = ON;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA journal_size_limit = 4194304;
                    PRAGMA wal_autocheckpoint = 2000;
                    """)
        }
        return configuration
    }

    private static func prepareFolder(_ folder: String) throws(StoreError) -> StateFolderLock {
        var status = stat()
        if stat(folder, &status) != 0 {
            guard errno == ENOENT else { throw .folderUnusable(path: folder, answer: systemError()) }
            guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
                throw .refused(folder, .folder)
            }
        } else if status.st_mode & S_IFMT != S_IFDIR {
            throw .notAFolder(path: folder)
        }
        let lock = try StateFolderLock(folder: folder)
        tighten(folder)
        removeOldCopies(folder)
        return lock
    }

    /// Restricts full numbers, texts and the key of the hashes to the service's user, also after an older version.
    ///
    /// Files of another owner stay unchanged: they were shared on purpose, and opening them reports any problem.
    private static func tighten(_ folder: String) {
        let names = [fileName, fileName + "-wal", fileName + "-shm", StateFolderLock.fileName, StopFile.fileName]
        let files = names.map { folder + "/" + $0 }
        for (path, mode) in [(folder, mode_t(0o700))] + files.map({ ($0, mode_t(0o600)) }) {
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK, status.st_mode & 0o077 != 0 else {
                continue
            }
            _ = chmod(path, status.st_mode & mode)
        }
    }

    static func requireFile(_ path: String, folder: String, mode: Mode) throws(StoreError) {
        if mode == .service {
            // Created before SQLite does, so that it and its -wal and -shm never have a wider mode.
            let created = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard created >= 0 else {
                throw .refused(path, .database)
            }
            Glibc.close(created)
            return
        }
        let rights = mode == .readOnly ? R_OK : R_OK | W_OK
        guard access(folder, F_OK) == 0 else { throw unreachable(folder, errno) }
        guard access(path, rights) == 0 else {
            guard errno == ENOENT else { throw unreachable(path, errno) }
            throw .noDatabase(path: path)
        }
    }

    /// A path without permission is never reported as missing.
    private static func unreachable(_ path: String, _ code: Int32) -> StoreError {
        guard code == EACCES || code == EPERM else { return .unreachable(path: path, answer: systemError(code)) }
        return .notPermitted(path: path, answer: systemError(code))
    }

    static func checkContents(_ pool: DatabasePool, mode: Mode) throws {
        try pool.read { db in
            if mode == .service, let fault = try DatabaseCheck.faultAtStart(in: db, path: pool.path) {
                throw StoreError.checkFailed(answer: fault)
            }
            if try Schema.migrator.hasBeenSuperseded(db) {
                throw StoreError.newerVersion
            }
            let isOurs = try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID
            let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
            if !isOurs, !isEmpty {
                throw StoreError.foreignDatabase(path: pool.path)
            }
        }
    }

    private static func migrate(_ pool: DatabasePool, folder: String, mode: Mode) throws {
        if try pool.read(Schema.migrator.hasCompletedMigrations) { return }
        switch mode {
        case .service:
            try Schema.migrator.migrate(pool)
        case .commandLine:
            // Never under a service that still runs the older version.
            let lock = try StateFolderLock(folder: folder)
            try withExtendedLifetime(lock) {
                _ = try SenderKey.forService(pool, folder: folder)
                try Schema.migrator.migrate(pool)
            }
        case .readOnly:
            throw StoreError.olderVersion
        }
    }
}
