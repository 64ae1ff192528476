import GRDB
import LinePolicy

extension Transaction {
    /// Remembers the newest time the network ever told.
    func noteNetworkTime(_ time: Timestamp?) throws {
        guard let time else { return }
        try db.run(
            "UPDATE box SET newest_network_time = ?1 WHERE ifnull(newest_network_time, ?1 - 1) < ?1",
            [time.milliseconds])
    }
}

extension EventStore {
    /// The newest time at which an event was stored, those flagged as ahead of the clock left out.
    public func newestStoredAt() async throws(StoreError) -> Timestamp? {
        try await read { db in
            try db.number("SELECT at FROM event WHERE ahead = 0 ORDER BY at DESC LIMIT 1")
                .map(Timestamp.init(milliseconds:))
        }
    }

    /// The newest time the network ever told.
    public func newestNetworkTime() async throws(StoreError) -> Timestamp? {
        try await read { db in
            try db.number("SELECT newest_network_time FROM box").map(Timestamp.init(milliseconds:))
        }
    }

    /// Treats stored times ahead of a synchronised clock as now: events are flagged, windows and raids start at now.
    ///
    /// A delay that was drawn ahead keeps its length. Returns the number of events flagged.
    @discardableResult
    public func flagTimesAhead(now: Timestamp) async throws(StoreError) -> Int {
        try await write(now: now) { transaction in
            let db = transaction.db
            let at = now.milliseconds
            try db.run(
                """
                UPDATE reply SET due_at = ?1 + max(due_at - e.at, 0), counted_at = ?1 + max(counted_at - e.at, 0)
                FROM event e WHERE e.seq = reply.origin AND e.at > ?1 AND e.ahead = 0 AND reply.state = 'planned'
                """, [at])
            try db.run("UPDATE reply SET counted_at = ?1 WHERE counted_at > ?1 AND state <> 'planned'", [at])
            try db.run("UPDATE submission SET at = ?1 WHERE at > ?1", [at])
            try db.run("UPDATE OR REPLACE sighting SET at = ?1 WHERE at > ?1", [at])
            try db.run(
                "UPDATE raid SET started_at = min(started_at, ?1), hot_until = min(hot_until, ?1)", [at])
            try db.run("UPDATE recent_octets SET at = ?1 WHERE at > ?1", [at])
            try db.run("UPDATE long_message SET last_part_at = ?1 WHERE last_part_at > ?1", [at])
            try db.run("UPDATE OR REPLACE heard_text SET at = ?1 WHERE at > ?1", [at])
            try db.run("UPDATE event SET ahead = 1 WHERE at > ?1 AND ahead = 0", [at])
            return db.changesCount
        }
    }
}
