import Crypto
import Foundation
import GRDB
import Glibc

extension EventStore {
    /// Opens the database of a state folder; blocks the calling thread while it is checked and migrated.
    ///
    /// `leavesNoTrace` is for a reader who knows that no service runs: not even an empty write-ahead log is made.
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
            try migrate(pool, folder: folder, mode: mode)
            return EventStore(pool: pool, secret: try boxSecret(pool, mode: mode), lock: lock)
        } catch {
            throw StoreError(error)
        }
    }

    /// What SQLite is told to open.
    ///
    /// Reading a write-ahead log needs files beside the database. Whoever may read the folder but not write to it, while
    /// no service left them there, reads the file as it lies: nobody else can be changing it.
    private static func address(of path: String, mode: Mode, isSolitary: Bool) -> String {
        guard mode == .readOnly, isSolitary, access(path + "-wal", F_OK) != 0,
            let escaped = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
        else { return path }
        return "file:\(escaped)?immutable=1"
    }

    private static func configuration(_ mode: Mode) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = mode == .readOnly
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.label = "jedisnon.db"
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA secure_delete = ON;
                    PRAGMA temp_store = MEMORY;
                    PRAGMA journal_size_limit = 4194304;
                    """)
        }
        return configuration
    }

    private static func prepareFolder(_ folder: String) throws(StoreError) -> StateFolderLock {
        var status = stat()
        if stat(folder, &status) != 0 {
            guard errno == ENOENT else { throw .unusable("\(folder) cannot be used: \(systemError())") }
            guard mkdir(folder, 0o750) == 0 || errno == EEXIST else {
                throw .unusable("\(folder) does not exist and cannot be created: \(systemError())")
            }
        } else if status.st_mode & S_IFMT != S_IFDIR {
            throw .unusable("\(folder) is not a folder; name one as state_dir")
        }
        return try StateFolderLock(folder: folder)
    }

    private static func requireFile(_ path: String, folder: String, mode: Mode) throws(StoreError) {
        if mode == .service {
            // Made before SQLite does, so that it and its -wal and -shm never have a wider mode.
            let created = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
            guard created >= 0 else {
                throw .unusable("\(path) cannot be written: \(systemError()); check its owner and mode")
            }
            Glibc.close(created)
            return
        }
        guard access(folder, F_OK) == 0 else { throw .unusable("the state folder \(folder): \(systemError())") }
        guard access(path, F_OK) == 0 else {
            guard errno == ENOENT else { throw .unusable("\(path): \(systemError())") }
            throw .noDatabase("there is no database at \(path) yet; it is made when the service first runs")
        }
    }

    private static func checkContents(_ pool: DatabasePool, mode: Mode) throws {
        try pool.read { db in
            if mode == .service, let fault = try String.fetchOne(db, sql: "PRAGMA quick_check(1)"), fault != "ok" {
                throw StoreError.damaged("the database is damaged (\(fault)); put back a backup")
            }
            if try Schema.migrator.hasBeenSuperseded(db) {
                throw StoreError.newerVersion(
                    "the database was written by a newer version of jedisnon; install that version again")
            }
            let isOurs = try Int.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID
            let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
            if !isOurs, !isEmpty {
                throw StoreError.unusable("\(pool.path) is the database of another program; name another state_dir")
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
            try withExtendedLifetime(lock) { try Schema.migrator.migrate(pool) }
        case .readOnly:
            throw StoreError.unusable(
                "the database is of an older version; start the service once to bring it up to date")
        }
    }

    private static func boxSecret(_ pool: DatabasePool, mode: Mode) throws -> SymmetricKey {
        let statement = "SELECT secret FROM box"
        if let stored = try pool.read({ try Data.fetchOne($0, sql: statement) }) { return SymmetricKey(data: stored) }
        guard mode != .readOnly else {
            throw StoreError.damaged("the database holds no key for its hashes; put back a backup")
        }
        let fresh = SymmetricKey(size: .bits256)
        try pool.write { db in
            try db.execute(
                sql: "INSERT INTO box (id, secret) VALUES (1, ?)", arguments: [fresh.withUnsafeBytes { Data($0) }])
        }
        return fresh
    }
}
