import Foundation
import GRDB
import Glibc
import LinePolicy

extension EventStore {
    /// Writes a consistent copy of the database while it is in use: mode 0600, never over an existing file.
    ///
    /// The copy appears under its name only when it is whole and on the disk.
    public func backup(to file: String) async throws(StoreError) {
        let partial = "\(file).partial-\(getpid())"
        do {
            let created = Glibc.open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard created >= 0 else { throw StoreError.unusable("\(partial) cannot be written: \(systemError())") }
            defer {
                Glibc.close(created)
                unlink(partial)
            }
            guard access(file, F_OK) != 0 else {
                throw StoreError.unusable("\(file) is already there; name another file or remove it")
            }
            try await copy(into: partial)
            guard fsync(created) == 0 else { throw StoreError.unusable("\(file) cannot be written: \(systemError())") }
            guard link(partial, file) == 0 else {
                throw StoreError.unusable("\(file) cannot be written: \(systemError()); name another file")
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Moves everything committed into the database file and empties the write-ahead log.
    public func checkpoint() async throws(StoreError) {
        try await onWriter { _ = try $0.checkpoint(.truncate) }
    }

    private func copy(into file: String) async throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        // A connection of its own: neither the writer nor the readers wait for it.
        let source = try DatabaseQueue(path: pool.path, configuration: configuration)
        defer { closeQuietly(source) }
        try await source.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [file])
        }
    }

    private func closeQuietly(_ queue: DatabaseQueue) {
        // Nothing was written through it: a failure to close it loses nothing.
        do { try queue.close() } catch {}
    }
}

extension EventStore {
    /// Commits a page that says nothing new: throws while the disk takes nothing.
    public func confirmWritable(now: Timestamp) async throws(StoreError) {
        try await write(now: now) { try $0.db.run("UPDATE box SET newest_network_time = newest_network_time") }
    }
}
