import GRDB
import Vocabulary

extension EventStore {
    /// A larger database is not packed: it would delay the stop of the service, and has little unused space for its
    /// size.
    private static let largestPacked: Int64 = 4 << 20

    /// Moves everything committed into the database file, empties the write-ahead log, and removes unused space from a
    /// small file.
    ///
    /// Call it at the end of the service, when nobody else waits for the database.
    public func pack() async throws(StoreError) {
        let octets = try await read { db in
            try (db.number("PRAGMA page_count") ?? 0) * (db.number("PRAGMA page_size") ?? 0)
        }
        do throws(StoreError) {
            if octets <= Self.largestPacked {
                try await onWriter { db in try db.withoutWaiting { try db.execute(sql: "VACUUM") } }
            }
        } catch {
            // When the disk has no room for the copy, or another process writes, the file stays unchanged.
        }
        try await checkpoint()
    }
}
