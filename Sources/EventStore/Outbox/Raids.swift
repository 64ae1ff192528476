import GRDB
import LinePolicy
import Vocabulary

extension Transaction {
    func raid(on line: String) throws -> Raid? {
        try db.first("SELECT started_at, hot_until FROM raid WHERE line = ?", [line]).map {
            Raid(startedAt: Timestamp(milliseconds: $0[0]), hotUntil: Timestamp(milliseconds: $0[1]))
        }
    }

    /// Writes down what the policy says about the raid; the start cancels what the line had planned.
    func apply(_ change: RaidChange, line: String) throws {
        switch change {
        case .started(let raid):
            permissions.takeBack()
            try db.run(
                "INSERT OR REPLACE INTO raid (line, started_at, hot_until) VALUES (?, ?, ?)",
                [line, raid.startedAt.milliseconds, raid.hotUntil.milliseconds])
            try append(.raidStarted, EventDraft(line: line))
            try cancelReplies("line = ?", [line], reason: .raid)
        case .extended(let hotUntil):
            try db.run(
                "UPDATE raid SET hot_until = max(hot_until, ?) WHERE line = ?", [hotUntil.milliseconds, line])
        }
    }

    /// Ends the raid on a line when the policy says it is over; true when one ended.
    @discardableResult
    func endRaid(on line: String, policy: LinePolicy) throws -> Bool {
        guard let raid = try raid(on: line), policy.isOver(raid, now: now) else { return false }
        try db.run("DELETE FROM raid WHERE line = ?", [line])
        try append(.raidEnded, EventDraft(line: line))
        return true
    }
}

extension EventStore {
    /// Ends the raid on a line if it is over by its rules; true when one ended.
    ///
    /// Call it now and then while one is on.
    public func endRaid(on line: String, rules: LineRules, now: Timestamp) async throws(StoreError) -> Bool {
        try await write(now: now) { try $0.endRaid(on: line, policy: LinePolicy(rules: rules)) }
    }

    /// The raids that are on, by line id.
    public func raids() async throws(StoreError) -> [String: Raid] {
        try await read { db in
            var all: [String: Raid] = [:]
            for row in try db.rows("SELECT line, started_at, hot_until FROM raid") {
                all[row[0]] = Raid(
                    startedAt: Timestamp(milliseconds: row[1]), hotUntil: Timestamp(milliseconds: row[2]))
            }
            return all
        }
    }
}
