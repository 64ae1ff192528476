import GRDB
import LinePolicy
import Vocabulary

// A sender who writes all day must not fill the disk. From the Nth text of one sender and day on, texts are only
// counted: every rule still sees them (STOP, loop, raid, the counters of the line), but one `texts_folded` event stands
// for many.

extension Transaction {
    /// Counts a text of this day; returns whether it exceeds the number that is kept.
    ///
    /// A text that is answered, is a first STOP, or comes from a person who is kept is never folded; a text that waits
    /// for parts is folded only when there is little room.
    func exceedsTextLimit(
        _ verdict: Verdict, isWhole: Bool, from sender: Int64?, _ context: LineContext, _ period: CalendarPeriod
    ) throws -> Bool {
        guard context.foldAfter > 0, let sender else { return false }
        let day = period.dayStart.milliseconds
        try writeFoldEvents("sender = ? AND line = ? AND day <> ? AND folded > 0", [sender, context.line, day])
        try db.run(
            """
            INSERT INTO day_texts (sender, line, day, texts) VALUES (?1, ?2, ?3, 1)
            ON CONFLICT (sender, line) DO UPDATE SET texts = iif(day = ?3, texts + 1, 1), day = ?3
            """, [sender, context.line, day])
        guard verdict.reason != nil, !verdict.isFirstStop else { return false }
        let texts = try db.number("SELECT sum(texts) FROM day_texts WHERE sender = ? AND day = ?", [sender, day]) ?? 0
        guard texts > 1 else { return false }
        let isFull = try db.number("SELECT storage_step FROM retention") ?? 0 > 0
        guard isFull || (isWhole && texts > context.foldAfter) else { return false }
        return try db.number("SELECT 1 FROM sender WHERE id = ? AND kept_until IS NOT NULL", [sender]) == nil
    }

    /// Counts a text instead of keeping it; returns a number that no other text of this sender has in its place.
    func fold(from sender: Int64, line: String) throws -> Int64 {
        try db.run(
            """
            UPDATE day_texts SET folded = folded + 1, first_at = ifnull(first_at, ?1), last_at = ?1
            WHERE sender = ?2 AND line = ?3
            """, [now.milliseconds, sender, line])
        let row = try db.number("SELECT texts FROM day_texts WHERE sender = ? AND line = ?", [sender, line])
        return -(row ?? 0)
    }

    /// Writes the counted texts as one event for each sender and line.
    func writeFoldEvents(_ condition: String, _ arguments: StatementArguments) throws {
        let rows = try db.rows(
            "SELECT sender, line, folded, first_at, last_at FROM day_texts WHERE \(condition) LIMIT 500", arguments)
        for row in rows {
            let (sender, line): (Int64, String) = (row[0], row[1])
            try append(
                .textsFolded(
                    FoldDetails(
                        count: row[2], first: Timestamp(milliseconds: row[3]).utc,
                        last: Timestamp(milliseconds: row[4]).utc)),
                EventDraft(line: line, sender: sender))
            try db.run(
                """
                UPDATE day_texts SET folded = 0, first_at = NULL, last_at = NULL WHERE sender = ? AND line = ?
                """, [sender, line])
        }
    }

    /// Writes the counted texts within the hour, and deletes the rows of past days.
    func endFolding() throws {
        let hourAgo = (now - .hours(1)).milliseconds
        try writeFoldEvents("folded > 0 AND (first_at <= ? OR first_at > ?)", [hourAgo, now.milliseconds])
        let (old, ahead) = ((now - .days(2)).milliseconds, (now + .days(2)).milliseconds)
        try db.run(
            """
            DELETE FROM day_texts WHERE (sender, line) IN (
                SELECT sender, line FROM day_texts WHERE day < ?1 AND folded = 0
                UNION SELECT sender, line FROM day_texts WHERE day > ?2 AND folded = 0 LIMIT 500)
            """, [old, ahead])
    }
}
