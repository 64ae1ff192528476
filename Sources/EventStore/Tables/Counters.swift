import GRDB
import LinePolicy
import Vocabulary

/// The counters of a line since it exists.
public struct LineCounters: Hashable, Sendable {
    /// Texts after reassembly and de-duplication, without status reports.
    public var received = 0
    /// Replies the network accepted.
    public var replied = 0
    /// Texts and calls with a reason, plus cancelled replies.
    public var refused = 0
    /// Calls that rang.
    public var calls = 0
    /// Replies planned or being sent.
    public var queued = 0
    /// When the last text came.
    public var lastReceivedAt: Timestamp?
    /// When the last reply was sent.
    public var lastRepliedAt: Timestamp?

    /// Makes empty counters.
    public init() {}
}

extension Transaction {
    /// Adds to the counters of a line.
    func count(line: String, received: Int = 0, replied: Int = 0, refused: Int = 0, calls: Int = 0) throws {
        guard received + replied + refused + calls > 0 else { return }
        let receivedAt = received > 0 ? now.milliseconds : nil
        let repliedAt = replied > 0 ? now.milliseconds : nil
        try db.run(
            """
            INSERT INTO line_counter (line, received, replied, refused, calls, last_received_at, last_replied_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (line) DO UPDATE SET
                received = received + ?2, replied = replied + ?3, refused = refused + ?4, calls = calls + ?5,
                last_received_at = ifnull(?6, last_received_at), last_replied_at = ifnull(?7, last_replied_at)
            """, [line, received, replied, refused, calls, receivedAt, repliedAt])
    }
}

extension EventStore {
    /// The counters of every line that has any, by line id.
    public func counters() async throws(StoreError) -> [String: LineCounters] {
        try await read { db in
            var all: [String: LineCounters] = [:]
            for row in try db.rows("SELECT * FROM line_counter") {
                var one = LineCounters()
                one.received = row["received"]
                one.replied = row["replied"]
                one.refused = row["refused"]
                one.calls = row["calls"]
                one.lastReceivedAt = (row["last_received_at"] as Int64?).map(Timestamp.init(milliseconds:))
                one.lastRepliedAt = (row["last_replied_at"] as Int64?).map(Timestamp.init(milliseconds:))
                all[row["line"], default: one] = one
            }
            // A purely spoken reply is not counted as queued.
            let queued = """
                SELECT line, count(*) FROM reply
                WHERE state IN ('planned', 'sending') AND manner <> 'spoken' GROUP BY line
                """
            for row in try db.rows(queued) {
                all[row[0], default: LineCounters()].queued = row[1]
            }
            return all
        }
    }
}
