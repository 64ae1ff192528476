import GRDB
import LinePolicy
import Vocabulary

/// A line the operator paused.
public struct Pause: Hashable, Sendable {
    /// Since when.
    public var at: Timestamp
    /// Why, in the operator's words.
    public var why: String?
    /// Whether the port is left to a person with a terminal.
    public var releasesPort: Bool

    /// A pause since `at`.
    public init(at: Timestamp, why: String?, releasesPort: Bool) {
        self.at = at
        self.why = why
        self.releasesPort = releasesPort
    }
}

extension EventStore {
    /// Pauses a line, also over a restart; pausing again replaces the reason.
    public func pauseLine(_ line: String, why: String?, releasePort: Bool, now: Timestamp) async throws(StoreError) {
        try await write(now: now) { transaction in
            transaction.permissions.revoke()
            try transaction.db.run(
                "INSERT OR REPLACE INTO line_pause (line, at, why, releases_port) VALUES (?, ?, ?, ?)",
                [line, now.milliseconds, stored(why), releasePort])
            try transaction.append(.linePause(why: why, releasesPort: releasePort), EventDraft(line: line))
        }
    }

    /// Ends a pause, and lets the PIN be used again after a SIM was changed; false = the line was not paused.
    ///
    /// What was planned is held no longer: judge it again with ``judgeAllAgain(in:now:)``.
    @discardableResult
    public func resumeLine(_ line: String, now: Timestamp) async throws(StoreError) -> Bool {
        try await write(now: now) { transaction in
            try transaction.acceptSIM(line: line)
            try transaction.db.run("DELETE FROM line_pause WHERE line = ?", [line])
            let wasPaused = transaction.db.changesCount == 1
            try transaction.append(.lineResume, EventDraft(line: line))
            return wasPaused
        }
    }

    /// The pauses, by line id.
    public func pauses() async throws(StoreError) -> [String: Pause] {
        try await read { db in
            var all: [String: Pause] = [:]
            for row in try db.rows("SELECT line, at, why, releases_port FROM line_pause") {
                all[row[0]] = Pause(
                    at: Timestamp(milliseconds: row[1]), why: restored(row[2]), releasesPort: row[3])
            }
            return all
        }
    }
}

extension Transaction {
    func isPaused(_ line: String) throws -> Bool {
        try db.number("SELECT 1 FROM line_pause WHERE line = ?", [line]) != nil
    }
}
