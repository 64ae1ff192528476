#if DEBUG
    import GRDB
    import Synchronization
    import Vocabulary

    /// Examines, in debug builds, the query plan of every statement when it first runs: a full scan of a growing table
    /// fails, so every statement that a test runs is proved to have none.
    ///
    /// A statement that needs a full scan, such as one that sets the clock, gives the reason in a comment that begins
    /// with ``QueryPlans/excuse``.
    enum QueryPlans {
        /// The beginning of such a comment.
        static let excuse = "/* reads all:"

        /// The tables that grow with the texts and calls that come.
        ///
        /// (Heartbeats are as frequent as the operator wants, and are deleted after a month.)
        static let growing: Set<String> = [
            "event", "sender", "reply", "submission", "heard_text", "sighting", "long_message", "part", "recent_octets",
            "leaf", "figure", "week_figure", "week_sender",
        ]

        /// Indexes that hold only waiting rows or rows named by the operator: a scan of one of them is short.
        private static let short: Set<String> = [
            "reply_planned", "reply_sending", "reply_open", "sender_blocked", "sender_kept", "part_open",
            "event_system",
        ]

        /// The statements that were examined in this process, whichever connection they ran on.
        private static let examined = Mutex<Set<String>>([])

        static func check(_ sql: String, _ arguments: StatementArguments, in db: Database) throws {
            if examined.withLock({ $0.contains(sql) }) { return }
            try examine(sql, arguments, in: db)
            examined.withLock { _ = $0.insert(sql) }
        }

        private static func examine(_ sql: String, _ arguments: StatementArguments, in db: Database) throws {
            if sql.contains(excuse) || sql.hasPrefix("PRAGMA") || sql.hasPrefix("ATTACH") { return }
            let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
            if endsAtFirst(sql, plan.map { $0["detail"] }) { return }
            for row in plan {
                if let table = table(readBy: row["detail"], in: sql) {
                    throw StoreError.failed(answer: "all of \(table) is read by: \(sql)")
                }
            }
        }

        /// Whether it takes the first row in reading order, whichever that is.
        private static func endsAtFirst(_ sql: String, _ steps: [String]) -> Bool {
            sql.hasSuffix("LIMIT 1") && !sql.contains("WHERE") && !steps.contains { $0.hasPrefix("USE TEMP B-TREE") }
        }

        /// The growing table of which a step of a plan reads every row.
        static func table(readBy step: String, in sql: String) -> String? {
            let words = step.split(separator: " ").map(String.init)
            guard words.count >= 2 else { return nil }
            if words[0] == "SEARCH" { return table(walkedBy: step, named: words[1], in: sql) }
            guard words[0] == "SCAN" else { return nil }
            if let index = words.firstIndex(of: "INDEX"), index + 1 < words.count, short.contains(words[index + 1]) {
                return nil
            }
            return growingTable(words[1], in: sql)
        }

        /// The growing table that is read from one end until a row matches.
        ///
        /// SQLite does this for the least or greatest value of a column when there is another condition too. The step
        /// then has no search term, and shows no condition in brackets.
        private static func table(walkedBy step: String, named name: String, in sql: String) -> String? {
            guard !step.contains("("), let table = growingTable(name, in: sql) else { return nil }
            let statement = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let asks = statement.split(separator: "FROM \(table) WHERE").dropLast().contains { before in
                before.split(separator: " ").last.map { $0.hasPrefix("min(") || $0.hasPrefix("max(") } == true
            }
            return asks ? table : nil
        }

        /// The growing table with this name or alias in a statement, such as e in `event e`.
        private static func growingTable(_ name: String, in sql: String) -> String? {
            if growing.contains(name) { return name }
            let tokens = sql.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }.map(String.init)
            return zip(tokens, tokens.dropFirst()).first { $1 == name && growing.contains($0) }?.0
        }
    }
#endif
