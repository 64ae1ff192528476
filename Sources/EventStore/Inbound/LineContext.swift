import Foundation
import LinePolicy
import Vocabulary

/// A line at the moment of a decision: its identity, its rules and its limits.
public struct LineContext: Sendable {
    /// The id of the line.
    public var line: String
    /// The ICCID of its SIM, or `line:ID` while that is unknown; caps are counted per SIM.
    public var sim: String
    /// The rules of the line.
    public var rules: LineRules
    /// Paused, roaming, speaking.
    public var condition: LineCondition
    /// The reply a new contact gets.
    public var replyText: String
    /// The limits of the line and of the box.
    public var budget: BudgetRules
    /// Where calendar days and months are counted.
    public var timeZone: TimeZone
    /// The number of texts of one sender and day that are kept; further ones are only counted; 0 = all are kept.
    public var foldAfter = 0
    /// Reads the parts of a long message as one text; nil when none of them is text.
    public var joinedText: @Sendable ([PartPiece]) -> String?
    /// Reduces a recorded part to what its neighbours may need: the halves of characters at its ends.
    public var edges: @Sendable (PartContent) -> PartContent

    /// Makes a line.
    public init(
        line: String, sim: String, rules: LineRules, condition: LineCondition, replyText: String, budget: BudgetRules,
        timeZone: TimeZone, joinedText: @escaping @Sendable ([PartPiece]) -> String?,
        edges: @escaping @Sendable (PartContent) -> PartContent
    ) {
        self.line = line
        self.sim = sim
        self.rules = rules
        self.condition = condition
        self.replyText = replyText
        self.budget = budget
        self.timeZone = timeZone
        self.joinedText = joinedText
        self.edges = edges
    }

    /// What one reply of the line costs.
    var replyPrice: Money { rules.pricePerPart * rules.replyParts }
}

/// Whether a reply may go to the modem right after the transaction that plans it.
public enum StartPermission: Sendable {
    /// The modem is free and the interval since the last send is over: the first due reply is marked `sending`.
    case allowed
    /// A send, a call or the interval prevents it: replies stay planned.
    case notNow
}

/// The calendar day, week and month of a moment.
struct CalendarPeriod {
    /// The day, counted from 1970-01-01.
    let day: Int64
    /// The week that begins on a Monday, counted from the one of 1970-01-01.
    var week: Int64 { CalendarPeriod.week(ofDay: day) }
    let dayStart: Timestamp
    let monthStart: Timestamp
    /// The month as yyyymm.
    let month: Int64

    init(at now: Timestamp, in timeZone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1000)
        let parts = calendar.dateComponents([.year, .month], from: date)
        month = Int64(parts.year ?? 1970) * 100 + Int64(parts.month ?? 1)
        dayStart = Timestamp(date: calendar.startOfDay(for: date))
        let offset = Int64(timeZone.secondsFromGMT(for: date)) * 1000
        day = (now.milliseconds + offset).flooredQuotient(by: 86_400_000)
        monthStart = Timestamp(date: calendar.dateInterval(of: .month, for: date)?.start ?? date)
    }

    /// The week of a day; 1970-01-01 was a Thursday.
    static func week(ofDay day: Int64) -> Int64 { (day + 3).flooredQuotient(by: 7) }

    /// The Monday of a week, as a day.
    static func monday(ofWeek week: Int64) -> Int64 { week * 7 - 3 }
}

extension Int64 {
    /// The quotient rounded down, before 1970 too.
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension Timestamp {
    fileprivate init(date: Date) {
        self.init(milliseconds: Int64(exactly: (date.timeIntervalSince1970 * 1000).rounded(.down)) ?? 0)
    }
}
