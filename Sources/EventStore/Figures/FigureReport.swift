import Foundation
import GRDB
import LinePolicy
import Vocabulary

/// The figures for reports and pages.
public struct Figures: Hashable, Sendable {
    /// The contacts of a day on a line that had the same decision.
    public struct Day: Hashable, Sendable {
        /// The line.
        public var line: String
        /// Days since 1970-01-01, in the time zone of the box.
        public var day: Int
        /// Why they were not answered; nil = a reply was planned.
        public var reason: Word<Reason>?
        /// Texts among them.
        public var texts: Int
        /// Calls among them.
        public var calls: Int
    }

    /// The people of a week whose numbers have the same home region.
    public struct Week: Hashable, Sendable {
        /// The line; nil = the whole box, where a person counts once.
        public var line: String?
        /// The Monday it begins with, in days since 1970-01-01.
        public var monday: Int
        /// The home region of the numbers.
        public var region: Word<CallerRegion>
        /// Their texts and calls.
        public var contacts: Int
        /// The number of people.
        public var senders: Int
        /// Those who wrote or called more than once.
        public var repeatSenders: Int
        /// Those who tried three lines or more; only for the whole box.
        public var curious: Int
    }

    /// What a line spent in a calendar month.
    public struct Month: Hashable, Sendable {
        /// The line; nil = the whole box.
        public var line: String?
        /// The month as yyyymm.
        public var month: Int
        /// The money spent.
        public var spent: Money
    }

    /// A person who wrote or called more than once in a week.
    public struct Repeater: Hashable, Sendable {
        /// The Monday of the week, in days since 1970-01-01.
        public var monday: Int
        /// Their number or name; nil once it is erased.
        public var sender: String?
        /// The id printed with every event.
        public var senderID: String
        /// Their texts and calls of the week.
        public var contacts: Int
        /// The number of lines.
        public var lines: Int
    }

    /// By line and day.
    public var days: [Day] = []
    /// By line, the box first, and week.
    public var weeks: [Week] = []
    /// By line, the box first, and month.
    public var months: [Month] = []
    /// The most frequent of each of the last weeks.
    public var repeaters: [Repeater] = []
}

extension EventStore {
    /// At most so many repeat senders are listed, the most frequent of the newest weeks first.
    private static let repeatersAtMost = 200

    /// The figures from the day of a moment on: whole days, weeks and months; nil = all.
    public func figures(since moment: Timestamp?, timeZone: TimeZone) async throws(StoreError) -> Figures {
        let first = moment.map { CalendarPeriod(at: $0, in: timeZone) }
        return try await read { db in
            var figures = Figures()
            let lines = try db.rows("SELECT line FROM line_counter ORDER BY line").map { $0[0] as String }
            for line in lines {
                figures.days += try db.rows(
                    """
                    SELECT line, day, reason, texts, calls FROM figure WHERE line = ? AND day >= ? ORDER BY day, reason
                    """, [line, first?.day ?? .min]
                ).map(Figures.Day.init(row:))
            }
            for scope in [""] + lines {
                figures.weeks += try db.rows(
                    """
                    SELECT line, week, region, contacts, senders, repeats, curious FROM week_figure
                    WHERE line = ? AND week >= ? ORDER BY week, region
                    """, [scope, first?.week ?? .min]
                ).map(Figures.Week.init(row:))
                figures.months += try db.rows(
                    "SELECT scope, month, spent FROM ledger WHERE scope = ? AND month >= ? ORDER BY month",
                    [scope, first?.month ?? .min]
                ).map(Figures.Month.init(row:))
            }
            figures.repeaters = try db.rows(
                """
                SELECT w.week, s.key, s.hash, sum(w.contacts), count(*) FROM week_sender w JOIN sender s ON s.id = w.sender
                WHERE w.week >= ? GROUP BY w.week, w.sender HAVING sum(w.contacts) > 1
                ORDER BY w.week DESC, sum(w.contacts) DESC, s.hash LIMIT ?
                """, [first?.week ?? .min, Self.repeatersAtMost]
            ).map(Figures.Repeater.init(row:))
            return figures
        }
    }
}

extension Figures.Day {
    fileprivate init(row: Row) {
        let reason: String = row[2]
        self.init(
            line: row[0], day: row[1], reason: reason.isEmpty ? nil : Word(reason), texts: row[3], calls: row[4])
    }
}

extension Figures.Week {
    fileprivate init(row: Row) {
        let line: String = row[0]
        self.init(
            line: line.isEmpty ? nil : line, monday: Int(CalendarPeriod.monday(ofWeek: row[1])), region: Word(row[2]),
            contacts: row[3], senders: row[4], repeatSenders: row[5], curious: row[6])
    }
}

extension Figures.Month {
    fileprivate init(row: Row) {
        let line: String = row[0]
        self.init(line: line.isEmpty ? nil : line, month: row[1], spent: Money(micros: row[2]))
    }
}

extension Figures.Repeater {
    fileprivate init(row: Row) {
        self.init(
            monday: Int(CalendarPeriod.monday(ofWeek: row[0])), sender: restored(row[1]),
            senderID: senderIdentifier(row[2]), contacts: row[3], lines: row[4])
    }
}
