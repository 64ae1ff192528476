import GRDB
import LinePolicy
import Vocabulary

extension EventStore {
    /// The service centres whose times are behind by whole quarters of an hour: by address, how many are added.
    public func serviceCentreOffsets() async throws(StoreError) -> [String: Int] {
        try await read { db in
            let rows = try db.rows("SELECT address, offset_quarters FROM service_centre")
            return rows.reduce(into: [:]) { offsets, row in offsets[row[0] as String] = row[1] as Int }
        }
    }

    /// Stores how many quarters of an hour are added to the times of a service centre; 0 deletes the entry.
    public func save(offset quarters: Int, ofServiceCentre address: String, now: Timestamp) async throws(StoreError) {
        try await write(now: now) { transaction in
            try transaction.db.run("DELETE FROM service_centre WHERE address = ?", [address])
            guard quarters != 0 else { return }
            try transaction.db.run(
                "INSERT INTO service_centre (address, offset_quarters, at) VALUES (?, ?, ?)",
                [address, quarters, now.milliseconds])
        }
    }
}
