import Foundation
import GRDB
import Glibc
import LinePolicy
import Vocabulary

extension EventStore {
    /// Writes a consistent copy of the database, while it is in use, into an existing empty file.
    ///
    /// On the disk of the database, `reserve` octets stay free for the service itself.
    public func copy(into file: String, reserve: Int64 = 0) async throws(StoreError) {
        do {
            try Self.requireRoom(forCopyOf: pool.path, at: file, reserve: reserve)
            try await vacuum(into: file)
        } catch {
            throw StoreError(error)
        }
    }

    /// Makes an empty file beside the database for a copy that is handed on; the caller removes it.
    public func placeForCopy() throws(StoreError) -> String {
        let path = "\(pool.path)\(EventStore.copySuffix)\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        let created = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard created >= 0 else {
            throw .refused(path, .newFile)
        }
        Glibc.close(created)
        return path
    }

    static let copySuffix = ".copy-"

    /// Removes copies that a killed service left behind.
    static func removeOldCopies(_ folder: String) {
        // A folder that cannot be listed is reported when its database is opened.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where name.hasPrefix(fileName + copySuffix) {
            unlink(folder + "/" + name)
        }
    }

    /// Throws when the disk of a database has no room for a copy of it at a place on the same disk.
    static func requireRoom(forCopyOf database: String, at file: String, reserve: Int64 = 0) throws {
        var here = stat()
        var there = stat()
        var disk = statvfs()
        guard stat(database, &here) == 0, stat(file, &there) == 0, here.st_dev == there.st_dev,
            statvfs(file, &disk) == 0
        else { return }
        let free = Int64(disk.f_bavail) * Int64(disk.f_frsize)
        guard free >= Int64(here.st_size) + reserve else {
            throw StoreError.noRoomForCopy(octets: Int64(here.st_size))
        }
    }

    /// Moves everything committed into the database file and empties the write-ahead log.
    public func checkpoint() async throws(StoreError) {
        try await onWriter { _ = try $0.checkpoint(.truncate) }
    }

    private func vacuum(into file: String) async throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        // A separate connection, so that neither the writer nor the readers wait for it.
        let source = try DatabaseQueue(path: pool.path, configuration: configuration)
        defer { closeQuietly(source) }
        try await source.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [file])
        }
        try await markAsCopy(file)
    }

    /// Marks it as a copy, because the events since then are missing when it is restored.
    private func markAsCopy(_ file: String) async throws {
        var configuration = Configuration()
        // No journal file beside it, because the folder is not ours.
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = MEMORY") }
        let copy = try DatabaseQueue(path: file, configuration: configuration)
        defer { closeQuietly(copy) }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        try await copy.writeWithoutTransaction { try $0.run("UPDATE box SET copied_at = ?", [now]) }
    }

    private func closeQuietly(_ queue: DatabaseQueue) {
        // Nothing was written through it: a failure to close it loses nothing.
        do { try queue.close() } catch {}
    }
}

extension EventStore {
    /// Commits a page without a change; throws while the disk accepts no writes.
    public func confirmWritable(now: Timestamp) async throws(StoreError) {
        try await write(now: now) { try $0.db.run("UPDATE box SET newest_network_time = newest_network_time") }
    }
}
