import GRDB
import Vocabulary

extension EventStore {
    /// A larger database is not packed: it would take the service longer to stop, and holds little air for its size.
    private static let largestPacked: Int64 = 4 << 20

    /// Moves everything committed into the database file, empties the write-ahead log, and leaves no unused room in a small file.
    ///
    /// For the end of the service: nobody else waits for the database then.
    public func pack() async throws(StoreError) {
        let octets = try await read { db in
            try (db.number("PRAGMA page_count") ?? 0) * (db.number("PRAGMA page_size") ?? 0)
        }
        do throws(StoreError) {
            if octets <= Self.largestPacked {
                try await onWriter { db in try db.withoutWaiting { try db.execute(sql: "VACUUM") } }
            }
        } catch {
            // A full disk has no room for the copy, or somebody else writes: then the file stays as it is.
        }
        try await checkpoint()
    }
}
