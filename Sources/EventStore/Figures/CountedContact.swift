import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// A contact for the figures.
struct CountedContact {
    /// The id of the line it came on.
    var line: String
    /// Whether it is a call; else a text.
    var isCall: Bool
    /// The sender or caller.
    var sender: Sender
    /// Their row; nil when withheld.
    var row: Int64?
    /// Why it is not answered; nil = a reply is planned.
    var reason: Reason?
    /// Whether a person made it: not a test of the operator, not one of our own lines, not a machine.
    var isDemand: Bool

    /// Makes a contact with its decision; `isTest` = the operator's own.
    init(_ contact: Contact, line: String, row: Int64?, reason: Reason?, isTest: Bool) {
        self.line = line
        isCall = contact.kind == .call
        sender = contact.sender
        self.row = row
        self.reason = reason
        isDemand = !isTest && contact.isPerson && reason != .ownNumber && reason != .notAPerson
    }
}

extension Transaction {
    /// A person on so many lines in one week is only trying what the numbers do.
    private static let curiousLines = 3

    /// Adds a contact to the figures of its day and week.
    func tally(_ contact: CountedContact, in period: CalendarPeriod) throws {
        let (texts, calls) = contact.isCall ? (0, 1) : (1, 0)
        try db.run(
            """
            INSERT INTO figure (line, day, reason, texts, calls) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (line, day, reason) DO UPDATE SET texts = texts + ?4, calls = calls + ?5
            """, [contact.line, period.day, contact.reason?.rawValue ?? "", texts, calls])
        guard contact.isDemand, let sender = contact.row, let number = contact.sender.number else { return }
        let region = CallerRegion(number: number)
        let before = try db.rows(
            "SELECT line, contacts FROM week_sender WHERE week = ? AND sender = ?", [period.week, sender])
        let here = before.first { $0[0] == contact.line }.map { $0[1] as Int } ?? 0
        let everywhere = before.reduce(0) { $0 + ($1[1] as Int) }
        try db.run(
            """
            INSERT INTO week_sender (week, sender, line, contacts) VALUES (?1, ?2, ?3, 1)
            ON CONFLICT (week, sender, line) DO UPDATE SET contacts = contacts + 1
            """, [period.week, sender, contact.line])
        let turnsCurious = here == 0 && before.count == Self.curiousLines - 1
        try count(region, week: period.week, line: contact.line, contactsBefore: here, isCurious: false)
        try count(region, week: period.week, line: "", contactsBefore: everywhere, isCurious: turnsCurious)
    }

    private func count(
        _ region: CallerRegion, week: Int64, line: String, contactsBefore: Int, isCurious: Bool
    ) throws {
        try db.run(
            """
            INSERT INTO week_figure (line, week, region, contacts, senders, repeats, curious)
            VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6)
            ON CONFLICT (line, week, region) DO UPDATE SET contacts = contacts + 1, senders = senders + ?4,
                repeats = repeats + ?5, curious = curious + ?6
            """,
            [line, week, region.rawValue, contactsBefore == 0 ? 1 : 0, contactsBefore == 1 ? 1 : 0, isCurious ? 1 : 0])
    }

    /// Deletes the senders of weeks that ended before a moment; their counts remain.
    ///
    /// Returns whether there is more.
    func forgetWeekSenders(before moment: Timestamp, atOnce: Int) throws -> Bool {
        let week = CalendarPeriod.week(ofDay: moment.milliseconds / 86_400_000)
        try db.run(
            """
            DELETE FROM week_sender WHERE (week, sender, line) IN (
                SELECT week, sender, line FROM week_sender WHERE week < ? LIMIT \(atOnce))
            """, [week])
        return db.changesCount >= atOnce
    }

    /// Moves figures of future days and weeks, and of those before any time was known, to the present ones.
    func settleFigures(undated: Timestamp?, timeZone: TimeZone) throws {
        let period = CalendarPeriod(at: now, in: timeZone)
        let first = undated.map { CalendarPeriod(at: $0, in: timeZone) }
        let (day, week) = (first?.day ?? .min, first?.week ?? .min)
        for line in try db.rows("SELECT line FROM line_counter UNION ALL SELECT ''").map({ $0[0] as String }) {
            try db.run(
                """
                INSERT INTO figure (line, day, reason, texts, calls)
                SELECT line, ?1, reason, sum(texts), sum(calls) FROM figure
                WHERE line = ?3 AND (day > ?1 OR day < ?2) GROUP BY reason
                ON CONFLICT (line, day, reason) DO UPDATE SET texts = texts + excluded.texts, calls = calls + excluded.calls
                """, [period.day, day, line])
            try db.run("DELETE FROM figure WHERE line = ?3 AND (day > ?1 OR day < ?2)", [period.day, day, line])
            try db.run(
                """
                INSERT INTO week_figure (line, week, region, contacts, senders, repeats, curious)
                SELECT line, ?1, region, sum(contacts), sum(senders), sum(repeats), sum(curious) FROM week_figure
                WHERE line = ?3 AND (week > ?1 OR week < ?2) GROUP BY region
                ON CONFLICT (line, week, region) DO UPDATE SET contacts = contacts + excluded.contacts,
                    senders = senders + excluded.senders, repeats = repeats + excluded.repeats,
                    curious = curious + excluded.curious
                """, [period.week, week, line])
            try db.run(
                "DELETE FROM week_figure WHERE line = ?3 AND (week > ?1 OR week < ?2)", [period.week, week, line])
        }
        try db.run(
            """
            INSERT INTO week_sender (week, sender, line, contacts)
            SELECT ?1, sender, line, sum(contacts) FROM week_sender WHERE week > ?1 OR week < ?2 GROUP BY sender, line
            ON CONFLICT (week, sender, line) DO UPDATE SET contacts = contacts + excluded.contacts
            """, [period.week, week])
        try db.run("DELETE FROM week_sender WHERE week > ?1 OR week < ?2", [period.week, week])
    }
}
