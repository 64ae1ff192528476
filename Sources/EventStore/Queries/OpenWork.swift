import GRDB
import LinePolicy
import Vocabulary

/// Unfinished work in the database, which must end whether or not its line has a modem.
public struct OpenWork: Hashable, Sendable {
    /// A long message that waits for parts, or has late parts to record.
    public struct LongMessage: Hashable, Sendable {
        /// Its number.
        public var id: Int64
        /// The line it came on.
        public var line: String
        /// The number of its waiting parts; a change means that one came.
        public var parts: Int
    }

    /// Long messages that wait.
    public var longMessages: [LongMessage] = []
    /// Replies in `sending` that no session sends, and their lines.
    public var orphans: [Int64: String] = [:]
    /// Every line that has planned replies or long messages that wait.
    public var lines: Set<String> = []
}

extension EventStore {
    /// Finds the unfinished work; one short read.
    public func openWork() async throws(StoreError) -> OpenWork {
        try await read { [notes] db in
            var work = OpenWork()
            for row in try db.rows(
                """
                SELECT m.id, m.line, count(*) FROM part p JOIN long_message m ON m.id = p.message
                WHERE p.content IS NOT NULL AND p.recorded = 0 GROUP BY m.id ORDER BY m.id
                """)
            {
                work.longMessages.append(OpenWork.LongMessage(id: row[0], line: row[1], parts: row[2]))
            }
            for row in try db.rows("SELECT id, line FROM reply WHERE state = 'sending' AND manner <> 'spoken'")
            where !notes.knows(row[0]) {
                work.orphans[row[0]] = row[1]
            }
            work.lines = Set(try db.rows("SELECT DISTINCT line FROM reply WHERE state = 'planned'").map { $0[0] })
            work.lines.formUnion(work.longMessages.map(\.line))
            return work
        }
    }
}
