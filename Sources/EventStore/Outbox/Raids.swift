import GRDB
import LinePolicy
import Vocabulary

extension Transaction {
    func raid(on line: String) throws -> Raid? {
        try db.first("SELECT started_at, hot_until, by_hand FROM raid WHERE line = ?", [line]).map(Raid.init(row:))
    }

    /// Records the policy's change of a raid; its start cancels the planned replies of the line.
    func apply(_ change: RaidChange, line: String) throws {
        switch change {
        case .started(let raid): try begin(raid, on: line)
        case .extended(let hotUntil):
            try db.run(
                "UPDATE raid SET hot_until = max(hot_until, ?) WHERE line = ?", [hotUntil.milliseconds, line])
        }
    }

    fileprivate func begin(_ raid: Raid, on line: String) throws {
        permissions.revoke()
        try db.run(
            """
            INSERT OR REPLACE INTO raid (line, started_at, hot_until, by_hand, spent_before) VALUES (?, ?, ?, ?, ?)
            """,
            [line, raid.startedAt.milliseconds, raid.hotUntil.milliseconds, raid.isByHand, try spentEver(on: line)])
        try append(.raidStarted(isByHand: raid.isByHand), EventDraft(line: line))
        try cancelReplies("line = ?", [line], reason: .raid)
    }

    /// Counts a text or call that was refused because of the raid on its line.
    func countRefusedByRaid(on line: String) throws {
        try db.run("UPDATE raid SET contacts = contacts + 1 WHERE line = ?", [line])
    }

    /// Ends the raid on a line when the policy says it is over; true when one ended.
    @discardableResult
    func endRaid(on line: String, policy: LinePolicy) throws -> Bool {
        guard let raid = try raid(on: line), policy.isOver(raid, now: now) else { return false }
        try end(raid, on: line)
        return true
    }

    fileprivate func end(_ raid: Raid, on line: String) throws {
        let row = try db.first("SELECT contacts, spent_before FROM raid WHERE line = ?", [line])
        let spent = try spentEver(on: line) - (row?[1] ?? 0)
        try db.run("DELETE FROM raid WHERE line = ?", [line])
        try append(
            .raidEnded(
                RaidEndDetails(
                    lasted: max(.zero, now - raid.startedAt), contacts: row?[0] ?? 0,
                    spent: Money(micros: max(0, spent)), wasByHand: raid.isByHand)),
            EventDraft(line: line))
    }

    private func spentEver(on line: String) throws -> Int64 {
        try db.number("SELECT sum(spent) FROM ledger WHERE scope = ?", [line]) ?? 0
    }
}

extension EventStore {
    /// Ends the raid on a line if it is over by its rules; true when one ended.
    ///
    /// Call it regularly during a raid.
    public func endRaid(on line: String, rules: LineRules, now: Timestamp) async throws(StoreError) -> Bool {
        try await write(now: now) { try $0.endRaid(on: line, policy: LinePolicy(rules: rules)) }
    }

    /// Declares a raid on lines, or takes over one that is on; it lasts until ``declareRaidOver(on:now:)``.
    ///
    /// Returns the lines for which no raid had been declared before.
    public func declareRaid(on lines: [String], now: Timestamp) async throws(StoreError) -> [String] {
        try await write(now: now) { transaction in
            var changed: [String] = []
            for line in lines {
                let raid = try transaction.raid(on: line)
                if raid?.isByHand == true { continue }
                try transaction.append(.raidOn, EventDraft(line: line))
                if raid == nil {
                    try transaction.begin(Raid(startedAt: now, hotUntil: now, isByHand: true), on: line)
                } else {
                    try transaction.db.run("UPDATE raid SET by_hand = 1 WHERE line = ?", [line])
                }
                changed.append(line)
            }
            return changed
        }
    }

    /// Ends the raids on lines, whoever began them, and restarts the count of senders; returns the lines that had one.
    public func declareRaidOver(on lines: [String], now: Timestamp) async throws(StoreError) -> [String] {
        try await write(now: now) { transaction in
            var changed: [String] = []
            for line in lines {
                guard let raid = try transaction.raid(on: line) else { continue }
                try transaction.append(.raidOff, EventDraft(line: line))
                try transaction.end(raid, on: line)
                // Else the next sender would begin it again.
                try transaction.db.run("DELETE FROM sighting WHERE line = ?", [line])
                changed.append(line)
            }
            return changed
        }
    }

    /// The raids that are on, by line id.
    public func raids() async throws(StoreError) -> [String: Raid] {
        try await read { db in
            var all: [String: Raid] = [:]
            for row in try db.rows("SELECT started_at, hot_until, by_hand, line FROM raid") {
                all[row[3]] = Raid(row: row)
            }
            return all
        }
    }
}

extension Raid {
    fileprivate init(row: Row) {
        self.init(
            startedAt: Timestamp(milliseconds: row[0]), hotUntil: Timestamp(milliseconds: row[1]), isByHand: row[2])
    }
}
