import Foundation
import GRDB
import LinePolicy
import Vocabulary

// One message or two? Equal octets in a slot whose deletion was not confirmed are one; so are equal octets arriving
// within ten minutes of a confirmed deletion or of the commit of a direct delivery (a network that missed our
// acknowledgement sends again, into any slot), or where the place of one of them could not be read. Everything else is
// two, also in one listing.

private let retransmissionSpan = Span.minutes(10)

extension Transaction {
    /// Whether the message is already recorded; stores its slot either way.
    func isDuplicate(_ message: IncomingMessage, line: String) throws -> Bool {
        let octets = keyedHash(message.pdu, length: 16)
        var known = try wasRecent(octets, line: line)
        switch message.source {
        case .slot(let slot):
            known = try known || isStored(octets, in: slot) || isStoredElsewhere(octets, than: slot, line: line)
            try storeOctets(octets, in: slot, line: line)
        case .direct:
            known = try known || isStored(octets, inASlotOf: line)
            try storeOctets(recent: octets, line: line)
        }
        return known
    }

    /// Notes that the modem confirmed the deletion of slots.
    func confirmDeletions(_ slots: [Slot]) throws {
        for slot in slots {
            let place: StatementArguments = [slot.store, slot.memory, slot.index]
            let sql = "SELECT line, octets FROM slot WHERE store = ? AND memory = ? AND place = ?"
            guard let row = try db.first(sql, place) else { continue }
            try storeOctets(recent: row[1], line: row[0])
            try db.run(
                "UPDATE slot SET deleted_at = ? WHERE store = ? AND memory = ? AND place = ?",
                [now.milliseconds] + place)
        }
        if !slots.isEmpty { try forgetOldOctets(at: now) }
    }

    private func wasRecent(_ octets: Data, line: String) throws -> Bool {
        try db.number(
            "SELECT 1 FROM recent_octets WHERE line = ? AND octets = ? AND at >= ?",
            [line, octets, (now - retransmissionSpan).milliseconds]) != nil
    }

    private func isStored(_ octets: Data, in slot: Slot) throws -> Bool {
        try db.number(
            """
            SELECT 1 FROM slot
            WHERE store = ? AND memory = ? AND place = ? AND octets = ? AND deleted_at IS NULL
            """, [slot.store, slot.memory, slot.index, octets]) != nil
    }

    /// A message whose index could not be read has a negative one, and may be in any slot of either memory.
    private func isStoredElsewhere(_ octets: Data, than slot: Slot, line: String) throws -> Bool {
        if slot.index < 0 { return try isStored(octets, inASlotOf: line) }
        return try db.number(
            "SELECT 1 FROM slot WHERE line = ? AND octets = ? AND place < 0 AND deleted_at IS NULL", [line, octets])
            != nil
    }

    private func isStored(_ octets: Data, inASlotOf line: String) throws -> Bool {
        try db.number("SELECT 1 FROM slot WHERE line = ? AND octets = ? AND deleted_at IS NULL", [line, octets]) != nil
    }

    private func storeOctets(_ octets: Data, in slot: Slot, line: String) throws {
        try db.run(
            """
            INSERT INTO slot (store, memory, place, line, octets, committed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (store, memory, place) DO UPDATE
            SET line = ?4, octets = ?5, committed_at = ?6, deleted_at = NULL
            """, [slot.store, slot.memory, slot.index, line, octets, now.milliseconds])
    }

    private func storeOctets(recent octets: Data, line: String) throws {
        try db.run(
            """
            INSERT INTO recent_octets (line, octets, at) VALUES (?1, ?2, ?3)
            ON CONFLICT (line, octets) DO UPDATE SET at = ?3
            """, [line, octets, now.milliseconds])
    }

    /// Drops octets that can no longer be a retransmission.
    func forgetOldOctets(at time: Timestamp) throws {
        try db.run(
            "DELETE FROM recent_octets WHERE at < ? /* reads all: ten minutes of them, once a minute */",
            [(time - retransmissionSpan).milliseconds])
    }
}

extension EventStore {
    /// Records confirmed deletions in a transaction of their own; usually the next `ingest`, `begin` or `settle`
    /// records them.
    ///
    /// They must be recorded before anything that is read from the modem after the deletion.
    public func confirmDeletions(_ slots: [Slot], now: Timestamp) async throws(StoreError) {
        try await write(now: now) { try $0.confirmDeletions(slots) }
    }
}
